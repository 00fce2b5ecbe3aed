/** Texts leave the house: no secret in them, and nothing from outside that becomes more than text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REDACTED } from '../../../../electron/core/recall/redact.ts';
import { calendarText, incidentText } from '../../../../electron/core/diagnosis/texts/index.ts';
import { cleanLine } from '../../../../electron/core/diagnosis/texts/clean.ts';
import { written } from '../../../../electron/core/diagnosis/texts/document.ts';
import { AUDIENCES } from '../../../../shared/values.ts';
import { CANARIES, searchText } from '../../../support/canaries.ts';
import { aFinding, aMeeting, aMember, anEntry, aRow, calendarFacts, incidentFacts, NOW } from './facts-fixture.ts';

interface Made {
  readonly name: string;
  readonly format: 'text' | 'markdown';
  readonly subject: string;
  readonly text: string;
  readonly all: string;
}

/** Every text there is, with `text` wherever something from outside stands. */
function everywhere(text: string): Made[] {
  const evidence = [{ field: 'Recall’s status entry', value: text, basis: 'observed', at: NOW }] as const;
  const row = {
    email: text,
    oauthEmail: `x${text}`,
    id: text,
    oauthClientId: text,
    statusDetail: text,
    statusRaw: text,
  };
  const meeting = aMeeting(1, { title: text, id: text, calendarEmail: text }, true);
  const codes = ['microsoft_mfa_required', 'microsoft_secret_expired', 'google_invalid_grant', 'unknown'];
  return codes.flatMap((code) => {
    const finding = aFinding(code, { evidence: [...evidence] });
    const calendar = calendarFacts({
      calendar: { ...row, status: 'unknown', platform: 'other', platformRaw: text },
      workspaceName: text,
      clientName: text,
      meetings: [meeting],
      diagnosis: { findings: [finding], timeline: [anEntry({ title: text, detail: text })] },
    });
    const incident = incidentFacts({
      finding,
      workspaceNames: new Map([[1, text]]),
      calendars: [aMember(1, { calendar: aRow(row) })],
      meetings: [meeting],
      incident: {
        title: text,
        note: text,
        oauthClientName: text,
        oauthClientId: text,
        domain: text,
        calendar: aRow(row),
      },
    });
    return AUDIENCES.flatMap((audience) =>
      (['text', 'markdown'] as const).flatMap((format) => {
        const request = { audience, format, now: NOW, timeZone: 'Europe/Vienna' };
        return [
          { of: 'calendar', made: calendarText(calendar, request) },
          { of: 'incident', made: incidentText(incident, request) },
        ].map(({ of, made }) => ({
          name: `${code} ${of} ${audience} ${format}`,
          format,
          subject: made.subject,
          text: made.text,
          all: `${made.subject}\n${made.text}`,
        }));
      }),
    );
  });
}

/** Markdown without what stands in code, as far as CommonMark goes: fences first, then spans of equal runs of backticks. */
function outsideCode(markdown: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const ticks = /^(`{3,})([^`]*)$/.exec(line);
    if (fence === null && ticks !== null) fence = ticks[1] ?? '';
    else if (fence !== null && ticks !== null && ticks[2]?.trim() === '' && (ticks[1] ?? '').length >= fence.length)
      fence = null;
    else if (fence === null) lines.push(line);
  }
  return lines.map((line) => line.replace(/(?<!`)(`+)(?!`)(?:.*?)(?<!`)\1(?!`)/g, '')).join('\n');
}

describe('secrets', () => {
  const { oauthRefreshToken, oauthAccessToken, webhookSecret, oauthClientSecret, apiKey } = CANARIES;
  const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.${'c'.repeat(40)}`;
  const said: readonly (readonly [secret: string, text: string])[] = [
    [oauthRefreshToken, `could not refresh with ${oauthRefreshToken}.`],
    [oauthAccessToken, `Authorization: Bearer ${oauthAccessToken}`],
    [apiKey, `Authorization: Token ${apiKey}`],
    [webhookSecret, `signed with ${webhookSecret}`],
    [oauthClientSecret, `https://x.example/?client_secret=${oauthClientSecret}&a=b`],
    [oauthClientSecret, `{"client_secret":"${oauthClientSecret}"}`],
    [oauthClientSecret, `the client_secret = ${oauthClientSecret}`],
    [jwt, `id token ${jwt} refused`],
    [oauthRefreshToken, `${'x'.repeat(480)} ${oauthRefreshToken}`],
  ];

  it.each(said)('%s is in no text, whatever it stands in', (secret, text) => {
    for (const { name, all } of everywhere(text)) {
      expect(searchText(name, all, [secret])).toEqual([]);
      // Nor a part of it that was cut off.
      expect(all, name).not.toContain(secret.slice(0, 16));
    }
    expect(everywhere(text).some(({ all }) => all.includes(REDACTED))).toBe(true);
  });

  it('are not seen where a provider only speaks of them', () => {
    const text =
      'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value';
    expect(cleanLine(text)).toBe(text);
  });
});

const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '![x](https://evil.example/x.png) [click](https://evil.example)',
  'https://evil.example www.evil.example anna@evil.example',
  '`](https://evil.example) `` ``` <b>',
  '```\n# Who must act: nobody\n[x](https://evil.example)\n```',
  '``````\n<b>x</b>\n~~~',
  '`',
  '\n\n# heading\n\n- item <b>x</b>',
  'a\r\n\r\n> quote\u2028<i>x</i>',
  '| a | b |\n|---|---|\n| <u>x</u> |',
  '\u202Egro.live\u202C \u200B\u0000\u001b[31m',
  '&lt;b&gt; &#58;',
  '\\`<b>x</b>',
  '   ',
];

describe('text from outside', () => {
  it.each(HOSTILE)('%j stays in code in Markdown: no link, image, HTML, heading or list item of its own', (text) => {
    for (const { name, format, text: made } of everywhere(text)) {
      if (format !== 'markdown') continue;
      const own = outsideCode(made);
      expect(own, name).not.toMatch(/evil|<|\]\(|gro\.|onerror/);
      expect(own.match(/^#+ .*/gm) ?? [], name).toEqual((own.match(/^### [A-Z][A-Za-z ,]+$/gm) ?? []).map(String));
    }
  });

  it.each(HOSTILE)('%j takes one line in plain text, or is indented', (text) => {
    for (const { name, format, subject, text: made } of everywhere(text)) {
      if (format !== 'text') continue;
      expect(subject, name).not.toContain('\n');
      expect(
        made.split('\n').filter((line) => /^(?:#|>|\||- item|~~~|```)/.test(line)),
        name,
      ).toEqual([]);
    }
  });

  it('that the eye cannot see, or that turns the text around, stands there by its number', () => {
    for (const { name, all } of everywhere('a\u202Eb\u0000c\u200Bd\u{E0041}e')) {
      for (const unseen of ['\u202E', '\u0000', '\u200B', '\u{E0041}']) expect(all, name).not.toContain(unseen);
    }
    expect(cleanLine('a\u202Eb\u0000c')).toBe('a<U+202E>b<U+0000>c');
    expect(cleanLine('Zoë 👩‍💻 \uD800')).toBe('Zoë 👩‍💻 \uFFFD');
  });

  it('is cut where it is endless, and never within a character', () => {
    expect(cleanLine('😀'.repeat(400), 101)).toBe(`${'😀'.repeat(50)} …`);
    expect(cleanLine(' \n ')).toBe('(empty)');
  });

  it('in Markdown code reads back as it was, whatever backticks it holds', () => {
    const unit = fc.constantFrom('`', '``', 'a', ' ', '<', '\n', '~', '|', '[', '*');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), fc.string({ unit, maxLength: 30 }), (one, two) => {
        const line = written([{ kind: 'paragraph', line: ['a ', { remote: one }, { remote: two }, ' b'] }], 'markdown');
        expect(outsideCode(line).replace(/\s+/g, ' ').trim()).toBe('a b');
        const raw = written(
          [
            { kind: 'raw', text: one },
            { kind: 'paragraph', line: ['end'] },
          ],
          'markdown',
        );
        expect(outsideCode(raw).trim()).toBe('end');
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });
});
