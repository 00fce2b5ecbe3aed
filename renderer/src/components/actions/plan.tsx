/** A previewed action as people read it before they confirm: how many, whose, which, what is left alone, what follows. */
import { useId, useState, type ReactElement, type ReactNode } from 'react';
import type { ActionPreview } from '../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { countText, plural } from '../../format/numbers.ts';
import { spanText } from '../../format/time.ts';
import { titled } from '../../format/words.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { Button } from '../basics/button.tsx';
import { StatusMark, WorkspaceTag } from '../basics/marks.tsx';
import styles from './actions.module.css';
import { EventPlanLines, EventLines } from './event-lines.tsx';
import { nameOf, nounOf } from './words.ts';

/** Names that are shown without asking for more. */
const NAMED = 5;
/** Less than this is not worth mentioning, ms. */
const SOON_MS = 2_000;

export function Plan({ preview }: { readonly preview: ActionPreview }): ReactElement {
  const { calendars, events, consequences, untouched, count } = preview;
  const noun = nounOf(preview.kind);
  return (
    <>
      {count === 0 ? null : (
        <Part title={count === 1 ? titled(noun) : plural(count, noun)}>
          {count === 1 && calendars.length + events.length === 1 ? null : <Workspaces preview={preview} />}
          <FirstFew preview={preview} />
        </Part>
      )}
      {count === 0 || consequences.length === 0 ? null : (
        <Part title="What follows">
          <Consequences preview={preview} />
        </Part>
      )}
      {untouched.length === 0 ? null : (
        <Part title="Left alone">
          {untouched.map((group) => (
            <details key={`${group.reason} ${group.message}`} className={styles['untouched']}>
              <summary>
                <strong>{plural(group.count, noun)}</strong> {group.message}
              </summary>
              {group.calendars.length === 0 ? null : <CalendarLines calendars={group.calendars} />}
              {group.events.length === 0 ? null : <EventLines events={group.events} />}
              <More shown={group.calendars.length + group.events.length} count={group.count} />
            </details>
          ))}
        </Part>
      )}
    </>
  );
}

/** What follows, warnings first, and how long it takes. */
export function Consequences({ preview }: { readonly preview: ActionPreview }): ReactElement {
  const { consequences, etaMs } = preview;
  const ordered = [...consequences].sort((a, b) => rank(a.severity) - rank(b.severity));
  return (
    <ul className={styles['consequences']}>
      {ordered.map(({ severity, text }) => (
        <li key={text} data-severity={severity}>
          {severity === 'warning' ? <span className="cb-unseen">Warning: </span> : null}
          {text}
        </li>
      ))}
      {etaMs < SOON_MS ? null : (
        <li data-severity="info">It takes about {spanText(etaMs)}, as fast as Recall’s limits allow.</li>
      )}
    </ul>
  );
}

function rank(severity: ActionPreview['consequences'][number]['severity']): number {
  return severity === 'warning' ? 0 : 1;
}

function Part(props: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const id = useId();
  return (
    <section className={styles['part']} aria-labelledby={id}>
      <h3 id={id}>{props.title}</h3>
      {props.children}
    </section>
  );
}

/** Whose they are, with how many of each. */
function Workspaces({ preview }: { readonly preview: ActionPreview }): ReactElement {
  const { byId } = useWorkspaces();
  return (
    <ul className={styles['workspaces']} aria-label="Workspaces">
      {preview.workspaces.map(({ workspaceId, count }) => (
        <li key={workspaceId}>
          <WorkspaceTag workspace={byId.get(workspaceId)} />
          <span className={styles['count']}>{countText(count)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The first few, the others on request. */
function FirstFew({ preview }: { readonly preview: ActionPreview }): ReactElement {
  const { calendars, events, count } = preview;
  const [open, setOpen] = useState(false);
  const named = calendars.length + events.length;
  const shown = open ? named : Math.min(named, count <= NAMED + 1 ? NAMED + 1 : NAMED);
  return (
    <>
      {calendars.length === 0 ? null : <CalendarLines calendars={calendars.slice(0, shown)} />}
      {events.length === 0 ? null : <EventPlanLines plans={events.slice(0, shown)} />}
      {open ? (
        <More shown={shown} count={count} />
      ) : count <= shown || named === 0 ? null : (
        <button type="button" className={styles['more']} aria-expanded={false} onClick={() => setOpen(true)}>
          and {countText(count - shown)} more
        </button>
      )}
    </>
  );
}

function More({ shown, count }: { readonly shown: number; readonly count: number }): ReactElement | null {
  if (count <= shown) return null;
  return <p className={styles['quiet']}>and {countText(count - shown)} more that are not named here.</p>;
}

/** Calendars by name, status and workspace. */
export function CalendarLines(props: {
  readonly calendars: readonly CalendarRow[];
  /** Offers at the end of each line to update that calendar's credentials. */
  readonly onUpdate?: (calendar: CalendarRow) => void;
}): ReactElement {
  const { byId } = useWorkspaces();
  return (
    <ul className={styles['lines']} tabIndex={props.calendars.length > NAMED + 1 ? 0 : undefined}>
      {props.calendars.map((calendar) => (
        <li key={refText(calendar)}>
          <bdi className={styles['lineName']} title={nameOf(calendar)}>
            {nameOf(calendar)}
          </bdi>
          <StatusMark calendar={calendar} />
          <WorkspaceTag workspace={byId.get(calendar.workspaceId)} />
          {props.onUpdate === undefined ? null : (
            <Button
              size="small"
              label={`Update this one, in ${byId.get(calendar.workspaceId)?.name ?? 'that workspace'}`}
              onClick={() => props.onUpdate?.(calendar)}
            >
              Update this one
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
