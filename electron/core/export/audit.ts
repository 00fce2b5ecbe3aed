/** The audit log as text. */
import type { AuditEntry, AuditFilter } from '../../../shared/actions.ts';
import { toIso } from '../../../shared/time.ts';
import type { Reader } from '../store/types.ts';
import { isoOrNull, PART_ROWS, partText } from './parts.ts';
import type { Format, Line, Part } from './parts.ts';

const NAMES = [
  'entry',
  'at',
  'user',
  'host',
  'workspace',
  'action',
  'target',
  'target_id',
  'target_label',
  'job',
  'state',
  'summary',
  'settled_at',
  'verdict',
  'verified_at',
] as const;

/** A part of the entries that match, newest first. */
export function exportAudit(
  reader: Pick<Reader, 'listAudit'>,
  filter: AuditFilter,
  format: Format,
  after: string | null,
): Part {
  const { rows, next } = reader.listAudit(filter, after, PART_ROWS);
  return { text: partText(NAMES, rows.map(lineOf), format, after === null), next };
}

function lineOf(entry: AuditEntry): Line {
  return {
    entry: entry.n,
    at: toIso(entry.at),
    user: entry.actor.user,
    host: entry.actor.host,
    workspace: entry.workspaceName,
    action: entry.action,
    target: entry.target,
    target_id: entry.targetId,
    target_label: entry.targetLabel,
    job: entry.jobId,
    state: entry.state,
    summary: entry.summary,
    settled_at: isoOrNull(entry.settledAt),
    verdict: entry.verification?.verdict ?? null,
    verified_at: isoOrNull(entry.verification?.at ?? null),
  } satisfies Record<(typeof NAMES)[number], string | number | null>;
}
