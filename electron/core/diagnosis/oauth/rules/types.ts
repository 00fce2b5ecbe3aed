/** What a rule of the OAuth doctor is. Rules are data: a further one is one entry in a table and one row in its test. */
import type { Party, Severity } from '../../../../../shared/diagnosis.ts';
import type { Provider } from '../endpoints.ts';
import type { Subject } from '../subject.ts';
import type { Parameter, Span } from '../url.ts';

export interface Fault {
  /** Faulty parts of the address; empty when the fault is that something is not there. */
  readonly marks: readonly Span[];
  /** Stands for `{about}` in the words. */
  readonly about?: string;
}

/** A change of the address. */
export interface Edit extends Span {
  readonly with: string;
}

export interface Rule {
  readonly code: string;
  /** Only at this provider. */
  readonly provider?: Provider;
  readonly severity: Severity;
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
  /** Absent: us, who make the address. */
  readonly party?: Party;
  readonly source: string;
  /** The fault; null: there is none. */
  readonly find: (subject: Subject) => Fault | null;
  /** Changes that mend it for certain; absent or empty: what is right is not known. */
  readonly mend?: (subject: Subject) => readonly Edit[];
}

export const SOURCES = {
  google: 'Recall’s Google calendar guide and Google’s identity documentation',
  microsoft: 'Recall’s Microsoft Outlook guide and Microsoft’s identity documentation',
  v1: 'Recall’s Calendar V1 guides',
  v2: 'Recall’s Calendar V2 guides',
  oauth: 'The OAuth 2.0 standard (RFC 6749)',
  own: 'Callboard’s own rule',
} as const;

/** A fault at these parameters; null where there is none. */
export function faultAt(
  parameters: readonly Parameter[],
  about?: string,
  place: 'at' | 'nameAt' | 'valueAt' = 'at',
): Fault | null {
  if (parameters.length === 0) return null;
  return { marks: parameters.map((parameter) => parameter[place]), ...(about === undefined ? {} : { about }) };
}

/** Puts a parameter behind the others. */
export function add({ url }: Subject, name: string, value: string): Edit[] {
  const at = url.fragmentAt?.from ?? url.text.length;
  const before = url.text.slice(0, at);
  const sign = /[?&]$/.test(before) ? '' : url.query.length > 0 ? '&' : '?';
  return [{ from: at, to: at, with: `${sign}${name}=${value}` }];
}

/** Takes parameters out, each with the sign that parts it from its neighbour. */
export function drop({ url }: Subject, parameters: readonly Parameter[]): Edit[] {
  const gone = new Set(parameters);
  const firstKept = url.query.findIndex((parameter) => !gone.has(parameter));
  return url.query.flatMap((parameter, index) => {
    if (!gone.has(parameter)) return [];
    // The first that stays must follow the question mark.
    if (firstKept === -1 || index < firstKept)
      return [{ from: parameter.at.from, to: url.query[index + 1]?.at.from ?? parameter.at.to, with: '' }];
    return [{ from: url.query[index - 1]?.at.to ?? parameter.at.from, to: parameter.at.to, with: '' }];
  });
}

export function setValue({ valueAt, nameAt }: Parameter, value: string): Edit[] {
  return valueAt.from === nameAt.to ? [{ ...valueAt, with: `=${value}` }] : [{ ...valueAt, with: value }];
}

/** Every change done; where two overlap, the first one. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    if (edit.from < done) continue;
    parts.push(text.slice(done, edit.from), edit.with);
    done = edit.to;
  }
  return parts.join('') + text.slice(done);
}
