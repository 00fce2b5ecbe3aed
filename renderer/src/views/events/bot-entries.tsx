/** The bots that an event names or named, with their ids and keys. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { BotEntry } from '../../../../shared/entities.ts';
import { CopyButton } from '../../components/basics/copy.tsx';
import basics from '../../components/basics/basics.module.css';
import { Mark } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import { OUTCOME_MARKS } from '../../components/verdict/outcome.ts';
import { RetrieveButton } from '../bots/retrieve-button.tsx';
import type { ListedBot } from './listed-bots.ts';

export interface BotEntriesProps {
  readonly workspaceId: number;
  readonly bots: readonly ListedBot[];
}

export function BotEntries({ workspaceId, bots }: BotEntriesProps): ReactElement {
  return (
    <ul className={styles['rows']}>
      {bots.map((bot) => (
        <Row key={`${bot.entry.botId} ${bot.entry.firstSeenAt}`} workspaceId={workspaceId} bot={bot} />
      ))}
    </ul>
  );
}

function Row({ workspaceId, bot }: { readonly workspaceId: number; readonly bot: ListedBot }): ReactElement {
  const { entry, seen, why } = bot;
  return (
    <li>
      <span className={styles['rowMain']}>
        <BotLink workspaceId={workspaceId} entry={entry} />
      </span>
      {seen === null ? null : <Mark {...OUTCOME_MARKS[seen.outcome]} word={seen.title} />}
      <RetrieveButton bot={{ workspaceId, id: entry.botId }} />
      <span className={`${styles['full'] ?? ''} ${styles['quiet'] ?? ''}`}>
        starts <Time at={entry.startAt} as="moment" unknown="at an unknown time" />
        {entry.goneAt === null ? null : (
          <>
            ; not named by the event since <Time at={entry.goneAt} as="moment" />
          </>
        )}
        {entry.deduplicationKey === null ? null : (
          <>
            ; deduplication key <bdi className={styles['key']}>{entry.deduplicationKey}</bdi>
          </>
        )}
      </span>
      {why === null ? null : <span className={`${styles['full'] ?? ''} ${styles['warning'] ?? ''}`}>{why}</span>}
    </li>
  );
}

function BotLink({ workspaceId, entry }: { readonly workspaceId: number; readonly entry: BotEntry }): ReactElement {
  return (
    <span className={basics['id']}>
      <Link
        className={`${basics['idText'] ?? ''} ${(entry.goneAt === null ? styles['link'] : styles['gone']) ?? ''}`}
        to="/bots/$workspaceId/$id"
        params={{ workspaceId: String(workspaceId), id: entry.botId }}
        title={entry.botId}
      >
        {entry.botId}
      </Link>
      <CopyButton text={entry.botId} what="bot id" />
    </span>
  );
}
