/** Which desktop notifications a workspace gives, kept as a setting of its own. */
import type { WorkspaceNotices } from '../../../shared/diagnosis.ts';
import { int } from './codec.ts';
import type { Connection } from './connection.ts';
import { SETTINGS_SQL } from './settings.ts';

export const WORKSPACE_NOTICES_SQL = {
  /** Keys that begin with {@link PREFIX}; the slash is followed by the zero. */
  all: "SELECT value FROM setting WHERE key >= 'notices/' AND key < 'notices0'",
  forget: 'DELETE FROM setting WHERE key = ?',
} as const;

const PREFIX = 'notices/';
const LEVELS = ['all', 'incidents', 'none'] as const;
const DAY_MINUTES = 1_440;

/** By workspace; those that nobody set, and those that cannot be read, are left out. */
export function workspaceNotices(connection: Connection): WorkspaceNotices[] {
  return connection
    .all<[string]>(WORKSPACE_NOTICES_SQL.all)
    .flatMap(([value]) => parse(value) ?? [])
    .sort((a, b) => a.workspaceId - b.workspaceId);
}

/** Inside a transaction. */
export function saveNotices(connection: Connection, { workspaceId, level, quiet }: WorkspaceNotices): void {
  const value = JSON.stringify({ workspaceId: int(workspaceId), level, quiet });
  connection.run(SETTINGS_SQL.write, [`${PREFIX}${workspaceId}`, value]);
}

/** Inside a transaction. */
export function forgetNotices(connection: Connection, workspaceId: number): void {
  connection.run(WORKSPACE_NOTICES_SQL.forget, [`${PREFIX}${workspaceId}`]);
}

function parse(value: string): WorkspaceNotices | null {
  let stored: unknown;
  try {
    stored = JSON.parse(value);
  } catch {
    return null;
  }
  if (typeof stored !== 'object' || stored === null || !('workspaceId' in stored) || !('level' in stored)) return null;
  const { workspaceId } = stored;
  const level = LEVELS.find((known) => known === stored.level);
  if (typeof workspaceId !== 'number' || level === undefined) return null;
  return { workspaceId, level, quiet: 'quiet' in stored ? quietHours(stored.quiet) : null };
}

function quietHours(stored: unknown): WorkspaceNotices['quiet'] {
  if (typeof stored !== 'object' || stored === null || !('from' in stored) || !('to' in stored)) return null;
  const { from, to } = stored;
  return isMinute(from) && isMinute(to) ? { from, to } : null;
}

const isMinute = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < DAY_MINUTES;
