/** The catalogue as data: complete, well formed, and each entry found from what it sounds like and from nothing else. */
import { describe, expect, it } from 'vitest';
import { CAUSES, causeOf, UNKNOWN } from '../../../../electron/core/diagnosis/catalogue/index.ts';
import { causesIn } from '../../../../electron/core/diagnosis/match.ts';
import type { Cause, Signal } from '../../../../electron/core/diagnosis/types.ts';
import { textLeaves } from '../../../../electron/core/recall/open-records.ts';
import { CAUSES as SIMULATED, detailFields } from '../../../../electron/simulator/causes.ts';
import { Rng } from '../../../../electron/simulator/rng.ts';
import { SPOKEN_TEXTS } from './spoken-texts.ts';

/** Microsoft's numbers of recall-api.md 2.6, row by row, and those that genuine texts add. */
const NUMBERS: Readonly<Record<string, readonly number[]>> = {
  microsoft_secret_wrong: [7000215],
  microsoft_secret_expired: [7000222],
  microsoft_url_malformed: [900144],
  microsoft_request_malformed: [9002313],
  microsoft_redirect_uri: [50011],
  microsoft_single_tenant: [50194],
  microsoft_app_not_found: [700016],
  microsoft_consent_missing: [65001],
  user_declined: [65004],
  microsoft_admin_consent: [90094, 90095],
  microsoft_grant_revoked: [50173],
  microsoft_grant_invalid: [70000],
  microsoft_token_inactive: [70008, 700082],
  microsoft_sign_in_frequency: [70043],
  microsoft_mfa_required: [50072, 50074, 50076, 50078, 50079],
  microsoft_account_disabled: [50057],
  microsoft_account_missing: [50034, 50020],
  microsoft_user_not_assigned: [50105],
  microsoft_password_changed: [50055, 50132, 50133],
  microsoft_blocked_by_policy: [53000, 53001, 53002, 53003, 530032, 50131],
  microsoft_app_disabled: [7000112, 70001],
  microsoft_assertion_bad: [700027],
  microsoft_credential_missing: [7000218],
  microsoft_code_used: [54005],
  microsoft_transient: [90033, 90006, 50033, 90024, 90012],
  microsoft_service_principal_disabled: [500014],
  microsoft_account_locked: [50053],
  microsoft_scope_invalid: [70011],
};

/** Codes that other parts of the console and its database know by name. */
const KNOWN_BY_NAME = [
  'unknown',
  'connecting',
  'connecting_long',
  'status_unknown',
  'calendar_deleted',
  'google_invalid_grant',
  'google_testing_client',
  'microsoft_unknown_code',
];

/** Entries that no text leads to: states, conclusions, and meanings of signals that have several. */
const WITHOUT_TEXT = [
  'unknown',
  'connecting',
  'connecting_long',
  'status_unknown',
  'calendar_deleted',
  'client_scopes_missing',
  'probe_error',
  'google_testing_client',
  'google_token_unused',
  'google_too_many_tokens',
  'google_secret_wrong',
  'google_not_a_test_user',
  'microsoft_admin_consent_loop',
  'microsoft_unknown_code',
];

const entries = Object.entries(SPOKEN_TEXTS).flatMap(([code, texts]) => texts.map((text) => ({ code, text })));

/** A disconnect entry in each shape that Recall might use for its detail, read as the syncer reads it. */
function read(text: string): string[] {
  const shapes = new Map<string, string>();
  for (let seed = 0; shapes.size < 5; seed++) {
    const record = { status: 'disconnected', created_at: '2026-11-20T09:14:05Z', ...detailFields(new Rng(seed), text) };
    shapes.set(Object.keys(record).join(), textLeaves(record, ['status', 'created_at']) ?? '');
  }
  return [...shapes.values()];
}

const codesIn = (text: string, platform: Cause['platform']): string[] =>
  causesIn(text, platform).map(({ cause }) => cause.code);

describe('each cause', () => {
  it.each(entries)(
    '$code is what “$text” speaks of, and nothing else, in every shape of an entry',
    ({ code, text }) => {
      const { platform } = causeOf(code);
      for (const shape of read(text)) expect(codesIn(shape, platform), shape).toEqual([code]);
    },
  );

  it('has a text for each of its signals, or is known to have none', () => {
    const unheard = CAUSES.flatMap((cause) =>
      cause.signals
        .filter((signal) => signal.kind !== 'probe')
        .filter((signal) => !(SPOKEN_TEXTS[cause.code] ?? []).some((text) => holds(text, signal)))
        .map((signal) => `${cause.code}: ${JSON.stringify(signal)}`),
    );
    expect(unheard).toEqual([]);
    const silent = CAUSES.filter(({ code }) => !(code in SPOKEN_TEXTS)).map(({ code }) => code);
    expect(silent.toSorted()).toEqual(WITHOUT_TEXT.toSorted());
  });

  it('is found from nothing that another platform says', () => {
    for (const { code, text } of entries) {
      const { platform } = causeOf(code);
      if (platform === null) continue;
      const other = platform === 'google_calendar' ? 'microsoft_outlook' : 'google_calendar';
      expect(codesIn(text, other), text).not.toContain(code);
    }
  });
});

function holds(text: string, signal: Signal): boolean {
  switch (signal.kind) {
    case 'aadsts':
      return new RegExp(`\\bAADSTS${signal.number}\\b`).test(text);
    case 'word':
      return new RegExp(`\\b${signal.word}\\b`).test(text);
    case 'phrase':
      return text.toLowerCase().includes(signal.phrase.toLowerCase());
    case 'probe':
      return false;
  }
}

describe('the catalogue', () => {
  it('has every number of Microsoft where it belongs, and no other', () => {
    const found = Object.fromEntries(
      CAUSES.map(
        ({ code, signals }) =>
          [code, signals.flatMap((signal) => (signal.kind === 'aadsts' ? [signal.number] : []))] as const,
      ).filter(([, numbers]) => numbers.length > 0),
    );
    expect(found).toEqual(NUMBERS);
  });

  it('gives each signal to one cause, or to one on each platform', () => {
    const owners = Map.groupBy(
      CAUSES.flatMap((cause) => cause.signals.map((signal) => ({ cause, name: JSON.stringify(signal) }))),
      ({ name }) => name,
    );
    for (const [name, group] of owners) {
      const platforms = group.map(({ cause }) => cause.platform);
      expect(new Set(platforms).size, name).toBe(group.length);
      if (group.length > 1) expect(platforms, name).not.toContain(null);
    }
  });

  it('names each cause once, in snake case, with a title that fits a list', () => {
    const codes = CAUSES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, title } of CAUSES) {
      expect(code).toMatch(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/);
      expect(title.length, title).toBeLessThanOrEqual(40);
      expect(title, title).toMatch(/^[A-Z].*[^.]$/);
    }
    expect(codes).toEqual(expect.arrayContaining(KNOWN_BY_NAME));
  });

  it('says of each cause what it means, what to do, why the safe action is the one, and where the rule comes from', () => {
    for (const { code, meaning, remedy, action, source } of CAUSES) {
      for (const text of [meaning, ...remedy, action.why]) expect(text, code).toMatch(/^[A-Z].*\.$/);
      expect(remedy.length, code).toBeGreaterThan(0);
      expect(action.label, code).toMatch(/^[A-Z][a-z]+/);
      expect(source.text.length, code).toBeGreaterThan(10);
    }
  });

  it('has a message for each party that a message goes to, and for no other', () => {
    for (const { code, party, alsoParties, messages } of CAUSES) {
      const parties = [party, ...alsoParties];
      expect(new Set(parties).size, code).toBe(parties.length);
      const written = (['end_user', 'it_admin'] as const).filter((to) => parties.includes(to));
      expect(Object.keys(messages).toSorted(), code).toEqual(written.toSorted());
    }
  });

  it('writes messages without addresses of its own, without placeholders that nobody fills, and without codes', () => {
    for (const { code, messages } of CAUSES) {
      for (const message of Object.values(messages)) {
        expect(message, code).not.toMatch(/https?:|AADSTS|invalid_|OAuth|refresh|token|\bAPI\b(?! controls)|!/);
        expect(message.replace(/\{(?:mailbox|account|calendar|client)\}/g, ''), code).not.toMatch(/[{}]/);
        expect(message, code).toContain('{client}');
      }
    }
  });

  it('keeps what is ambiguous ambiguous: other causes, each with what would tell it, and a message that claims none of them', () => {
    for (const { code, possibilities, messages } of CAUSES) {
      if (possibilities.length === 0) continue;
      expect(possibilities.length, code).toBeGreaterThan(1);
      for (const other of possibilities) {
        expect(causeOf(other.code), `${code} → ${other.code}`).not.toBe(UNKNOWN);
        expect(other.code).not.toBe(code);
        expect(other.tell, code).toMatch(/^[A-Z].*\.$/);
      }
      for (const message of Object.values(messages)) expect(message, code).not.toMatch(/\bbecause\b/);
    }
    expect(CAUSES.filter(({ possibilities }) => possibilities.length > 0).map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'google_invalid_grant',
        'outlook_invalid_grant',
        'google_invalid_client',
        'outlook_invalid_client',
        'google_access_denied',
        'outlook_access_denied',
        'google_bad_refresh_token',
        'outlook_bad_refresh_token',
        'invalid_scope',
      ]),
    );
  });

  it('never takes an ambiguous word for the user’s own doing alone', () => {
    const meanings = causeOf('google_invalid_grant').possibilities.map(({ code }) => code);
    expect(meanings).toContain('google_testing_client');
    expect(meanings.map((code) => causeOf(code).party)).toEqual(expect.arrayContaining(['us', 'end_user', 'it_admin']));
  });

  it('has the action that fits the party: rotation for secrets, messages for people, attempts for what passes', () => {
    for (const { code, party, action } of CAUSES) {
      switch (action.kind) {
        case 'rotate_secret':
        case 'update_credentials':
        case 'fix_registration':
        case 'none':
          expect(party, code).toBe('us');
          break;
        case 'ask_end_user':
          expect(party, code).toBe('end_user');
          break;
        case 'ask_it_admin':
          expect(party, code).toBe('it_admin');
          break;
        case 'wait':
          expect(party, code).toBe('nobody');
          break;
        case 'reconnect':
          expect(['nobody', 'unknown'], code).toContain(party);
          break;
        case 'test_credential':
          expect(['unknown', 'end_user'], code).toContain(party);
          break;
      }
    }
  });

  it('takes a code of another version for the unknown cause', () => {
    expect(causeOf('something_newer')).toBe(UNKNOWN);
    expect(causeOf('__proto__')).toBe(UNKNOWN);
    expect(causeOf('')).toBe(UNKNOWN);
  });
});

describe('the causes of the simulator', () => {
  it.each(SIMULATED.map(({ id, platform, detail }) => ({ id, platform, detail })))(
    '$id is known, in every shape of an entry',
    ({ id, platform, detail }) => {
      for (const shape of read(detail)) {
        const found = causesIn(shape, platform).map(({ cause }) => cause);
        if (id === 'google_unexplained') expect(found).toEqual([]);
        else {
          expect(found, shape).toHaveLength(1);
          expect(found[0], shape).not.toBe(UNKNOWN);
        }
      }
    },
  );
});
