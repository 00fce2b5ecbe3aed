/** Notifications in words, and times of day as time fields know them. Pure. */
import type { WorkspaceNotices } from '../../../../shared/diagnosis.ts';

export const LEVELS = ['incidents', 'all', 'none'] as const satisfies readonly WorkspaceNotices['level'][];

export const LEVEL_WORDS: Readonly<Record<WorkspaceNotices['level'], string>> = {
  incidents: 'Shared incidents',
  all: 'Shared incidents and single cases',
  none: 'Nothing',
};

/** What quiet hours begin with. */
export const NIGHT = { from: 22 * 60, to: 7 * 60 } as const;

/** `22:05` for minute 1,325 of a day. */
export function clockOfMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Reads {@link clockOfMinutes}; null for anything that is no time of day. */
export function minutesOfClock(clock: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}
