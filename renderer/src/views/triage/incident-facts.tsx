/** What the calendars of an incident share, and how it grew. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { nameOf } from '../../components/actions/words.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { KeyValues, Section } from '../../components/basics/layout.tsx';
import { StatusMark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import detail from '../../components/detail/detail.module.css';
import { countText } from '../../format/numbers.ts';
import { BASIS_MEANING, BASIS_WORDS, CALENDAR_PLATFORM_WORDS } from '../../format/words.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { growthPath } from './growth.ts';
import { isSingle } from './lines.ts';
import styles from './triage.module.css';
import { spreadText } from './words.ts';

const WIDTH = 320;
const HEIGHT = 48;

export function IncidentFacts({ incident }: { readonly incident: Incident }): ReactElement {
  const { byId } = useWorkspaces();
  const { calendar, cause, platform, oauthClientId, oauthClientName, domain, workspaces, firstAt } = incident;
  return (
    <Section title={isSingle(incident) ? 'Facts' : 'What they share'}>
      {isSingle(incident) ? null : <Growth incident={incident} />}
      <KeyValues
        entries={[
          [
            'Calendar',
            calendar === null || !isSingle(incident) ? undefined : <CalendarFact key="calendar" calendar={calendar} />,
          ],
          [
            'Cause',
            <span key="cause" title={BASIS_MEANING[cause.basis]}>
              {cause.title} <span className={styles['quiet']}>({BASIS_WORDS[cause.basis]})</span>
            </span>,
          ],
          ['Platform', CALENDAR_PLATFORM_WORDS[platform]],
          [
            'OAuth client',
            oauthClientId === null ? undefined : (
              <span key="client" className={styles['client']}>
                {oauthClientName === null ? null : <bdi>{oauthClientName}</bdi>}
                <CopyId id={oauthClientId} what="client id" />
                <Link className={detail['link']} to="/calendars" search={{ client: oauthClientId }}>
                  All its calendars
                </Link>
              </span>
            ),
          ],
          ['Mail domain', domain === null ? undefined : <bdi key="domain">{domain}</bdi>],
          [
            'Workspaces',
            <span key="workspaces" className={styles['tags']}>
              {workspaces.map(({ workspaceId, count }) => (
                <span key={workspaceId}>
                  <WorkspaceTag workspace={byId.get(workspaceId)} />
                  {isSingle(incident) ? null : <span className={styles['quiet']}> {countText(count)}</span>}
                </span>
              ))}
            </span>,
          ],
          isSingle(incident) ? ['Broke', <Time key="broke" at={firstAt} as="moment" />] : ['Broke', undefined],
        ]}
      />
    </Section>
  );
}

function CalendarFact({ calendar }: { readonly calendar: CalendarRow }): ReactElement {
  const { workspaceId, id } = calendar;
  return (
    <span className={styles['client']}>
      <Link
        className={detail['link']}
        to="/calendars/$workspaceId/$id"
        params={{ workspaceId: String(workspaceId), id }}
      >
        <bdi>{nameOf(calendar)}</bdi>
      </Link>
      <StatusMark calendar={calendar} />
    </span>
  );
}

/** How many had broken by then, from the first to the last. */
function Growth({ incident }: { readonly incident: Incident }): ReactElement {
  const { growth, size, firstAt, lastAt } = incident;
  return (
    <figure className={styles['growth']}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        height={HEIGHT}
        role="img"
        aria-label={spreadText(incident)}
      >
        <path d={growthPath(growth, size, WIDTH, HEIGHT)} />
      </svg>
      <div className={styles['axis']}>
        <span>
          first <Time at={firstAt} as="moment" />
        </span>
        <span>
          last <Time at={lastAt} as="moment" />
        </span>
      </div>
      <figcaption>{spreadText(incident)}</figcaption>
    </figure>
  );
}
