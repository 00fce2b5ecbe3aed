/** Every workspace in one line: how it is now, how it was, what is at stake and how fresh that is. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { HealthSpan, Overview } from '../../../../shared/diagnosis.ts';
import { CALENDAR_STATUSES, type CalendarStatus } from '../../../../shared/values.ts';
import type { SyncStatus, Workspace } from '../../../../shared/entities.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { Dimmed, Section } from '../../components/basics/layout.tsx';
import { Shape, STATUS_TONES, WorkspaceTag } from '../../components/basics/marks.tsx';
import bar from '../../components/frame/bottom-bar.module.css';
import { countText, plural } from '../../format/numbers.ts';
import { dayText, durationText } from '../../format/time.ts';
import { STATUS_MARKS } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { describeSync, TONE_MARKS } from '../../sync-words.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow, useNowIn } from '../../use-now.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { DaysSwitch } from './days-switch.tsx';
import { healthCells, healthWindow, type Days, type HealthWindow } from './health.ts';
import { Stake } from './open-incidents.tsx';
import styles from './overview.module.css';
import { Strip } from './strip.tsx';

/** Samples are taken after changes and every hour, and nobody is told; what is now is known without them. */
const HISTORY_MS = 5 * MINUTE_MS;

export function WorkspaceHealth(props: {
  readonly overview: Overview;
  readonly scope: WorkspaceScope;
  readonly days: Days;
}): ReactElement {
  const { overview, scope, days } = props;
  const { zone } = useTimeZone();
  const now = useNow();
  const hour = useNowIn(HOUR_MS);
  const { byId } = useWorkspaces();
  const window = healthWindow(days, hour, zone);
  const { data, error } = useCall('overview.health', { workspaces: scope, ...window }, { refetchMs: HISTORY_MS });
  const { data: sync } = useCall('sync.status', {});
  const rows = data?.rows ?? [];
  const since = rows.length === 0 ? null : Math.min(...rows.map(({ from }) => from));
  return (
    <Section title="Workspaces" aside={<DaysSwitch days={days} />}>
      <table className={styles['workspaces']}>
        <thead>
          <tr>
            <th scope="col">Workspace</th>
            <th scope="col">Calendars now</th>
            <th scope="col" className={styles['over']}>
              Disconnected, last {days} days
            </th>
            <th scope="col">At risk</th>
            <th scope="col" className={styles['recovers']}>
              Half recover within
            </th>
            <th scope="col">Fresh</th>
          </tr>
        </thead>
        <tbody>
          {overview.workspaces.map((row) => {
            const workspace = byId.get(row.workspaceId);
            return workspace === undefined ? null : (
              <Line
                key={row.workspaceId}
                row={row}
                workspace={workspace}
                spans={rows}
                window={window}
                now={now}
                sync={sync?.rows.find(({ workspaceId }) => workspaceId === row.workspaceId)}
              />
            );
          })}
        </tbody>
      </table>
      <p className={styles['legend']}>
        <span data-part="down" /> largest share that was disconnected at once <span data-part="well" /> none
        <span data-part="missing" /> Callboard did not look
        {error !== null && data === undefined ? (
          <span className={styles['quiet']}>The history could not be read: {error.message}</span>
        ) : data !== undefined && since === null ? (
          <span className={styles['quiet']}>No history yet: it begins when Callboard runs.</span>
        ) : since !== null && since > window.from ? (
          <span className={styles['quiet']}>History begins when Callboard runs; here {dayText(since, zone, now)}.</span>
        ) : null}
      </p>
    </Section>
  );
}

interface LineProps {
  readonly row: Overview['workspaces'][number];
  readonly workspace: Workspace;
  readonly spans: readonly HealthSpan[];
  readonly window: HealthWindow;
  readonly now: number;
  readonly sync: SyncStatus | undefined;
}

function Line({ row, workspace, spans, window, now, sync }: LineProps): ReactElement {
  const { id, name, createdAt, pollIntervalMs } = workspace;
  const { atRisk, recovery } = row;
  const present = { workspaceId: id, calendars: row.calendars, since: createdAt };
  const cells = healthCells(spans, present, window, now);
  const fresh = sync === undefined ? null : describeSync(sync, pollIntervalMs, now);
  return (
    <tr>
      <th scope="row">
        <Link to="/calendars" search={{ ws: String(id) }} className={styles['title']}>
          <WorkspaceTag workspace={workspace} />
        </Link>
      </th>
      <td>
        <Counts row={row} workspace={workspace} />
      </td>
      <td className={styles['over']}>
        <Strip
          key={window.spanMs * cells.length}
          label={`Disconnected calendars of ${name} over time`}
          cells={cells}
          spanMs={window.spanMs}
          now={now}
        />
      </td>
      <td>
        {atRisk.meetings === 0 ? (
          <Dimmed>none</Dimmed>
        ) : (
          <Link to="/triage" search={{ ws: String(id), sort: 'first_meeting' }} className={styles['link']}>
            <Stake atRisk={atRisk} />
          </Link>
        )}
      </td>
      <td className={styles['recovers']}>
        {recovery.medianMs === null ? (
          <Dimmed>no outage ended</Dimmed>
        ) : (
          <>
            {durationText(recovery.medianMs)} <Dimmed>({plural(recovery.count, 'outage')})</Dimmed>
          </>
        )}
      </td>
      <td className={styles['fresh']}>
        {fresh === null ? (
          <Dimmed>–</Dimmed>
        ) : (
          <>
            <span className={bar['mark']} data-tone={fresh.tone}>
              <Shape shape={TONE_MARKS[fresh.tone]} />
            </span>{' '}
            {fresh.text}
          </>
        )}
      </td>
    </tr>
  );
}

/** Only what there is: four zeros in every line would hide the one number that matters. */
function Counts({ row, workspace }: Pick<LineProps, 'row' | 'workspace'>): ReactElement {
  const { calendars } = row;
  const present = CALENDAR_STATUSES.filter((status) => calendars[status] > 0);
  if (present.length === 0) return <Dimmed>no calendars</Dimmed>;
  return (
    <span className={styles['counts']}>
      {present.map((status) => (
        <Count key={status} status={status} count={calendars[status]} workspace={workspace} />
      ))}
    </span>
  );
}

function Count(props: {
  readonly status: CalendarStatus;
  readonly count: number;
  readonly workspace: Workspace;
}): ReactElement {
  const { status, count, workspace } = props;
  const { shape, word } = STATUS_MARKS[status];
  const name = `${plural(count, 'calendar')} ${word.toLowerCase()} in ${workspace.name}`;
  return (
    <Link
      to="/calendars"
      search={{ ws: String(workspace.id), status }}
      className={styles['countOf']}
      data-tone={STATUS_TONES[status]}
      aria-label={name}
      title={name}
    >
      <Shape shape={shape} />
      {countText(count)}
    </Link>
  );
}
