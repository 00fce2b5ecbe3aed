/**
 * When a calendar was not connected, and why, concluded from what Recall reported (`status_changes`, in any order) and from
 * what Callboard saw itself (recall-api.md 2.3). Pure. An outage goes from the entry that says so to the next
 * `connected`; a new attempt in between (`connecting`) does not end it.
 */
import type { Basis } from '../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../shared/entities.ts';
import { calendarStatus } from '../../../shared/values.ts';
import type { CredentialProbe, StatusObservation } from '../records.ts';
import { causeOf, UNKNOWN } from './catalogue/index.ts';
import { causesIn, causesOfProbe } from './match.ts';
import { spoken } from './spoken.ts';
import type { CauseFound, Match } from './types.ts';

/** A calendar that is still connecting after this long is stuck (ms): attempts end within a minute or so. */
export const STUCK_AFTER_MS = 30 * 60_000;
/** How far Recall's clock and ours may be apart when one look and one entry speak of the same moment (ms). */
const SKEW_MS = 5 * 60_000;

export interface OutageFacts {
  readonly row: Pick<CalendarRow, 'status' | 'statusRaw' | 'statusSince' | 'platform' | 'createdAt' | 'deletedAt'>;
  readonly firstSeenAt: number;
  /** When the calendar's own row was last read. */
  readonly fetchedAt: number;
  /** In any order. */
  readonly history: readonly StatusObservation[];
  readonly probes: readonly CredentialProbe[];
}

export interface ConcludedOutage {
  readonly brokeAt: number;
  readonly brokeBasis: Basis;
  readonly connectedAt: number | null;
  readonly endedAt: number | null;
  readonly endedBy: 'connected' | 'deleted' | null;
  readonly cause: CauseFound;
  /** What Recall said last, without repeats; null: no reason. */
  readonly reason: string | null;
}

/** A status at one time, as the rules below read it. */
export interface Moment {
  readonly at: number;
  readonly status: ReturnType<typeof calendarStatus>;
  readonly detail: string | null;
  readonly basis: Basis;
}

/**
 * Entries with a time, oldest first: all of Recall's, and those of our own observations that no entry of Recall's explains.
 * Of the latter nobody knows more than that it happened before we looked.
 */
export function momentsOf(history: readonly StatusObservation[]): Moment[] {
  const reported = history
    .flatMap(({ basis, at, ...entry }) => (basis === 'reported' && at !== null ? [{ ...entry, at }] : []))
    .sort((a, b) => a.at - b.at);
  const own = history.flatMap((entry): Moment[] => {
    if (entry.basis === 'reported') return [];
    const at = entry.at ?? entry.observedAt;
    // Entries may come later than the status that they explain, and tell of times before our look.
    const until = reported.filter((other) => other.at <= at + SKEW_MS);
    const knownThen = until.findLast((other) => other.observedAt <= entry.observedAt);
    if ([until.at(-1)?.status, knownThen?.status].includes(entry.status)) return [];
    return [{ at, status: calendarStatus(entry.status), detail: null, basis: 'inferred' }];
  });
  const moments = reported.map(({ at, status, detail }): Moment => ({
    at,
    status: calendarStatus(status),
    detail,
    basis: 'observed',
  }));
  return [...moments, ...own].sort((a, b) => a.at - b.at);
}

/** All outages that the facts tell of, oldest first; at most the last is open. */
export function outagesOf(facts: OutageFacts, now: number): ConcludedOutage[] {
  const { row } = facts;
  const moments = momentsOf(facts.history);
  const found: Draft[] = [];
  let open: Draft | null = null;
  let connectedAt: number | null = row.createdAt;
  let connected = false;
  for (const moment of moments) {
    if (moment.status === 'connected') {
      if (!connected) connectedAt = moment.at;
      connected = true;
      if (open !== null) Object.assign(open, { endedAt: moment.at, endedBy: 'connected' });
      open = null;
    } else if (open !== null) {
      open.moments.push(moment);
    } else if (moment.status !== 'connecting') {
      open = begin(moment, connectedAt);
      found.push(open);
      connected = false;
      connectedAt = null;
    }
  }
  const present = presentMoment(facts, moments, now);
  if (row.status === 'connected' && open !== null) {
    Object.assign(open, { endedAt: Math.max(open.brokeAt, row.statusSince ?? facts.fetchedAt), endedBy: 'connected' });
    open = null;
  }
  if (open === null && present !== null) {
    // What ended before cannot have begun after it.
    open = begin({ ...present, at: Math.max(present.at, found.at(-1)?.endedAt ?? present.at) }, connectedAt);
    found.push(open);
  }
  if (open !== null && open.moments.every(({ detail }) => detail === null)) {
    // Entries without a time cannot be placed; what one of them says of the present status may belong to it.
    const detail = untimedDetail(facts);
    if (detail !== null) open.moments.push({ at: open.brokeAt, status: row.status, detail, basis: 'inferred' });
  }
  if (open !== null && row.deletedAt !== null) {
    Object.assign(open, { endedAt: Math.max(open.brokeAt, row.deletedAt), endedBy: 'deleted' });
  }
  return found.map(({ moments: own, ...outage }) => ({
    ...outage,
    cause: causeAmong(own, outage, facts),
    reason: spoken(own.findLast(({ detail }) => detail !== null)?.detail ?? null),
  }));
}

interface Draft {
  brokeAt: number;
  brokeBasis: Basis;
  connectedAt: number | null;
  endedAt: number | null;
  endedBy: 'connected' | 'deleted' | null;
  moments: Moment[];
}

const begin = (moment: Moment, connectedAt: number | null): Draft => ({
  brokeAt: moment.at,
  brokeBasis: moment.basis,
  connectedAt: connectedAt !== null && connectedAt <= moment.at ? connectedAt : null,
  endedAt: null,
  endedBy: null,
  moments: [moment],
});

const untimedDetail = ({ row, history }: OutageFacts): string | null =>
  history.find(({ at, status }) => at === null && status === row.statusRaw)?.detail ?? null;

/** What the present status says on its own, where no entry tells of it; null: nothing is wrong. */
function presentMoment({ row, firstSeenAt }: OutageFacts, moments: readonly Moment[], now: number): Moment | null {
  const since = row.statusSince ?? moments.at(-1)?.at ?? null;
  switch (row.status) {
    case 'connected':
      return null;
    case 'connecting': {
      const began = since ?? row.createdAt ?? firstSeenAt;
      if (now - began < STUCK_AFTER_MS) return null;
      return { at: began, status: 'connecting', detail: null, basis: since === null ? 'inferred' : 'observed' };
    }
    case 'disconnected':
    case 'unknown':
      return {
        at: since ?? firstSeenAt,
        status: row.status,
        detail: null,
        basis: since === null ? 'inferred' : 'observed',
      };
  }
}

function causeAmong(
  moments: readonly Moment[],
  { brokeAt, endedAt }: Pick<Draft, 'brokeAt' | 'endedAt'>,
  { row, probes }: OutageFacts,
): CauseFound {
  const said = latestReason(moments);
  const entries = said === null ? [] : causesIn(said.text, row.platform);
  const probe = probes
    .filter(({ at }) => at >= brokeAt && at <= (endedAt ?? Infinity))
    .reduce<CredentialProbe | null>((latest, one) => (latest === null || one.at > latest.at ? one : latest), null);
  const probed = probe === null || probe.code === null ? [] : causesOfProbe(probe.code, probe.message, row.platform);
  const [first] = entries;
  const [live] = probed;
  // What the credential itself answers tells more than an entry that says little.
  if (live !== undefined && (first === undefined || live.cause.rank > first.cause.rank)) return found(probed, 'probed');
  if (said !== null) return found(entries, said.basis);
  const last = moments.at(-1);
  if (last?.status === 'connecting' && moments.every(({ status }) => status === 'connecting'))
    return { code: causeOf('connecting_long').code, basis: 'observed', besides: [] };
  if (last?.status === 'unknown') return { code: causeOf('status_unknown').code, basis: 'observed', besides: [] };
  return { code: UNKNOWN.code, basis: 'observed', besides: [] };
}

/**
 * What the newest entry that gives a reason says; entries of the same instant are one. An older one that says more is not taken
 * instead: a cause that changed between two polls is the newer one, also where nobody knows it.
 */
function latestReason(moments: readonly Moment[]): { readonly text: string; readonly basis: Basis } | null {
  const reasons = moments.filter(({ detail, status }) => detail !== null && status !== 'connected');
  const latest = reasons.at(-1);
  if (latest === undefined) return null;
  const texts = reasons.filter(({ at }) => at === latest.at).map(({ detail }) => detail ?? '');
  return { text: texts.join('; '), basis: latest.basis };
}

const codeOf = ({ cause }: Match): string => cause.code;

function found([first, ...rest]: readonly Match[], basis: Basis): CauseFound {
  return { code: first?.cause.code ?? UNKNOWN.code, basis, besides: rest.map(codeOf) };
}
