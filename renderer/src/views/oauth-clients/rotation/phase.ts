/** Where a rotation stands, read from its job. Pure. */
import type { Job, JobCounts } from '../../../../../shared/actions.ts';
import type { ItemState } from '../../../../../shared/values.ts';
import { progressOf } from '../../jobs/words.ts';

/**
 * canary: one calendar is tried, or was and failed; decide: it is through and a person says go; fleet: the others follow;
 * report: all is settled.
 */
export type Phase = 'canary' | 'decide' | 'fleet' | 'report';

export function phaseOf(job: Pick<Job, 'state' | 'reason' | 'canary' | 'counts'>): Phase {
  switch (job.state) {
    case 'finished':
    case 'cancelled':
      return 'report';
    case 'awaiting':
      return 'decide';
    case 'running':
    case 'paused':
      return job.reason?.code === 'canary_failed' || isCanaryOpen(job) ? 'canary' : 'fleet';
    default:
      return job.state satisfies never;
  }
}

/** The fleet follows a canary that was taken and did not fail, so before it nothing of that kind is there. */
function isCanaryOpen({ canary, counts }: Pick<Job, 'canary' | 'counts'>): boolean {
  const { underWay, waiting } = progressOf(counts);
  return canary !== null && counts.ok + counts.unproven === 0 && underWay <= 1 && waiting > 0;
}

/** Whether a job rotates the secret of this client. */
export function isRotationOf(job: Pick<Job, 'kind' | 'oauthClientId'>, clientId: string): boolean {
  return job.kind === 'oauth_client.rotate_secret' && job.oauthClientId === clientId;
}

/** States of items that have been begun. */
export const BEGUN_STATES = [
  'running',
  'unknown',
  'verifying',
  'ok',
  'failing',
  'unproven',
  'failed',
] as const satisfies readonly ItemState[];

/** One part of the results. */
export interface Outcome {
  readonly key: string;
  readonly title: string;
  readonly states: readonly ItemState[];
  /** What it means for these calendars. */
  readonly meaning: string;
}

/** Failing ones first, what is well last. */
export const OUTCOMES: readonly Outcome[] = [
  {
    key: 'failing',
    title: 'Rotated but failing',
    states: ['failing'],
    meaning: 'Recall holds the new secret for these calendars, and they do not connect with it.',
  },
  {
    key: 'failed',
    title: 'Not rotated',
    states: ['failed'],
    meaning: 'Recall did not take the new secret; these calendars keep the one they had.',
  },
  {
    key: 'unproven',
    title: 'Taken but unproven',
    states: ['unproven'],
    meaning: 'Recall took the new secret; nothing proves yet that these calendars connect with it.',
  },
  {
    key: 'unknown',
    title: 'Outcome not known',
    states: ['unknown'],
    meaning: 'The secret was sent and no answer came. Recall is asked what it holds before anything is sent again.',
  },
  {
    key: 'skipped',
    title: 'Not tried',
    states: ['skipped'],
    meaning: 'Nothing was sent; these calendars keep the secret they had.',
  },
  {
    key: 'open',
    title: 'Being verified',
    states: ['running', 'verifying'],
    meaning: 'Recall is connecting them with the new secret.',
  },
  {
    key: 'ok',
    title: 'Rotated and connected',
    states: ['ok'],
    meaning: 'Recall holds the new secret, and the status of each calendar proves that it works.',
  },
];

/** How many items an outcome has. */
export function countOf(counts: JobCounts, { states }: Outcome): number {
  return states.reduce((sum, state) => sum + counts[state], 0);
}

/**
 * Items with the same message together, the largest group first; what they have in common is the reason. Ids and times
 * inside a message (Microsoft gives each refusal its own) make no other reason.
 */
export function byMessage<Item extends { readonly message: string | null }>(
  items: readonly Item[],
): readonly { readonly message: string | null; readonly items: readonly Item[] }[] {
  const groups = new Map<string | null, Item[]>();
  for (const item of items) {
    const reason = item.message?.replace(OWN_TO_EACH, '…') ?? null;
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [item]);
    else group.push(item);
  }
  return [...groups.values()]
    .map((members) => ({ message: members[0]?.message ?? null, items: members }))
    .sort((a, b) => b.items.length - a.items.length);
}

const OWN_TO_EACH = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/gi;
