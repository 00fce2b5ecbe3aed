/** Audit entries as lists show them: made from their chained records alone, so that they can be made again and compared. */
import type { AuditEntry, AuditState } from '../../../shared/actions.ts';
import { AUDIT_STATES, AUDIT_TARGETS } from '../../../shared/values.ts';
import { int, intOrNull, text, textOrNull } from './codec.ts';

/** Facet of an entry: number of the action × this + place of the state in AUDIT_STATES. Stored, so it is fixed. */
export const STATE_SPAN = 8;

export const auditFacet = (actionId: number, state: AuditState): number =>
  actionId * STATE_SPAN + AUDIT_STATES.indexOf(state);
const stateOf = (facet: number): AuditState => AUDIT_STATES[facet % STATE_SPAN] ?? 'unknown';

/** The order is that of {@link AuditTuple}. */
export const AUDIT_COLUMNS = `e.pk, e.at, e.facet, e.actor_user, e.actor_host, e.workspace_id, e.workspace_name, e.action, e.target,
  e.target_id, e.target_label, e.job_id, e.summary, e.settled_at, e.verdict, e.verified_at`;

export type AuditTuple = readonly [
  n: number,
  at: number,
  facet: number,
  actorUser: string,
  actorHost: string,
  workspaceId: number | null,
  workspaceName: string | null,
  action: string,
  target: string,
  targetId: string | null,
  targetLabel: string | null,
  jobId: number | null,
  summary: string,
  settledAt: number | null,
  verdict: string | null,
  verifiedAt: number | null,
];

export function toAuditEntry(row: AuditTuple): AuditEntry {
  return {
    n: row[0],
    at: row[1],
    actor: { user: row[3], host: row[4] },
    workspaceId: row[5],
    workspaceName: row[6],
    action: row[7],
    target: AUDIT_TARGETS.find((target) => target === row[8]) ?? 'app',
    targetId: row[9],
    targetLabel: row[10],
    jobId: row[11],
    state: stateOf(row[2]),
    summary: row[12],
    settledAt: row[13],
    verification: row[14] === null || row[15] === null ? null : { verdict: row[14], at: row[15] },
  };
}

/** What is stored of an entry: the columns above and the text that searches look into. */
export function auditRow(entry: AuditEntry, facet: number): readonly [...AuditTuple, search: string] {
  const { actor, verification } = entry;
  return [
    int(entry.n),
    int(entry.at),
    int(facet),
    text(actor.user),
    text(actor.host),
    intOrNull(entry.workspaceId),
    textOrNull(entry.workspaceName),
    text(entry.action),
    entry.target,
    textOrNull(entry.targetId),
    textOrNull(entry.targetLabel),
    intOrNull(entry.jobId),
    text(entry.summary),
    intOrNull(entry.settledAt),
    textOrNull(verification?.verdict ?? null),
    intOrNull(verification?.at ?? null),
    text(searchText(entry)),
  ];
}

/** Target, workspace, user and summary in lower case; the line feeds keep a search from reaching across two of them. */
function searchText(entry: AuditEntry): string {
  return [entry.targetId, entry.targetLabel, entry.workspaceName, entry.actor.user, entry.summary]
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase();
}

/** The entry that these record texts (oldest first) tell of; null when they do not begin with a readable intent. */
export function projectEntry(bodies: readonly string[]): AuditEntry | null {
  const [first, ...later] = bodies.map(fields);
  if (first === undefined || first.get('type') !== 'intended') return null;
  const actor = new Map<string, unknown>(Object.entries(first.get('actor') ?? {}));
  const n = number(first.get('entry'));
  const at = number(first.get('at'));
  if (n === null || at === null) return null;
  let targetId = string(first.get('targetId'));
  let state: AuditState = 'intended';
  let answer: string | null = null;
  let settledAt: number | null = null;
  let verification: AuditEntry['verification'] = null;
  for (const record of later) {
    const recordedAt = number(record.get('at'));
    if (record.get('type') === 'settled') {
      state = AUDIT_STATES.find((known) => known === record.get('state')) ?? 'unknown';
      answer = [number(record.get('status')), string(record.get('answer'))].filter((part) => part !== null).join(' ');
      targetId = string(record.get('targetId')) ?? targetId;
      settledAt = recordedAt;
    } else if (record.get('type') === 'verified' && recordedAt !== null) {
      verification = { verdict: string(record.get('verdict')) ?? 'unknown', at: recordedAt };
    }
  }
  return {
    n,
    at,
    actor: { user: string(actor.get('user')) ?? '', host: string(actor.get('host')) ?? '' },
    workspaceId: number(first.get('workspaceId')),
    workspaceName: string(first.get('workspaceName')),
    action: string(first.get('action')) ?? '',
    target: AUDIT_TARGETS.find((known) => known === first.get('target')) ?? 'app',
    targetId,
    targetLabel: string(first.get('targetLabel')),
    jobId: number(first.get('jobId')),
    state,
    summary: [string(first.get('sent')), answer].filter((part) => part !== null && part !== '').join(' · '),
    settledAt,
    verification,
  };
}

/** The fields of a record's text; none for a text that is no JSON object. */
export function fields(body: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
}

const string = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (Number.isSafeInteger(value) ? Number(value) : null);
