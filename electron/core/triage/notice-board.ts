/** Whom a notice may concern at one moment: the workspaces with their names, what they want to hear, and whether they rest. */
import type { WorkspaceNotices } from '../../../shared/diagnosis.ts';
import type { Store } from '../store/types.ts';
import { isQuiet, noticesOf } from './notice-rules.ts';
import type { LocalTime } from './notice-words.ts';

export interface Board {
  /** Undefined for a workspace that is not in Callboard any more. */
  readonly nameOf: (workspaceId: number) => string | undefined;
  readonly settingsOf: (workspaceId: number) => WorkspaceNotices;
  readonly isQuiet: (workspaceId: number) => boolean;
  readonly time: LocalTime;
}

export function boardAt(
  store: Pick<Store, 'workspaces' | 'notices'>,
  now: number,
  minutes: LocalTime['minutes'],
): Board {
  const names = new Map(store.workspaces().map(({ id, name }) => [id, name]));
  const saved = store.notices();
  const minute = minutes(now);
  return {
    nameOf: (id) => names.get(id),
    settingsOf: (id) => noticesOf(saved, id),
    isQuiet: (id) => isQuiet(noticesOf(saved, id), minute),
    time: { now, minutes },
  };
}

/** Minutes since midnight that this computer's wall clock shows at an instant. */
export function computerMinutes(ms: number): number {
  const at = new Date(ms);
  return at.getHours() * 60 + at.getMinutes();
}
