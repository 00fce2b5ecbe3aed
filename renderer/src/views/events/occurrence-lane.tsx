/**
 * The occurrences of an event from left to right, each with its bots below: those that fit, those that were planned for
 * another time (hollow), several for one occurrence (held together), and the place where one is missing (dashed).
 */
import { Link } from '@tanstack/react-router';
import { useLayoutEffect, useRef, type ReactElement } from 'react';
import type { EventRow } from '../../../../shared/entities.ts';
import type { Occurrence, OccurrenceBot } from '../../../../shared/verdicts.ts';
import { Shape } from '../../components/basics/marks.tsx';
import { BasisMark } from '../../components/diagnosis/basis-mark.tsx';
import { exactText, relativeText } from '../../format/time.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { missingWord, movedText, occurrenceText, pillOf, presentWord } from './lane.ts';
import styles from './lane.module.css';

export interface OccurrenceLaneProps {
  readonly event: EventRow;
  /** Oldest first. */
  readonly occurrences: readonly Occurrence[];
}

export function OccurrenceLane({ event, occurrences }: OccurrenceLaneProps): ReactElement {
  const lane = useRef<HTMLDivElement>(null);
  const { length } = occurrences;
  // The latest is what people come for; older ones are a scroll to the left.
  useLayoutEffect(() => {
    if (lane.current !== null) lane.current.scrollLeft = lane.current.scrollWidth;
  }, [length]);
  const items = occurrences.map((occurrence, index) => (
    // Two occurrences may have the same start, or none that is known.
    <OccurrenceItem key={index} event={event} occurrence={occurrence} />
  ));
  if (length === 1) {
    return (
      <div className={styles['lane']}>
        <ol data-alone="">{items}</ol>
      </div>
    );
  }
  return (
    <div ref={lane} className={styles['lane']} role="region" aria-label="Occurrences, oldest first" tabIndex={0}>
      <ol>{items}</ol>
    </div>
  );
}

function OccurrenceItem(props: { readonly event: EventRow; readonly occurrence: Occurrence }): ReactElement {
  const { event, occurrence } = props;
  const { zone } = useTimeZone();
  const now = useNow();
  const { startAt, bots, missing } = occurrence;
  const present = presentWord(occurrence);
  const moved = movedText(occurrence, zone, now);
  return (
    <li
      data-when={occurrence.when}
      data-present={occurrence.present ? '' : undefined}
      data-basis={occurrence.basis}
      aria-current={occurrence.present ? 'true' : undefined}
    >
      <div className={styles['when']}>
        <time title={startAt === null ? undefined : `${exactText(startAt, zone)} (${relativeText(startAt, now)})`}>
          {occurrenceText(occurrence, event.allDay, zone, now)}
        </time>
        {present === null ? null : <span className={styles['present']}>{present}</span>}
        {occurrence.basis === 'inferred' ? <BasisMark basis="inferred" /> : null}
      </div>
      {moved === null ? null : <p className={styles['note']}>{moved}</p>}
      {occurrence.doubled ? <p className={styles['doubled']}>More than one bot</p> : null}
      <ul className={styles['bots']} data-doubled={occurrence.doubled ? '' : undefined}>
        {bots.map((bot) => (
          <li key={`${bot.entry.botId} ${bot.entry.firstSeenAt}`}>
            <BotPill workspaceId={event.workspaceId} bot={bot} startAt={startAt} />
          </li>
        ))}
        {missing === null ? null : (
          <li>
            <span className={styles['missing']}>{missingWord(occurrence)}</span>
            <p className={styles['note']}>{missing}</p>
          </li>
        )}
      </ul>
      {bots.length === 0 && missing === null ? <p className={styles['note']}>no bot is due</p> : null}
    </li>
  );
}

function BotPill(props: {
  readonly workspaceId: number;
  readonly bot: OccurrenceBot;
  readonly startAt: number | null;
}): ReactElement {
  const { workspaceId, bot, startAt } = props;
  const { zone } = useTimeZone();
  const now = useNow();
  const { shape, tone, text, notes, stale, gone } = pillOf(bot, startAt, zone, now);
  return (
    <>
      <Link
        className={styles['pill']}
        data-tone={tone}
        data-stale={stale ? '' : undefined}
        data-gone={gone ? '' : undefined}
        to="/bots/$workspaceId/$id"
        params={{ workspaceId: String(workspaceId), id: bot.entry.botId }}
        title={`Bot ${bot.entry.botId}`}
      >
        <Shape shape={shape} />
        <span className={styles['pillText']}>{text}</span>
      </Link>
      {notes.map((note) => (
        <p key={note} className={stale && !gone ? styles['stale'] : styles['note']}>
          {note}
        </p>
      ))}
    </>
  );
}
