/** Status and coverage as shape, word and colour; the shape alone tells them apart in greyscale. */
import type { ReactElement } from 'react';
import type { CalendarRow, CalendarStatus, EventCoverage, Workspace } from '../../../../shared/entities.ts';
import { COVERAGE_MARKS, STATUS_MARKS, titled } from '../../format/words.ts';
import styles from './basics.module.css';

export type Tone = 'ok' | 'wait' | 'bad' | 'unknown' | 'plain';

export const STATUS_TONES: Readonly<Record<CalendarStatus, Tone>> = {
  connected: 'ok',
  connecting: 'wait',
  disconnected: 'bad',
  unknown: 'unknown',
};

const COVERAGE_TONES: Readonly<Record<EventCoverage, Tone>> = {
  bot: 'ok',
  no_bot: 'wait',
  no_link: 'plain',
  deleted: 'plain',
};

/** Any shape and word in a tone. Plain enough for grid cells. */
export function Mark(props: { readonly shape: string; readonly word: string; readonly tone: Tone }): ReactElement {
  return (
    <span className={styles['mark']} data-shape={props.shape} data-tone={props.tone}>
      {props.word}
    </span>
  );
}

/** A shape alone, in the colour of the words that it stands beside and that say the same. */
export function Shape({ shape }: { readonly shape: string }): ReactElement {
  return <span className={styles['mark']} data-shape={shape} aria-hidden="true" />;
}

/** A calendar's status; of an unknown one Recall's own word. */
export function StatusMark({ calendar }: { readonly calendar: CalendarRow }): ReactElement {
  const { shape, word } = STATUS_MARKS[calendar.status];
  const said = calendar.status === 'unknown' && calendar.statusRaw !== '' ? titled(calendar.statusRaw) : word;
  return <Mark shape={shape} word={said} tone={STATUS_TONES[calendar.status]} />;
}

/** Whether an event has a bot, by its own fields; how many where there is more than one. */
export function CoverageMark(props: { readonly coverage: EventCoverage; readonly bots?: number }): ReactElement {
  const { coverage, bots = 0 } = props;
  const { shape, word } = COVERAGE_MARKS[coverage];
  const said = coverage === 'bot' && bots > 1 ? `${bots} bots` : word;
  return <Mark shape={shape} word={said} tone={COVERAGE_TONES[coverage]} />;
}

/** A workspace by its colour and name. */
export function WorkspaceTag({ workspace }: { readonly workspace: Workspace | undefined }): ReactElement {
  if (workspace === undefined) return <span className={styles['dimmed']}>Unknown workspace</span>;
  return (
    <span className={styles['workspace']} data-colour={workspace.colour}>
      {workspace.name}
    </span>
  );
}

/** One workspace by name, several by their colours and how many. */
export function WorkspaceMarks(props: {
  readonly ids: readonly number[];
  readonly workspaces: ReadonlyMap<number, Workspace>;
}): ReactElement {
  const { ids, workspaces } = props;
  const [first] = ids;
  if (ids.length === 1 && first !== undefined) return <WorkspaceTag workspace={workspaces.get(first)} />;
  return (
    <span className={styles['swatches']}>
      {ids.slice(0, 6).map((id) => (
        <span key={id} className={styles['swatch']} data-colour={workspaces.get(id)?.colour} aria-hidden="true" />
      ))}
      {ids.length} workspaces
    </span>
  );
}

/** Names of workspaces, for hints. */
export function workspaceNames(ids: readonly number[], workspaces: ReadonlyMap<number, Workspace>): string {
  return ids.map((id) => workspaces.get(id)?.name ?? `removed workspace ${id}`).join(', ');
}
