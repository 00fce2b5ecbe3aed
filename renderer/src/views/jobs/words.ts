/** Jobs, their items and what came of them, in words; by kind of action, because "ok" means something else in each. Pure. */
import type { ActionSecrets, Job, JobCounts, JobProgress } from '../../../../shared/actions.ts';
import type { ActionKind, ItemState, JobState, PauseCode } from '../../../../shared/values.ts';
import { nounOf, type Noun } from '../../components/actions/words.ts';
import type { Tone } from '../../components/basics/marks.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { spanText } from '../../format/time.ts';

/** A state as shape, word and tone; the shape alone tells them apart in greyscale. */
export interface ToneMark {
  readonly shape: string;
  readonly word: string;
  readonly tone: Tone;
}

/** What an action did to a calendar, an event or a bot, as in "212 of 400 rotated". */
const DONE_WORDS: Readonly<Record<ActionKind, string>> = {
  'calendar.reconnect': 'tried again',
  'calendar.test_credential': 'tested',
  'calendar.update_credentials': 'updated',
  'calendar.delete': 'deleted',
  'calendar.connect': 'connected',
  'oauth_client.rotate_secret': 'rotated',
  'event.schedule_bot': 'scheduled',
  'event.unschedule_bot': 'unscheduled',
  'event.retire_bot': 'retired',
};

/** Names of the actions, for filters and logs. */
export const ACTION_NAMES: Readonly<Record<ActionKind, string>> = {
  'calendar.reconnect': 'Reconnect',
  'calendar.test_credential': 'Test credential',
  'calendar.update_credentials': 'Update credentials',
  'calendar.delete': 'Delete calendar',
  'calendar.connect': 'Connect calendar',
  'oauth_client.rotate_secret': 'Rotate secret',
  'event.schedule_bot': 'Schedule bot',
  'event.unschedule_bot': 'Unschedule bot',
  'event.retire_bot': 'Retire bot',
};

type Outcome = Extract<ItemState, 'ok' | 'failing' | 'unproven' | 'failed'>;

/** Outcomes by kind of action. `unproven` claims neither success nor failure. */
const OUTCOME_WORDS: Readonly<Record<ActionKind, Readonly<Record<Outcome, string>>>> = {
  'calendar.reconnect': {
    ok: 'Reconnected',
    failing: 'Tried again but failing',
    unproven: 'Tried again but unproven',
    failed: 'Not reconnected',
  },
  'calendar.test_credential': {
    ok: 'Tested and working',
    failing: 'Tested but failing',
    unproven: 'Tested but unproven',
    failed: 'Not tested',
  },
  'calendar.update_credentials': {
    ok: 'Updated and connected',
    failing: 'Updated but failing',
    unproven: 'Taken but unproven',
    failed: 'Not updated',
  },
  'calendar.delete': {
    ok: 'Deleted',
    failing: 'Taken but still there',
    unproven: 'Taken but unproven',
    failed: 'Not deleted',
  },
  'calendar.connect': {
    ok: 'Connected',
    failing: 'Created but failing',
    unproven: 'Created but unproven',
    failed: 'Not created',
  },
  'oauth_client.rotate_secret': {
    ok: 'Rotated and connected',
    failing: 'Rotated but failing',
    unproven: 'Taken but unproven',
    failed: 'Not rotated',
  },
  'event.schedule_bot': {
    ok: 'Scheduled',
    failing: 'Scheduled but wrong',
    unproven: 'Taken but unproven',
    failed: 'Not scheduled',
  },
  'event.unschedule_bot': {
    ok: 'Unscheduled',
    failing: 'Taken but still there',
    unproven: 'Taken but unproven',
    failed: 'Not unscheduled',
  },
  'event.retire_bot': {
    ok: 'Retired',
    failing: 'Taken but still there',
    unproven: 'Taken but unproven',
    failed: 'Not retired',
  },
};

const ITEM_LOOKS: Readonly<Record<ItemState, { readonly shape: string; readonly tone: Tone }>> = {
  waiting: { shape: '○', tone: 'plain' },
  running: { shape: '◌', tone: 'wait' },
  unknown: { shape: '◆', tone: 'unknown' },
  verifying: { shape: '◌', tone: 'wait' },
  ok: { shape: '●', tone: 'ok' },
  failing: { shape: '■', tone: 'bad' },
  unproven: { shape: '◆', tone: 'unknown' },
  failed: { shape: '✕', tone: 'bad' },
  skipped: { shape: '–', tone: 'plain' },
};

/** The item states in the order in which results are shown: trouble first, then what is under way, then what is well. */
export const OUTCOME_ORDER: readonly ItemState[] = [
  'failing',
  'failed',
  'unproven',
  'unknown',
  'running',
  'verifying',
  'waiting',
  'ok',
  'skipped',
];

/** What an item's state is called in a job of this kind. */
export function itemWord(kind: ActionKind, state: ItemState): string {
  switch (state) {
    case 'waiting':
      return 'Waiting';
    case 'running':
      return 'Being sent';
    case 'unknown':
      return 'Outcome not known';
    case 'verifying':
      return 'Being verified';
    case 'skipped':
      return 'Not tried';
    case 'ok':
    case 'failing':
    case 'unproven':
    case 'failed':
      return OUTCOME_WORDS[kind][state];
    default:
      return state satisfies never;
  }
}

export function itemMark(kind: ActionKind, state: ItemState): ToneMark {
  return { ...ITEM_LOOKS[state], word: itemWord(kind, state) };
}

/** What the states of before and during the call mean, whatever the item is. */
const MEANING_OF_THE_CALL = {
  waiting: 'Not begun.',
  running: 'The call is under way.',
  unknown: 'The call was sent and nobody can say whether Recall acted. Recall is asked before anything else happens.',
} as const satisfies Partial<Readonly<Record<ItemState, string>>>;

const MEANINGS: Readonly<Record<Noun, Readonly<Record<ItemState, string>>>> = {
  calendar: {
    ...MEANING_OF_THE_CALL,
    verifying: 'Recall took it. Its effect shows in the status of the calendar, which is awaited.',
    ok: 'Recall took it, and the calendar proves that it works.',
    failing: 'Recall took it, but the calendar does not work.',
    unproven: 'Recall took it, but nothing proves that the calendar works.',
    failed: 'Recall did not take it. The calendar is as it was.',
    skipped: 'Not tried. The calendar is as it was.',
  },
  event: {
    ...MEANING_OF_THE_CALL,
    verifying: 'Recall took it. Its effect shows in the bots of the event, which are read again.',
    ok: 'Recall took it, and the bots of the event show it.',
    failing: 'Recall took it, but the bots of the event are not as they should be.',
    unproven: 'Recall took it, but the bots of the event do not prove that all is well.',
    failed: 'Recall did not take it. The bots of the event are as they were.',
    skipped: 'Not tried. The bots of the event are as they were.',
  },
  bot: {
    ...MEANING_OF_THE_CALL,
    verifying: 'Recall took it. Its effect shows in the bots of the event, which are read again.',
    ok: 'Recall took it, and the bot is gone.',
    failing: 'Recall took it, but the bot is still there.',
    unproven: 'Recall took it, but nothing proves that the bot is gone.',
    failed: 'Recall did not take it. The bot is as it was.',
    skipped: 'Not tried. The bot is as it was.',
  },
};

/** What an item's state means in a job of this kind, for hints. */
export function itemMeaning(kind: ActionKind, state: ItemState): string {
  return MEANINGS[nounOf(kind)][state];
}

const STATE_MARKS: Readonly<Record<JobState, ToneMark>> = {
  running: { shape: '◌', word: 'Running', tone: 'wait' },
  awaiting: { shape: '◆', word: 'Waits for you', tone: 'unknown' },
  paused: { shape: '❙❙', word: 'Paused', tone: 'wait' },
  finished: { shape: '●', word: 'Finished', tone: 'ok' },
  cancelled: { shape: '–', word: 'Cancelled', tone: 'plain' },
};

/** States of jobs, for filters. */
export function jobStateMark(state: JobState): ToneMark {
  return STATE_MARKS[state];
}

/** A job's state at a glance: one that ended is well only when all it worked on is. */
export function jobMark(job: Job): ToneMark {
  const bad = job.counts.failing + job.counts.failed;
  if (job.state !== 'finished') return STATE_MARKS[job.state];
  if (bad > 0) return { shape: '■', word: 'Finished with failures', tone: 'bad' };
  if (job.counts.unproven > 0) return { shape: '◆', word: 'Finished, unproven', tone: 'unknown' };
  return STATE_MARKS.finished;
}

export interface Progress {
  readonly total: number;
  /** Nothing more happens to them. */
  readonly settled: number;
  /** Recall took the change and what came of it is known. */
  readonly taken: number;
  /** Begun and not settled. */
  readonly underWay: number;
  readonly waiting: number;
}

/** A job's counts summed up. */
export function progressOf(counts: JobCounts): Progress {
  const taken = counts.ok + counts.failing + counts.unproven;
  const settled = taken + counts.failed + counts.skipped;
  const underWay = counts.running + counts.unknown + counts.verifying;
  return { total: settled + underWay + counts.waiting, settled, taken, underWay, waiting: counts.waiting };
}

/** True while one calendar is tried and all others wait for what comes of it. */
export function isTryingCanary(job: Job): boolean {
  const { underWay, waiting } = progressOf(job.counts);
  const proven = job.counts.ok + job.counts.unproven;
  return job.state === 'running' && job.canary !== null && proven === 0 && underWay <= 1 && waiting > 0;
}

/** True when something holds every workspace that is not done, so that nothing moves although the job runs. */
function isHeld(progress: JobProgress | undefined): boolean {
  const open = progress?.lanes.filter(({ state }) => state !== 'done') ?? [];
  return open.length > 0 && open.every(({ state }) => state === 'held');
}

/** "Running: 212 of 400 rotated, 3 not rotated, about 38 s left". */
export function jobSentence(job: Job, progress: JobProgress | undefined): string {
  const { total, taken, underWay, waiting } = progressOf(job.counts);
  const done = DONE_WORDS[job.kind];
  const others = plural(waiting, 'other calendar');
  const soFar = `${countText(taken)} of ${countText(total)} ${done}${failedText(job)}${verifyingText(job)}`;
  switch (job.state) {
    case 'running': {
      if (isTryingCanary(job)) {
        return underWay === 0
          ? `Running: one calendar is tried first, ${others} ${waiting === 1 ? 'waits' : 'wait'}`
          : `Running: one calendar is being tried, ${others} ${waiting === 1 ? 'waits' : 'wait'} for its verdict`;
      }
      return isHeld(progress) ? `Held up: ${soFar}` : `Running: ${soFar}${etaText(progress)}`;
    }
    case 'awaiting':
      return `Waits for you: ${soFar}, ${countText(waiting)} waiting`;
    case 'paused':
      return `Paused: ${soFar}${waiting === 0 ? '' : `, ${countText(waiting)} waiting`}`;
    case 'finished':
      return `Finished: ${outcomesText(job)}`;
    case 'cancelled':
      return `Cancelled: ${outcomesText(job)}`;
    default:
      return job.state satisfies never;
  }
}

function failedText({ counts, kind }: Job): string {
  return counts.failed === 0 ? '' : `, ${countText(counts.failed)} ${OUTCOME_WORDS[kind].failed.toLowerCase()}`;
}

function verifyingText({ counts }: Job): string {
  return counts.verifying === 0 ? '' : `, ${countText(counts.verifying)} being verified`;
}

/** `about 38 s left`, `about 12 min left`: never less than it takes. */
function etaText(progress: JobProgress | undefined): string {
  const etaMs = progress?.etaMs ?? null;
  if (etaMs === null) return '';
  if (etaMs < 1_000) return ', nearly done';
  const rounded = etaMs < 60_000 ? Math.ceil(etaMs / 1_000) * 1_000 : Math.ceil(etaMs / 60_000) * 60_000;
  return `, about ${spanText(rounded)} left`;
}

/** "397 rotated and connected, 2 rotated but failing, 1 not rotated": what there is, good news first. */
export function outcomesText({ kind, counts }: Pick<Job, 'kind' | 'counts'>): string {
  const inOrder: readonly ItemState[] = ['ok', ...OUTCOME_ORDER.filter((state) => state !== 'ok')];
  const parts = inOrder
    .filter((state) => counts[state] > 0)
    .map((state) => `${countText(counts[state])} ${itemWord(kind, state).toLowerCase()}`);
  return parts.length === 0 ? `no ${nounOf(kind)}s` : parts.join(', ');
}

/** The item states that a job has, in the order of {@link OUTCOME_ORDER}. */
export function presentStates(counts: JobCounts): readonly ItemState[] {
  return OUTCOME_ORDER.filter((state) => counts[state] > 0);
}

/** States whose items can be done again. */
export const RETRYABLE_STATES = ['failing', 'failed', 'unproven', 'skipped'] as const satisfies readonly ItemState[];
export type RetryableState = (typeof RETRYABLE_STATES)[number];

/** What "retry" means unless told otherwise: what went wrong, else what is left. */
export function retryChoice(counts: JobCounts): readonly RetryableState[] {
  const wrong = (['failing', 'failed'] as const).filter((state) => counts[state] > 0);
  return wrong.length > 0 ? wrong : RETRYABLE_STATES.filter((state) => counts[state] > 0);
}

export type SecretName = keyof ActionSecrets;

export const SECRET_NAMES: Readonly<Record<SecretName, string>> = {
  clientSecret: 'Client secret',
  refreshToken: 'Refresh token',
  botConfig: 'Configuration of the bots as JSON',
};

/** The secrets that an action of this kind may send; whether this very job does is the core's knowledge. */
export function secretsOf(kind: ActionKind): readonly SecretName[] {
  switch (kind) {
    case 'oauth_client.rotate_secret':
      return ['clientSecret'];
    case 'calendar.update_credentials':
    case 'calendar.connect':
      return ['clientSecret', 'refreshToken'];
    case 'calendar.reconnect':
    case 'calendar.test_credential':
    case 'calendar.delete':
    case 'event.unschedule_bot':
    case 'event.retire_bot':
      return [];
    case 'event.schedule_bot':
      return ['botConfig'];
    default:
      return kind satisfies never;
  }
}

/** Why a job stands still, as a title, and what to do about it. The core's own message stands between the two. */
export const STANDSTILLS: Readonly<Record<PauseCode, { readonly title: string; readonly step: string }>> = {
  user: { title: 'Paused by hand', step: 'Nothing more is begun until somebody resumes it.' },
  locked: {
    title: 'Changes are locked',
    step: 'Nothing is sent while changes are locked for all workspaces. Unlock them, and what the lock held up goes on.',
  },
  read_only: {
    title: 'A workspace is read-only',
    step: 'Set its mode to "Operate" and resume, or cancel what is left.',
  },
  secret_missing: {
    title: 'The secret is gone',
    step: 'Callboard keeps a secret only until its job has ended, and this one is lost. Enter it again to go on.',
  },
  keychain: { title: 'The keychain does not answer', step: 'Unlock the keychain of this computer, then resume.' },
  canary_failed: {
    title: 'The first calendar did not come through',
    step: 'All others are as they were. Try another calendar where this one may have a trouble of its own. If what was sent is wrong, cancel the job and begin again with the right secret.',
  },
  refused: {
    title: 'Recall refuses',
    step: 'What each workspace was told stands below. Put it right there, then resume.',
  },
  storage: { title: 'Nothing can be saved', step: 'Make room on the disk or let Callboard write there, then resume.' },
};
