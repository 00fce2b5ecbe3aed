/** Matching: whole numbers, whole words, the most exact cause, and nothing that is not there. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../../electron/core/diagnosis/catalogue/index.ts';
import { causesIn, causesOfProbe } from '../../../../electron/core/diagnosis/match.ts';
import { textLeaves } from '../../../../electron/core/recall/open-records.ts';
import type { CalendarPlatform } from '../../../../shared/entities.ts';
import { fixture } from '../../recall/support/fixtures.ts';
import { SPOKEN_TEXTS } from './spoken-texts.ts';

const codes = (text: string, platform: CalendarPlatform | null = 'microsoft_outlook'): string[] =>
  causesIn(text, platform).map(({ cause }) => cause.code);
const probed = (code: string, message: string, platform: CalendarPlatform | null = 'microsoft_outlook'): string[] =>
  causesOfProbe(code, message, platform).map(({ cause }) => cause.code);
/** All text of a genuine file, as of an open record. */
const leaves = (name: string): string => textLeaves({ all: fixture(`provider-errors/${name}`) }, []) ?? '';

describe('numbers of Microsoft', () => {
  it('count whole: one that begins like another is not that other', () => {
    expect(codes('AADSTS70000: x')).toEqual(['microsoft_grant_invalid']);
    expect(codes('AADSTS700082: x')).toEqual(['microsoft_token_inactive']);
    expect(codes('AADSTS7000215: x')).toEqual(['microsoft_secret_wrong']);
    expect(codes('AADSTS7000218: x')).toEqual(['microsoft_credential_missing']);
    expect(codes('AADSTS53003 x')).toEqual(['microsoft_blocked_by_policy']);
  });

  it('count in any case, and with anything but letters, digits and underscores around them', () => {
    for (const text of ['aadsts50057', '(AadSts50057)', 'x/AADSTS50057%3A', '"AADSTS50057"', 'AADSTS50057.'])
      expect(codes(text), text).toEqual(['microsoft_account_disabled']);
    for (const text of ['XAADSTS50057', 'AADSTS50057x', 'AADSTS 50057', 'AADSTS', '50057', 'AADSTS50057_1'])
      expect(codes(text), text).toEqual([]);
  });

  it('that have no rule are said to have none, with the number in sight, and hide what is vaguer', () => {
    const found = causesIn('invalid_grant: AADSTS70002159: something new', 'microsoft_outlook');
    expect(found.map(({ cause, said }) => [cause.code, cause.party, said])).toEqual([
      ['microsoft_unknown_code', 'unknown', 'AADSTS70002159'],
    ]);
    expect(codes('AADSTS70002159 and AADSTS50057')).toEqual(['microsoft_account_disabled']);
    expect(codes(`AADSTS${'7'.repeat(5_000)}`)).toEqual([]);
    expect(codes('AADSTS0050057')).toEqual(['microsoft_unknown_code']);
  });

  it('say nothing about a Google calendar', () => {
    expect(codes('AADSTS50057 AADSTS99', 'google_calendar')).toEqual([]);
  });
});

describe('words and phrases', () => {
  it('count as words of their own', () => {
    expect(codes('error=invalid_grant&x', 'google_calendar')).toEqual(['google_invalid_grant']);
    expect(codes('INVALID_GRANT', 'google_calendar')).toEqual(['google_invalid_grant']);
    for (const text of ['invalid_grant_x', 'xinvalid_grant', 'invalid grant', 'invalid_grants'])
      expect(codes(text, 'google_calendar'), text).toEqual([]);
  });

  it('are found when a line was broken within a phrase, and whatever their case', () => {
    expect(codes('calendar connection FAILED! (reason: refresh_token missing\r\nfrom oAuth response)')).toEqual([
      'v1_refresh_token_missing',
    ]);
    expect(codes('THE MAILBOX IS EITHER INACTIVE, soft-deleted, or is hosted on-premise')).toEqual([
      'graph_mailbox_unavailable',
    ]);
  });

  it('are told from Graph’s own words that hold them', () => {
    expect(codes('ErrorAccessDenied')).toEqual(['graph_access_denied']);
    expect(codes('access_denied')).toEqual(['outlook_access_denied']);
  });
});

describe('several signals in one text', () => {
  it('count only as far as they are equally exact: a number hides the word that came with it', () => {
    expect(codes('invalid_client: AADSTS7000222: expired')).toEqual(['microsoft_secret_expired']);
    expect(codes('AADSTS53003; access_denied; interaction_required')).toEqual(['microsoft_blocked_by_policy']);
    expect(codes('invalid_grant; admin_policy_enforced', 'google_calendar')).toEqual(['google_admin_policy']);
    expect(codes('bad_refresh_token: invalid_grant', 'google_calendar')).toEqual(['google_invalid_grant']);
  });

  it('stay several when they are two causes at once, in the order of the text, each once', () => {
    expect(codes('AADSTS50057 … AADSTS7000222 … AADSTS50057')).toEqual([
      'microsoft_account_disabled',
      'microsoft_secret_expired',
    ]);
    expect(codes('AADSTS7000222, then AADSTS50057')).toEqual([
      'microsoft_secret_expired',
      'microsoft_account_disabled',
    ]);
    expect(codes('AADSTS50194: x is not configured as a multi-tenant application')).toEqual([
      'microsoft_single_tenant',
    ]);
  });

  it('mean both providers’ causes where the platform is not known', () => {
    for (const platform of [null, 'other'] as const)
      expect(codes('invalid_client', platform).toSorted()).toEqual(['google_invalid_client', 'outlook_invalid_client']);
  });

  it('name the part of the text that says it, as it stands there', () => {
    expect(causesIn('xx AadSts50057: y', null).map(({ said }) => said)).toEqual(['AadSts50057']);
    expect(causesIn('İ user  has\nREVOKED it', null).map(({ said }) => said)).toEqual(['user  has\nREVOKED']);
  });
});

describe('genuine texts', () => {
  it('of Microsoft’s token endpoint are the expired and the wrong secret', () => {
    expect(codes(leaves('microsoft-AADSTS7000222-token-response.json'))).toEqual(['microsoft_secret_expired']);
    expect(codes(leaves('microsoft-AADSTS7000222-old-wording.json'))).toEqual(['microsoft_secret_expired']);
    expect(codes(leaves('microsoft-AADSTS7000215-message.json'))).toEqual(['microsoft_secret_wrong']);
  });

  it('of Google’s token endpoint stay ambiguous', () => {
    expect(codes(leaves('google-invalid_grant-token-response.json'), 'google_calendar')).toEqual([
      'google_invalid_grant',
    ]);
  });

  it('that a production sync knows are all known', () => {
    const strings = (name: string, key: string): string[] => {
      const file: unknown = fixture(`provider-errors/${name}`);
      const list: unknown = typeof file === 'object' && file !== null && key in file ? Reflect.get(file, key) : [];
      return Array.isArray(list) ? list.filter((one: unknown) => typeof one === 'string') : [];
    };
    expect(strings('microsoft-graph-auth-substrings.json', 'substrings').map((text) => codes(text))).toEqual([
      ['graph_access_denied'],
      ['graph_mailbox_unavailable'],
      ['microsoft_service_principal_disabled'],
      ['microsoft_single_tenant'],
    ]);
    const google = [
      ...strings('google-auth-markers.json', 'error_values'),
      ...strings('google-auth-markers.json', 'substrings'),
    ];
    expect(google.map((text) => codes(text, 'google_calendar'))).toEqual([
      ['google_invalid_grant'],
      ['google_invalid_client'],
      ['google_client_deleted'],
      ['calendar_scope_missing'],
      ['google_permission_denied'],
    ]);
  });

  it('of Recall’s own documentation are the calendar box that was left unticked', () => {
    const text = textLeaves({ all: fixture('recall-docs/disconnect-detail-invalid_scope.json') }, []) ?? '';
    expect(codes(text, 'google_calendar')).toEqual(['calendar_scope_missing']);
  });
});

describe('a refused test of the credential', () => {
  it('means what its message says, else what its code says', () => {
    expect(probed('bad_refresh_token', 'AADSTS50173: revoked')).toEqual(['microsoft_grant_revoked']);
    expect(probed('bad_refresh_token', 'nope')).toEqual(['outlook_bad_refresh_token']);
    expect(probed('bad_refresh_token', '', 'google_calendar')).toEqual(['google_bad_refresh_token']);
    expect(probed('no_oauth_credentials', '')).toEqual(['no_oauth_credentials']);
    expect(probed('error', 'AADSTS90033')).toEqual(['microsoft_transient']);
    expect(probed('error', 'sync_worker_lost_lease')).toEqual(['probe_error']);
  });

  it('knows every code that Recall documents', () => {
    const schema: unknown = fixture('provider-errors/recall-access-token-400.schema.json');
    const documented: unknown = typeof schema === 'object' && schema !== null ? Reflect.get(schema, 'enum') : null;
    expect(documented).toEqual(['no_oauth_credentials', 'bad_refresh_token', 'error']);
    for (const code of ['no_oauth_credentials', 'bad_refresh_token', 'error'])
      expect(probed(code, '', 'google_calendar'), code).toHaveLength(1);
  });

  it('with a code that nobody documented stays unknown', () => {
    expect(probed('quota_exceeded', 'something')).toEqual([]);
    expect(probed('', '')).toEqual([]);
    expect(probed('__proto__', 'constructor')).toEqual([]);
  });
});

describe('any text', () => {
  const signals = CAUSES.flatMap(({ signals: own }) =>
    own.map((signal) => {
      switch (signal.kind) {
        case 'aadsts':
          return `AADSTS${signal.number}`;
        case 'word':
          return signal.word;
        case 'phrase':
          return signal.phrase;
        case 'probe':
          return signal.code;
      }
    }),
  );
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(...signals),
    fc.nat(9_999_999).map((number) => `aadsts${number}`),
    fc.constantFrom(' ', '_', ': ', '\n', 'x', '\u0000', '\uD800', 'İ'),
  );
  const anyText = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const platform = fc.constantFrom('google_calendar', 'microsoft_outlook', 'other', null);

  it('gives causes of one rank, each once, each said by the text itself and fit for the platform', () => {
    fc.assert(
      fc.property(anyText, platform, (text, of) => {
        const found = causesIn(text, of);
        expect(new Set(found.map(({ cause }) => cause.rank)).size).toBeLessThanOrEqual(1);
        expect(new Set(found.map(({ cause }) => cause)).size).toBe(found.length);
        for (const { cause, said } of found) {
          expect(text).toContain(said);
          expect(said).not.toBe('');
          if (of !== null && of !== 'other') expect([of, null]).toContain(cause.platform);
        }
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('around a realistic one changes nothing, as long as it is apart and no signal itself', () => {
    const noise = fc.string({ unit: fc.constantFrom('q', 'Ω', '7', ' ', '<', '"', '\n', '\u202e'), maxLength: 40 });
    fc.assert(
      fc.property(noise, fc.constantFrom(...Object.entries(SPOKEN_TEXTS)), noise, (before, [code, texts], after) => {
        for (const text of texts) {
          const { platform: of } = CAUSES.find((cause) => cause.code === code) ?? { platform: null };
          expect(codes(`${before} ${text} ${after}`, of)).toEqual([code]);
        }
      }),
      { seed: 26, numRuns: 100 },
    );
  });

  it('of a megabyte is read in one pass, also when it is made to look like the beginning of everything', () => {
    const mega = 1_000_000;
    for (const part of [
      'AADSTS',
      'user ',
      'the mailbox is either ',
      'invalid_',
      ' ',
      '\n',
      'AADSTS5005 ',
      'None  of  the ',
    ]) {
      const text = part.repeat(Math.ceil(mega / part.length));
      expect(codes(text).filter((code) => code !== 'microsoft_unknown_code')).toEqual([]);
    }
    expect(codes(`${'x '.repeat(mega / 2)}AADSTS50057`)).toEqual(['microsoft_account_disabled']);
  });
});
