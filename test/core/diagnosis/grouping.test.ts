import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { familyOf, groupsOf } from '../../../electron/core/diagnosis/grouping.ts';
import type { Groupable } from '../../../electron/core/diagnosis/grouping.ts';
import { CAUSES } from '../../../electron/core/diagnosis/catalogue/index.ts';
import type { IncidentScope } from '../../../shared/diagnosis.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 20, 12);

function causeWith(scope: IncidentScope): string {
  const cause = CAUSES.find((one) => one.scope === scope && one.code !== 'unknown');
  if (cause === undefined) throw new Error(`The catalogue has no cause of scope ${scope}.`);
  return cause.code;
}

let serial = 0;
function outage(scope: IncidentScope, more: Partial<Omit<Groupable, 'family'>> = {}): Groupable {
  serial += 1;
  const one = {
    id: serial,
    calendarPk: serial,
    brokeAt: NOW,
    endedAt: null,
    cause: { code: causeWith(scope), basis: 'observed' as const, besides: [] },
    platform: 'microsoft_outlook' as const,
    oauthClientId: 'client-a',
    domain: 'acme.example',
    ...more,
  };
  return { ...one, family: familyOf(one, null) };
}

const sizes = (outages: readonly Groupable[]): number[] =>
  [...Map.groupBy(outages, ({ family }) => family).values()]
    .flatMap((family) => groupsOf(family))
    .map(({ members }) => members.length)
    .sort((a, b) => b - a);

describe('outages that belong together', () => {
  it('are those of one OAuth client when its cause ails a client, whatever the mail domain', () => {
    const outages = Array.from({ length: 5 }, (_, i) =>
      outage('client', { brokeAt: NOW + i * MINUTE, domain: `customer-${i}.example` }),
    );
    expect(sizes([...outages, outage('client', { oauthClientId: 'client-b' })])).toEqual([5, 1]);
  });

  it('are those of one mail domain when its admin decides, and public domains share nothing', () => {
    const acme = [outage('domain'), outage('domain', { brokeAt: NOW + HOUR, oauthClientId: 'client-b' })];
    const other = outage('domain', { domain: 'globex.example' });
    const own = [outage('domain', { domain: 'outlook.com' }), outage('domain', { domain: 'outlook.com' })];
    expect(sizes([...acme, other, ...own])).toEqual([2, 1, 1, 1]);
  });

  it('take in a calendar that breaks days later while others are still broken, and not after all are well', () => {
    const first = outage('client');
    const second = outage('client', { brokeAt: NOW + MINUTE });
    const late = outage('client', { brokeAt: NOW + 72 * HOUR });
    expect(sizes([first, second, late])).toEqual([3]);
    const healed = [first, second].map((one) => ({ ...one, endedAt: NOW + HOUR }));
    expect(sizes([...healed, late])).toEqual([2, 1]);
  });

  it('are no incident when people’s own troubles come one by one, and are when several come within minutes', () => {
    const apart = Array.from({ length: 4 }, (_, i) => outage('mailbox', { brokeAt: NOW + i * HOUR }));
    expect(sizes(apart)).toEqual([1, 1, 1, 1]);
    const atOnce = Array.from({ length: 4 }, (_, i) => outage('mailbox', { brokeAt: NOW + i * MINUTE }));
    expect(sizes(atOnce)).toEqual([4]);
    expect(groupsOf(atOnce)[0]).toMatchObject({ scope: 'domain', domain: 'acme.example' });
  });

  it('are one case when one calendar breaks again soon, and not an incident of two', () => {
    const first = outage('client', { calendarPk: 1, endedAt: NOW + HOUR });
    const again = outage('client', { calendarPk: 1, brokeAt: NOW + 2 * HOUR });
    expect(groupsOf([first, again])).toMatchObject([
      { scope: 'mailbox', members: [{ id: first.id }, { id: again.id }] },
    ]);
    const weeksLater = outage('mailbox', { calendarPk: 1, brokeAt: NOW + 400 * HOUR });
    expect(sizes([outage('mailbox', { calendarPk: 1, endedAt: NOW + HOUR }), weeksLater])).toEqual([1, 1]);
  });

  it('follow each other within minutes when a provider has a fault, over all clients', () => {
    const outages = ['client-a', 'client-b', 'client-c'].map((oauthClientId, i) =>
      outage('provider', { oauthClientId, brokeAt: NOW + i * 20 * MINUTE }),
    );
    expect(sizes(outages)).toEqual([3]);
    expect(sizes([...outages, outage('provider', { brokeAt: NOW + 3 * HOUR })])).toEqual([3, 1]);
  });

  it('have an unknown cause in common only with the same words, ids and numbers aside', () => {
    const unknown = { code: 'unknown', basis: 'observed' as const, besides: [] };
    const of = (reason: string): string =>
      familyOf({ cause: unknown, platform: 'google_calendar', oauthClientId: 'a', domain: null }, reason);
    expect(of('lease 4711 lost by worker-9')).toBe(of('lease 12 lost by worker-3'));
    expect(of('lease lost')).not.toBe(of('quota exceeded'));
  });

  it('end in the same groups in whatever order they became known; each is in exactly one', () => {
    const any = fc.record({
      scope: fc.constantFrom<IncidentScope>('client', 'domain', 'provider', 'mailbox'),
      at: fc.integer({ min: 0, max: 30 }),
      lasted: fc.option(fc.integer({ min: 0, max: 600 }), { nil: null }),
      calendarPk: fc.integer({ min: 1, max: 6 }),
      client: fc.constantFrom('client-a', 'client-b', null),
      domain: fc.constantFrom('acme.example', 'globex.example', 'gmail.com', null),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 25 }), fc.infiniteStream(fc.nat()), (drafts, order) => {
        const outages = drafts.map((draft) =>
          outage(draft.scope, {
            calendarPk: draft.calendarPk,
            brokeAt: NOW + draft.at * 20 * MINUTE,
            endedAt: draft.lasted === null ? null : NOW + draft.at * 20 * MINUTE + draft.lasted * MINUTE,
            oauthClientId: draft.client,
            domain: draft.domain,
          }),
        );
        const shuffled = outages
          .map((one) => ({ one, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const partition = (list: readonly Groupable[]): string[] =>
          [...Map.groupBy(list, ({ family }) => family).values()]
            .flatMap((family) => groupsOf(family))
            .map(({ members }) =>
              members
                .map(({ id }) => id)
                .sort((a, b) => a - b)
                .join(','),
            )
            .sort();
        expect(partition(shuffled)).toEqual(partition(outages));
        expect(partition(outages).join(',').split(',').filter(Boolean)).toHaveLength(outages.length);
      }),
      { seed: 42, numRuns: 400 },
    );
  });
});
