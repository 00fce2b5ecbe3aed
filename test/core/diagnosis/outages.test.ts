import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentsOf, outagesOf, STUCK_AFTER_MS } from '../../../electron/core/diagnosis/outages.ts';
import type { OutageFacts } from '../../../electron/core/diagnosis/outages.ts';
import type { CredentialProbe, StatusObservation } from '../../../electron/core/records.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 20, 12);
const EXPIRED = 'invalid_client: AADSTS7000222: The provided client secret keys are expired.';
const DISABLED = 'invalid_grant: AADSTS50057: The user account is disabled.';

const reported = (status: string, at: number | null, detail: string | null = null): StatusObservation => ({
  status,
  at,
  detail,
  basis: 'reported',
  observedAt: NOW,
});
const observed = (status: string, at: number): StatusObservation => ({
  status,
  at,
  detail: null,
  basis: 'observed',
  observedAt: at,
});
const refused = (at: number, code: string, message: string): CredentialProbe => ({ at, code, message });

function facts(
  status: 'connected' | 'connecting' | 'disconnected' | 'unknown',
  history: readonly StatusObservation[],
  more: Partial<Omit<OutageFacts, 'row'>> & { readonly row?: Partial<OutageFacts['row']> } = {},
): OutageFacts {
  return {
    firstSeenAt: NOW - 30 * DAY,
    fetchedAt: NOW,
    history,
    probes: [],
    ...more,
    row: {
      status,
      statusRaw: status,
      statusSince: null,
      platform: 'microsoft_outlook',
      createdAt: NOW - 60 * DAY,
      deletedAt: null,
      ...more.row,
    },
  };
}

describe('outages of a calendar', () => {
  it('go from the entry that breaks it to the next that connects it, whatever the order of the entries', () => {
    const history = [
      reported('connected', NOW - 3 * HOUR),
      reported('disconnected', NOW - 5 * HOUR, EXPIRED),
      reported('connecting', NOW - 4 * HOUR),
      reported('connected', NOW - 9 * DAY),
    ];
    const found = outagesOf(facts('connected', history), NOW);
    expect(found).toMatchObject([
      {
        brokeAt: NOW - 5 * HOUR,
        brokeBasis: 'observed',
        connectedAt: NOW - 9 * DAY,
        endedAt: NOW - 3 * HOUR,
        endedBy: 'connected',
        reason: expect.stringContaining('AADSTS7000222'),
      },
    ]);
  });

  it('stay open through attempts that fail', () => {
    const history = [
      reported('disconnected', NOW - 5 * HOUR, EXPIRED),
      reported('connecting', NOW - 4 * HOUR),
      reported('disconnected', NOW - 3 * HOUR, EXPIRED),
      reported('connecting', NOW - HOUR),
    ];
    expect(outagesOf(facts('connecting', history), NOW)).toMatchObject([{ brokeAt: NOW - 5 * HOUR, endedAt: null }]);
  });

  it('take the newest reason of several: a cause that changed between two looks is the newer one', () => {
    const history = [
      reported('disconnected', NOW - 5 * HOUR, EXPIRED),
      reported('disconnected', NOW - 3 * HOUR, DISABLED),
    ];
    const [outage] = outagesOf(facts('disconnected', history), NOW);
    const [other] = outagesOf(facts('disconnected', [reported('disconnected', NOW, DISABLED)]), NOW);
    expect(outage?.cause.code).toBe(other?.cause.code);
    expect(outage?.cause.code).not.toBe('unknown');
  });

  it('do not fall back on an older reason when nobody knows the newest', () => {
    const history = [
      reported('disconnected', NOW - 5 * HOUR, EXPIRED),
      reported('disconnected', NOW - 3 * HOUR, 'lease lost'),
    ];
    expect(outagesOf(facts('disconnected', history), NOW)).toMatchObject([
      { cause: { code: 'unknown' }, reason: 'lease lost' },
    ]);
  });

  it('infer the reason from an entry without a time, and only while the calendar is in that status', () => {
    const untimed = reported('disconnected', null, EXPIRED);
    const [outage] = outagesOf(facts('disconnected', [untimed, observed('disconnected', NOW - HOUR)]), NOW);
    expect(outage?.cause).toMatchObject({ basis: 'inferred' });
    expect(outage?.cause.code).not.toBe('unknown');
    expect(outagesOf(facts('connected', [untimed]), NOW)).toEqual([]);
  });

  it('name both of two causes of the same instant', () => {
    const history = [reported('disconnected', NOW - HOUR, EXPIRED), reported('disconnected', NOW - HOUR, DISABLED)];
    const [outage] = outagesOf(facts('disconnected', history), NOW);
    expect(outage?.cause.besides).toHaveLength(1);
  });

  it('are inferred where only a look of ours saw the change', () => {
    const history = [reported('connected', NOW - DAY), observed('disconnected', NOW - HOUR)];
    expect(outagesOf(facts('disconnected', history), NOW)).toMatchObject([
      { brokeAt: NOW - HOUR, brokeBasis: 'inferred', cause: { code: 'unknown' } },
    ]);
  });

  it('count a look of ours once when an entry of Recall’s explains it', () => {
    const history = [
      reported('connected', NOW - DAY),
      reported('disconnected', NOW - HOUR, EXPIRED),
      observed('disconnected', NOW - HOUR + 20_000),
    ];
    expect(momentsOf(history).map(({ status }) => status)).toEqual(['connected', 'disconnected']);
  });

  it('are there for a disconnected calendar without any entry, since when it was first seen', () => {
    expect(outagesOf(facts('disconnected', []), NOW)).toMatchObject([
      { brokeAt: NOW - 30 * DAY, brokeBasis: 'inferred', cause: { code: 'unknown' }, reason: null },
    ]);
  });

  it('are not there for a calendar that began to connect a moment ago, and are for one that is stuck', () => {
    const young = facts('connecting', [reported('connecting', NOW - STUCK_AFTER_MS + 1)], {
      row: { statusSince: NOW - STUCK_AFTER_MS + 1 },
    });
    const stuck = facts('connecting', [reported('connecting', NOW - STUCK_AFTER_MS)], {
      row: { statusSince: NOW - STUCK_AFTER_MS },
    });
    expect(outagesOf(young, NOW)).toEqual([]);
    expect(outagesOf(stuck, NOW)).toMatchObject([{ cause: { code: 'connecting_long' }, endedAt: null }]);
  });

  it('end when the calendar is gone from Recall', () => {
    const gone = facts('disconnected', [reported('disconnected', NOW - DAY, EXPIRED)], {
      row: { deletedAt: NOW - HOUR },
    });
    expect(outagesOf(gone, NOW)).toMatchObject([{ endedAt: NOW - HOUR, endedBy: 'deleted' }]);
  });

  it('take the word of a live test where Recall’s entry says nothing, and not where it says more', () => {
    const probe = refused(NOW - HOUR, 'bad_refresh_token', DISABLED);
    const silent = [reported('disconnected', NOW - DAY)];
    const [told] = outagesOf(facts('disconnected', silent, { probes: [probe] }), NOW);
    expect(told?.cause).toMatchObject({ basis: 'probed' });
    const speaking = [reported('disconnected', NOW - DAY, EXPIRED)];
    const [own] = outagesOf(facts('disconnected', speaking, { probes: [probe] }), NOW);
    expect(own?.cause.basis).toBe('observed');
    const before = refused(NOW - 2 * DAY, 'bad_refresh_token', DISABLED);
    const [old] = outagesOf(facts('disconnected', silent, { probes: [before] }), NOW);
    expect(old?.cause.code).toBe('unknown');
  });

  it('do not know a status that Recall has not documented', () => {
    const history = [reported('connected', NOW - DAY), reported('quarantined', NOW - HOUR)];
    const [outage] = outagesOf(facts('unknown', history, { row: { statusRaw: 'quarantined' } }), NOW);
    expect(outage).toMatchObject({ brokeAt: NOW - HOUR, cause: { code: 'status_unknown' } });
  });

  it('never overlap, never end before they begin, and agree with the present status, whatever the entries', () => {
    const status = fc.constantFrom('connected', 'connecting', 'disconnected', 'unknown' as const);
    const entry = fc.record({
      status: fc.constantFrom('connected', 'connecting', 'disconnected', 'odd'),
      at: fc.option(fc.integer({ min: NOW - 40 * DAY, max: NOW }), { nil: null }),
      detail: fc.option(fc.constantFrom(EXPIRED, DISABLED, '<script>', ''), { nil: null }),
      basis: fc.constantFrom('reported' as const, 'observed' as const),
      observedAt: fc.integer({ min: NOW - 40 * DAY, max: NOW }),
    });
    fc.assert(
      fc.property(
        status,
        fc.array(entry, { maxLength: 12 }),
        fc.option(fc.integer({ min: NOW - 40 * DAY, max: NOW }), { nil: null }),
        fc.boolean(),
        (now, history, statusSince, deleted) => {
          const found = outagesOf(facts(now, history, { row: { statusSince, deletedAt: deleted ? NOW : null } }), NOW);
          const open = found.filter(({ endedAt }) => endedAt === null);
          expect(open.length).toBeLessThanOrEqual(now === 'connected' || deleted ? 0 : 1);
          if (!deleted && (now === 'disconnected' || now === 'unknown')) expect(open).toHaveLength(1);
          for (const [index, outage] of found.entries()) {
            expect(outage.endedAt ?? Infinity).toBeGreaterThanOrEqual(outage.brokeAt);
            const next = found[index + 1];
            if (next !== undefined) expect(next.brokeAt).toBeGreaterThanOrEqual(outage.endedAt ?? Infinity);
          }
          const times = history.map(({ at, observedAt }) => at ?? observedAt);
          if (new Set(times).size < times.length || history.some(({ at }) => at === null)) return;
          const again = facts(now, history.toReversed(), { row: { statusSince, deletedAt: deleted ? NOW : null } });
          expect(outagesOf(again, NOW)).toEqual(found);
        },
      ),
      { seed: 41, numRuns: 500 },
    );
  });
});
