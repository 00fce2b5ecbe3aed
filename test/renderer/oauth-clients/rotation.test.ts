import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemNames, namesOf } from '../../../renderer/src/views/oauth-clients/rotation/choices.ts';
import { etaText } from '../../../renderer/src/views/oauth-clients/rotation/eta-text.ts';
import {
  BEGUN_STATES,
  byMessage,
  countOf,
  OUTCOMES,
  phaseOf,
  type Phase,
} from '../../../renderer/src/views/oauth-clients/rotation/phase.ts';
import { holdingOf, refusalMeans } from '../../../renderer/src/views/oauth-clients/rotation/verdict-words.ts';
import type { Job, JobCounts } from '../../../shared/actions.ts';
import { ITEM_STATES, REFUSAL_SUBJECTS, type JobState, type PauseCode } from '../../../shared/values.ts';

const counts = (some: Partial<JobCounts>): JobCounts => ({
  waiting: 0,
  running: 0,
  unknown: 0,
  verifying: 0,
  ok: 0,
  failing: 0,
  unproven: 0,
  failed: 0,
  skipped: 0,
  ...some,
});

function phase(
  state: JobState,
  some: Partial<JobCounts>,
  more: { readonly code?: PauseCode; readonly canary?: number | null } = {},
): Phase {
  const { code, canary = 57 } = more;
  const job: Pick<Job, 'state' | 'reason' | 'canary' | 'counts'> = {
    state,
    reason: code === undefined ? null : { code, message: '' },
    canary,
    counts: counts(some),
  };
  return phaseOf(job);
}

describe('where a rotation stands', () => {
  it('is at the canary until that has a verdict, also while it is held or paused', () => {
    expect(phase('running', { waiting: 400 })).toBe('canary');
    expect(phase('running', { waiting: 399, running: 1 })).toBe('canary');
    expect(phase('running', { waiting: 399, verifying: 1 })).toBe('canary');
    expect(phase('paused', { waiting: 399, unknown: 1 }, { code: 'user' })).toBe('canary');
    expect(phase('paused', { waiting: 400 }, { code: 'read_only' })).toBe('canary');
  });

  it('stays there when the canary failed, and for the next one', () => {
    expect(phase('paused', { waiting: 399, failing: 1 }, { code: 'canary_failed' })).toBe('canary');
    expect(phase('running', { waiting: 398, failing: 1, verifying: 1 })).toBe('canary');
  });

  it('waits for a decision when the canary is through, proven or not', () => {
    expect(phase('awaiting', { waiting: 399, ok: 1 })).toBe('decide');
    expect(phase('awaiting', { waiting: 399, unproven: 1 }, { code: 'canary_failed' })).toBe('decide');
  });

  it('is in the fleet afterwards, and from the beginning where there is no canary', () => {
    expect(phase('running', { waiting: 396, ok: 1, running: 3 })).toBe('fleet');
    expect(phase('running', { waiting: 398, ok: 1, verifying: 1 })).toBe('fleet');
    expect(phase('paused', { waiting: 300, ok: 100 }, { code: 'locked' })).toBe('fleet');
    expect(phase('running', { waiting: 1 }, { canary: null })).toBe('fleet');
    expect(phase('running', { verifying: 1, failing: 1, skipped: 3 })).toBe('fleet');
  });

  it('is at the report when all is settled', () => {
    expect(phase('finished', { ok: 400 })).toBe('report');
    expect(phase('cancelled', { ok: 1, skipped: 399 })).toBe('report');
  });
});

describe('the results', () => {
  it('put every item that is not waiting under exactly one outcome', () => {
    const named = OUTCOMES.flatMap(({ states }) => states);
    expect([...named].sort()).toEqual(ITEM_STATES.filter((state) => state !== 'waiting').sort());
  });

  it('show what failed first and what is well last', () => {
    expect(OUTCOMES.map(({ key }) => key).slice(0, 2)).toEqual(['failing', 'failed']);
    expect(OUTCOMES.at(-1)?.key).toBe('ok');
  });

  it('count an outcome over its states', () => {
    const open = OUTCOMES.find(({ key }) => key === 'open');
    expect(open && countOf(counts({ running: 2, verifying: 3, ok: 9 }), open)).toBe(5);
  });

  it('group by reason, the most common one first, and lose nobody', () => {
    const items = [
      { n: 1, message: 'expired' },
      { n: 2, message: 'revoked' },
      { n: 3, message: 'revoked' },
      { n: 4, message: null },
    ];
    expect(byMessage(items).map(({ message, items: members }) => [message, members.map(({ n }) => n)])).toEqual([
      ['revoked', [2, 3]],
      ['expired', [1]],
      [null, [4]],
    ]);
    const own = (id: string) => ({
      message: `AADSTS50173: no. Trace ID: 1b6b7c2e-0000-4000-8000-00000000000${id} Timestamp: 2026-11-20 09:00:0${id}Z`,
    });
    expect(byMessage([own('1'), own('2')])).toHaveLength(1);
    fc.assert(
      fc.property(fc.array(fc.record({ n: fc.nat(), message: fc.option(fc.constantFrom('a', 'b')) })), (any) => {
        const grouped = byMessage(any).flatMap(({ items: members }) => members);
        expect(grouped.length).toBe(any.length);
        expect(new Set(grouped)).toEqual(new Set(any));
      }),
      { seed: 2 },
    );
  });

  it('look for the canary among the items that have been begun', () => {
    expect([...BEGUN_STATES].sort()).toEqual(ITEM_STATES.filter((s) => s !== 'waiting' && s !== 'skipped').sort());
  });
});

describe('the words of a rotation', () => {
  it('say for every state what the first calendar holds', () => {
    const said = ITEM_STATES.map(holdingOf);
    expect(said.every((text) => /hold|sent/.test(text))).toBe(true);
    expect(holdingOf('failing')).toContain('cannot be brought back');
    expect(holdingOf('failed')).toContain('the one it had');
  });

  it('give an estimate that is never too short', () => {
    expect([0, 4_000, 31_200, 60_001, 400_000].map(etaText)).toEqual([
      'a few seconds',
      'a few seconds',
      'about 32 s',
      'about 2 min',
      'about 7 min',
    ]);
  });

  it('name a calendar by its mailbox, else by whom it was authorised, else by its id', () => {
    const row = { workspaceId: 3, id: 'abc', email: null, oauthEmail: null };
    expect(namesOf(row).label).toBe('abc');
    expect(namesOf({ ...row, oauthEmail: 'o@x.io' }).label).toBe('o@x.io');
    expect(namesOf({ ...row, email: 'm@x.io', oauthEmail: 'o@x.io' }).label).toBe('m@x.io');
  });

  it('name no calendar for an item that has none yet', () => {
    const item = {
      jobId: 1,
      n: 1,
      workspaceId: 3,
      calendarId: null,
      eventId: null,
      botId: null,
      label: 'm@x.io',
      state: 'waiting',
      message: null,
      about: null,
      meaning: null,
      attempts: 0,
      sentAt: null,
      settledAt: null,
      auditEntry: null,
    } as const;
    expect(itemNames(item)).toBeNull();
    expect(itemNames({ ...item, calendarId: 'abc' })).toEqual({ workspaceId: 3, id: 'abc', label: 'm@x.io' });
  });
});

describe('a refusal of the first calendar', () => {
  it('means something for the rotation, whatever it is about', () => {
    const meanings = REFUSAL_SUBJECTS.map(refusalMeans);
    expect(new Set(meanings).size).toBe(REFUSAL_SUBJECTS.length);
    for (const meaning of meanings) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });
});
