/** The calendars of an incident: those that are not connected yet first, then by what is at stake. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Incident, IncidentCalendar } from '../../../../shared/diagnosis.ts';
import { refText } from '../../address.ts';
import { nameOf } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { Section } from '../../components/basics/layout.tsx';
import { StatusMark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import detail from '../../components/detail/detail.module.css';
import { countText, plural } from '../../format/numbers.ts';
import { useList } from '../../queries.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import styles from './triage.module.css';
import { riskText } from './words.ts';

/** Beside the list there is room for the gravest of them; all are on the page. */
const IN_PANE = 10;

/** On the page only, and only where there is room for it. */
const ROOMY = `${styles['wide'] ?? ''} ${styles['roomy'] ?? ''}`;

export function IncidentCalendars(props: { readonly incident: Incident; readonly page: boolean }): ReactElement {
  const { incident, page } = props;
  const query = useList('incidents.calendars', { incidentId: incident.id });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const all = data?.pages.flatMap(({ rows }) => rows) ?? [];
  const shown = page ? all : all.slice(0, IN_PANE);
  // A column of "not yet" would only take the room of the names.
  const recovered = incident.open < incident.size;
  const left = incident.size - shown.length;
  return (
    <Section
      title={incident.size === 1 ? 'Calendar' : 'Calendars'}
      aside={<Left shown={shown.length} incident={incident} />}
    >
      {error === null ? null : <p className={styles['problem']}>{error.message}</p>}
      {shown.length === 0 ? null : (
        <table className={styles['calendars']}>
          <thead>
            <tr>
              <th scope="col">Mailbox</th>
              <th scope="col">Status</th>
              <th scope="col" className={ROOMY}>
                Broke
              </th>
              {recovered ? (
                <th scope="col" className={ROOMY}>
                  Recovered
                </th>
              ) : null}
              <th scope="col">At risk</th>
              <th scope="col" className={styles['wide']}>
                Workspace
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <CalendarLine key={refText(row.calendar)} row={row} recovered={recovered} />
            ))}
          </tbody>
        </table>
      )}
      {page && hasNextPage ? (
        <Button size="small" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {left > 0 ? `Show more of the other ${countText(left)}` : 'Show more'}
        </Button>
      ) : null}
      {page || left <= 0 ? null : (
        <Link className={detail['link']} to="/triage/$incidentId" params={{ incidentId: String(incident.id) }}>
          Show all {plural(incident.size, 'calendar')}
        </Link>
      )}
    </Section>
  );
}

function Left({ shown, incident }: { readonly shown: number; readonly incident: Incident }): ReactElement | null {
  if (shown === 0 || shown >= incident.size) return null;
  return (
    <span className={styles['quiet']}>
      {countText(shown)} of {countText(incident.size)}
    </span>
  );
}

interface CalendarLineProps {
  readonly row: IncidentCalendar;
  /** Whether there is a column for that. */
  readonly recovered: boolean;
}

function CalendarLine({ row, recovered }: CalendarLineProps): ReactElement {
  const { calendar, brokeAt, recoveredAt, atRisk } = row;
  const { byId } = useWorkspaces();
  const { zone } = useTimeZone();
  const now = useNow();
  return (
    <tr>
      <td className={styles['mailbox']}>
        <Link
          className={detail['link']}
          to="/calendars/$workspaceId/$id"
          params={{ workspaceId: String(calendar.workspaceId), id: calendar.id }}
        >
          <bdi>{nameOf(calendar)}</bdi>
        </Link>
      </td>
      <td>
        <StatusMark calendar={calendar} />
      </td>
      <td className={ROOMY}>
        <Time at={brokeAt} />
      </td>
      {recovered ? (
        <td className={ROOMY}>
          {recoveredAt === null ? <span className={styles['quiet']}>not yet</span> : <Time at={recoveredAt} />}
        </td>
      ) : null}
      <td>{riskText(atRisk, zone, now) ?? <span className={styles['quiet']}>none ahead</span>}</td>
      <td className={styles['wide']}>
        <WorkspaceTag workspace={byId.get(calendar.workspaceId)} />
      </td>
    </tr>
  );
}
