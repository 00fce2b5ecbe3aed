/** One line of the search: what it is, enough to tell it from its neighbours, and where it belongs. */
import type { ReactElement } from 'react';
import type { Workspace } from '../../../../shared/entities.ts';
import { APPLE } from '../../commands.ts';
import { clockText, dayText } from '../../format/time.ts';
import { COVERAGE_MARKS, STATUS_MARKS } from '../../format/words.ts';
import { keyCaps } from '../../keys.ts';
import { Shape } from '../basics/marks.tsx';
import type { SearchOption } from './options.ts';
import classes from './search.module.css';

interface SearchLineProps {
  readonly option: SearchOption;
  /** The workspace to name; undefined when there is only one. */
  readonly workspace: Workspace | undefined;
  readonly zone: string;
}

export function SearchLine({ option, workspace, zone }: SearchLineProps): ReactElement {
  switch (option.kind) {
    case 'calendar': {
      const { row } = option;
      const mark = STATUS_MARKS[row.status];
      return (
        <>
          <span className={classes['mark']} data-status={row.status} aria-hidden="true">
            <Shape shape={mark.shape} />
          </span>
          <bdi className={classes['main']}>{row.email ?? row.oauthEmail ?? 'no address yet'}</bdi>
          <span className={classes['side']}>{row.deletedAt === null ? mark.word : 'Deleted'}</span>
          <WorkspaceName workspace={workspace} />
        </>
      );
    }
    case 'event': {
      const { row } = option;
      return (
        <>
          <span className={classes['mark']} aria-hidden="true">
            <Shape shape={COVERAGE_MARKS[row.coverage].shape} />
          </span>
          <bdi className={classes['main']}>{row.title ?? 'No title'}</bdi>
          <bdi className={classes['side']}>{row.calendarEmail}</bdi>
          <span className={classes['when']}>
            {row.startAt === null
              ? 'no start time'
              : `${dayText(row.startAt, zone, Date.now())} ${clockText(row.startAt, zone)}`}
          </span>
          <WorkspaceName workspace={workspace} />
        </>
      );
    }
    case 'bot':
      return (
        <>
          <span className={classes['mark']} aria-hidden="true">
            ▸
          </span>
          <span className={`${classes['main']} ${classes['mono']}`}>{option.row.botId}</span>
          <WorkspaceName workspace={workspace} />
        </>
      );
    case 'command':
      return (
        <>
          <span className={classes['mark']} aria-hidden="true">
            ›
          </span>
          <span className={classes['main']}>{option.command.label}</span>
          <span>
            {keyCaps(option.command.keys[0] ?? '', APPLE)
              .filter((cap) => cap !== '')
              .map((cap, index) => (
                <kbd key={`${cap}${index}`}>{cap}</kbd>
              ))}
          </span>
        </>
      );
    default:
      return option satisfies never;
  }
}

function WorkspaceName({ workspace }: Pick<SearchLineProps, 'workspace'>): ReactElement | null {
  if (workspace === undefined) return null;
  return (
    <span className={classes['workspace']}>
      <span className={classes['colour']} data-colour={workspace.colour} aria-hidden="true" />
      <bdi>{workspace.name}</bdi>
    </span>
  );
}
