/**
 * The OAuth doctor: what is wrong with a pasted authorisation URL, callback URL or error text (recall-api.md 2.6 and 7). Pure:
 * nothing of the text is kept, and its secrets are taken out before any rule sees it.
 */
import type { OauthFinding, OauthReport } from '../../../../shared/diagnosis.ts';
import { corrected, LONGEST_CORRECTED } from './correct.ts';
import { decodePercent } from './encoding.ts';
import { causeFindings, errorWords, looksLikeError, plainText } from './errors.ts';
import { MOST_SHOWN, note } from './notes.ts';
import { providerOfSaid, roleOf, type Role } from './role.ts';
import { AUTHORIZATION_RULES, CALLBACK_URL_RULES } from './rules/index.ts';
import type { Rule } from './rules/types.ts';
import { withoutSecrets } from './secrets.ts';
import { subjectOf, type Subject } from './subject.ts';
import { piecesOf, type Piece } from './text.ts';
import { allParameters, type Span } from './url.ts';

const MOST_MARKS = 200;
const MOST_PARAMETERS = 200;
const LONGEST_VALUE = 2_000;
const LONGEST_ABOUT = 400;
/** From here on an address is called too long. */
const LONG_URL = 8_000;
/** Kept of what stands before an address that begins far behind. */
const LEAD = 200;

const ORDER = { critical: 0, warning: 1, info: 2 } as const;
/** Which of several addresses in a text is meant. */
const WEIGHT: Readonly<Record<Role | 'none', number>> = { authorization: 3, callback: 2, error_page: 1, none: 0 };

/** The address of a text that was meant, where it begins in the whole of it, and what it is. */
interface Chosen {
  readonly subject: Subject;
  readonly role: Role;
  readonly piece: Piece;
  readonly at: number;
}

/** Checks a text of any kind and length. Never throws. */
export function checkOauth(text: string): OauthReport {
  const { pieces, secrets } = withoutSecrets(piecesOf(text).map(unwrapped));
  const whole = pieces.map((piece) => piece.text).join('');
  const chosen = choose(pieces);
  const around = pieces.filter((piece) => piece !== chosen?.piece).map((piece) => piece.text);
  const said = plainText([...around, ...(chosen === null ? [] : [errorWords(chosen.subject)])].join('\n'));
  const provider =
    chosen === null || chosen.subject.provider === 'unknown' ? providerOfSaid(said) : chosen.subject.provider;
  const causes = causeFindings(said, whole, provider);
  const fromRules = chosen === null ? [] : ruleFindings(chosen);
  const isError = causes.length > 0 || (chosen?.role !== 'authorization' && looksLikeError(said));
  const kind = kindOf(chosen, isError);

  const findings = [
    ...fromRules,
    ...causes,
    ...(isError && causes.length === 0 ? [note('error_unknown')] : []),
    ...(kind === 'nothing' ? [note(text.trim() === '' ? 'text_empty' : 'nothing_known')] : []),
    ...(secrets.length > 0 ? [note('secret_pasted', [], secrets.join(', '))] : []),
    ...(chosen === null ? [] : pieceFindings(chosen)),
    ...(whole.length > MOST_SHOWN ? [note('text_cut')] : []),
  ];
  const from = whole.length > MOST_SHOWN && chosen !== null ? Math.max(0, chosen.at - LEAD) : 0;
  const shown = whole.slice(from, from + MOST_SHOWN);
  return {
    kind,
    provider,
    version: chosen?.subject.version ?? 'unknown',
    shown,
    secrets: [...secrets],
    findings: findings
      .map((finding) => ({ ...finding, marks: within(finding.marks, from, shown.length) }))
      .toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]),
    corrected: chosen === null ? null : correctedOf(chosen),
    parameters: chosen === null ? [] : parametersOf(chosen.subject),
  };
}

/** An address that is only the wrapping of another one: the inner one. */
function unwrapped(piece: Piece): Piece {
  if (piece.kind !== 'url') return piece;
  const subject = subjectOf(piece.text);
  if (roleOf(subject) !== null) return piece;
  const inner = allParameters(subject.url)
    .filter(({ value }) => /^https?:\/\//i.test(value))
    .slice(0, 20)
    .map(({ raw }) => decodePercent(raw))
    .find((text) => roleOf(subjectOf(text)) !== null);
  return inner === undefined ? piece : { ...piece, text: inner, mendings: [{ kind: 'wrapped', part: null }] };
}

function choose(pieces: readonly Piece[]): Chosen | null {
  let best: Chosen | null = null;
  let at = 0;
  for (const piece of pieces) {
    if (piece.kind === 'url') {
      const subject = subjectOf(piece.text);
      const role = roleOf(subject);
      if (role !== null && WEIGHT[role] > WEIGHT[best?.role ?? 'none']) best = { subject, role, piece, at };
    }
    at += piece.text.length;
  }
  return best;
}

function kindOf(chosen: Chosen | null, isError: boolean): OauthReport['kind'] {
  if (chosen?.role === 'authorization') return 'authorization_url';
  if (chosen?.role === 'callback') return 'callback_url';
  return isError || chosen !== null ? 'error_text' : 'nothing';
}

function rulesOf(role: Role): readonly Rule[] {
  if (role === 'authorization') return AUTHORIZATION_RULES;
  return role === 'callback' ? CALLBACK_URL_RULES : [];
}

function ruleFindings({ subject, role, at }: Chosen): OauthFinding[] {
  return rulesOf(role).flatMap((rule) => {
    if (rule.provider !== undefined && rule.provider !== subject.provider) return [];
    const fault = rule.find(subject);
    if (fault === null) return [];
    const words = (text: string): string => text.replaceAll('{about}', () => cut(fault.about ?? '', LONGEST_ABOUT));
    return [
      {
        code: rule.code,
        severity: rule.severity,
        title: words(rule.title),
        explanation: words(rule.explanation),
        remedy: words(rule.remedy),
        party: rule.party ?? 'us',
        marks: fault.marks.map(({ from, to }) => ({ from: from + at, to: to + at })),
        source: rule.source,
      },
    ];
  });
}

/** What had to be done to read the address, and whether anybody would take it. */
function pieceFindings({ piece, subject, at }: Chosen): OauthFinding[] {
  const kinds = new Set(piece.mendings.map(({ kind }) => kind));
  const parts = allParameters(subject.url);
  return [
    ...Array.from(kinds, (kind) => {
      const places = piece.mendings.filter((mending) => mending.kind === kind && mending.part !== null);
      const marks = places.flatMap(({ part }) => parts[part ?? -1]?.at ?? []);
      return note(
        kind,
        [...new Set(marks)].map(({ from, to }) => ({ from: from + at, to: to + at })),
      );
    }),
    ...(piece.text.length > LONG_URL ? [note('url_too_long')] : []),
  ];
}

/** The mended address; null: it is right as it is, or it is none that begins an authorisation. */
function correctedOf({ piece, role }: Chosen): string | null {
  if (role !== 'authorization' || piece.text.length > LONGEST_CORRECTED) return null;
  const mended = corrected(piece.text, AUTHORIZATION_RULES);
  const hidden = piece.mendings.some(({ kind }) => kind === 'invisible');
  return mended === piece.text && !hidden ? null : mended;
}

function parametersOf({ url }: Subject): { name: string; value: string }[] {
  return allParameters(url)
    .slice(0, MOST_PARAMETERS)
    .map(({ name, value }) => ({ name: cut(name, LONGEST_ABOUT), value: cut(value, LONGEST_VALUE) }));
}

/** Marks of the shown part, in their order, as far as they lie in it. */
function within(marks: readonly Span[], from: number, length: number): Span[] {
  return marks
    .map((mark) => ({ from: Math.max(0, mark.from - from), to: Math.min(length, mark.to - from) }))
    .filter((mark) => mark.from < mark.to)
    .toSorted((a, b) => a.from - b.from)
    .slice(0, MOST_MARKS);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)} …` : text;
}
