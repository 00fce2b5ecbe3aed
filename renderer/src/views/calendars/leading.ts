/** Which finding of a calendar leads: the one that its head and its card speak of. Pure. */
import type { Finding } from '../../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';

export interface SortedFindings {
  /** Null: nothing is to be explained first. */
  readonly leading: Finding | null;
  /** What is worth knowing besides. */
  readonly others: readonly Finding[];
}

/**
 * The first finding is the cause of a calendar that is not connected, or is gone (shared/diagnosis.ts). On a connected one it leads
 * only when there is something to be done about it.
 */
export function sortFindings(calendar: CalendarRow, findings: readonly Finding[]): SortedFindings {
  const [first, ...others] = findings;
  const well = calendar.status === 'connected' && calendar.deletedAt === null;
  if (first === undefined || (well && first.action === null)) return { leading: null, others: findings };
  return { leading: first, others };
}
