/** One bot: what became of it and who has to do what, how it got there, its recordings, and the events that name it. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, type ReactElement } from 'react';
import type { BotDetail } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { Button } from '../../components/basics/button.tsx';
import { CopyId } from '../../components/basics/copy.tsx';
import { RemoteText } from '../../components/basics/layout.tsx';
import { Mark, Shape, WorkspaceTag } from '../../components/basics/marks.tsx';
import { DetailSkeleton, EmptyState, Note } from '../../components/basics/states.tsx';
import { Time } from '../../components/basics/time.tsx';
import { DetailShell, type DetailTabItem } from '../../components/detail/detail-shell.tsx';
import { RecordState } from '../../components/detail/record-state.tsx';
import { RawJson } from '../../components/raw-json/raw-json.tsx';
import { OUTCOME_MARKS } from '../../components/verdict/outcome.ts';
import { PARTY_SENTENCES } from '../../format/words.ts';
import { useCall, useChange } from '../../queries.ts';
import { useNow } from '../../use-now.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { BotOverview } from './bot-overview.tsx';
import { isOutdated } from './bot-words.ts';
import styles from './bots.module.css';

type BotTab = 'overview' | 'raw';
type Bot = NonNullable<BotDetail['bot']>;

const TABS: readonly DetailTabItem<BotTab>[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'raw', label: 'Raw' },
];

export interface BotViewProps {
  readonly workspaceId: number;
  readonly id: string;
  readonly tab: BotTab;
  readonly onTab: (tab: BotTab) => void;
  readonly page: boolean;
  readonly onClose: () => void;
}

/** Shows what is known at once. Recall is asked by itself only for a bot that was never retrieved; else a person asks. */
export function BotView({ workspaceId, id, tab, onTab, page, onClose }: BotViewProps): ReactElement {
  const query = useCall('bots.get', { workspaceId, id });
  const refresh = useChange('bots.refresh');
  const { mutate } = refresh;
  const { byId } = useWorkspaces();
  const navigate = useNavigate();
  const detail = query.data;
  const neverAsked = detail !== undefined && detail.bot === null && detail.missingSince === null;
  const asked = useRef('');
  useEffect(() => {
    const ref = refText({ workspaceId, id });
    if (!neverAsked || asked.current === ref) return;
    asked.current = ref;
    mutate({ workspaceId, id });
  }, [mutate, neverAsked, workspaceId, id]);
  const again = (): void => mutate({ workspaceId, id });

  if (detail === undefined) return <RecordState what="bot" id={id} query={query} onClose={onClose} />;
  // A bot that no event names may still exist at Recall: the question to Recall decides.
  if (neverAsked && detail.events.length === 0) {
    if (refresh.error === null) return <DetailSkeleton label="Asking Recall for the bot" />;
    return (
      <EmptyState
        title={refresh.error.error.code === 'not_found' ? 'Nobody knows this bot' : 'Recall could not be asked'}
        text={`${refresh.error.message} No event that Callboard knows names it.`}
      >
        <Button size="small" onClick={again}>
          Ask again
        </Button>
        <Button size="small" onClick={onClose}>
          Go back
        </Button>
      </EmptyState>
    );
  }
  const { bot } = detail;
  return (
    <DetailShell<BotTab>
      title={<RemoteText text={bot?.botName ?? null} empty="Bot" />}
      aside={<WorkspaceTag workspace={byId.get(workspaceId)} />}
      status={
        <>
          <CopyId id={id} what="bot id" />
          {bot?.calendarV1 === true ? <Mark shape="❏" word="Calendar V1" tone="wait" /> : null}
          {bot === null ? null : <Outcome bot={bot} />}
        </>
      }
      actions={<Actions bot={bot} asking={refresh.isPending} onRetrieve={again} />}
      notes={<Notes detail={detail} failure={refresh.error?.message} />}
      tabs={TABS}
      tab={tab}
      onTab={onTab}
      page={page}
      onExpand={
        page
          ? undefined
          : () => void navigate({ to: '/bots/$workspaceId/$id', params: { workspaceId: String(workspaceId), id } })
      }
      onClose={onClose}
    >
      {tab === 'overview' ? <BotOverview detail={detail} asking={refresh.isPending} /> : <Raw bot={bot} />}
    </DetailShell>
  );
}

function Outcome({ bot }: { readonly bot: Bot }): ReactElement {
  const { shape, tone } = OUTCOME_MARKS[bot.outcome];
  return (
    <p className={styles['outcome']} data-tone={tone}>
      <Shape shape={shape} /> <strong>{bot.sentence}</strong>
    </p>
  );
}

/** Who has to do what, and how old all of this is. */
function Actions(props: {
  readonly bot: Bot | null;
  readonly asking: boolean;
  readonly onRetrieve: () => void;
}): ReactElement {
  const { bot, asking, onRetrieve } = props;
  return (
    <div className={styles['actions']}>
      {bot === null || bot.advice === null ? null : (
        <p className={styles['advice']}>
          {PARTY_SENTENCES[bot.advice.party]} {bot.advice.text}
        </p>
      )}
      <Button size="small" busy={asking} onClick={onRetrieve}>
        {bot === null ? 'Retrieve from Recall' : 'Retrieve again'}
      </Button>
      {bot === null ? null : (
        <span>
          Retrieved <Time at={bot.retrievedAt} />
        </span>
      )}
    </div>
  );
}

function Notes(props: { readonly detail: BotDetail; readonly failure: string | undefined }): ReactElement {
  const { detail, failure } = props;
  const { bot, missingSince } = detail;
  const now = useNow();
  return (
    <>
      {failure === undefined ? null : (
        <Note tone="wait">
          The present state of this bot could not be read: {failure}
          {bot === null ? '' : ' What you see is what Callboard knew.'}
        </Note>
      )}
      {missingSince === null ? null : (
        <Note tone="plain">
          Recall has no such bot any more, as of <Time at={missingSince} as="moment" />: it was deleted before it
          joined, or its retention has passed.{' '}
          {bot === null ? 'Callboard never retrieved it.' : 'What you see is what Callboard knew.'}
        </Note>
      )}
      {bot !== null && missingSince === null && isOutdated(bot, detail.events, now) ? (
        <Note tone="wait">
          This was retrieved before the bot was due to finish, so it says nothing about the meeting. Retrieve it again
          to know what became of it.
        </Note>
      ) : null}
    </>
  );
}

function Raw({ bot }: { readonly bot: Bot | null }): ReactElement {
  return bot === null ? (
    <EmptyState title="No payload yet" text="Callboard has not retrieved this bot from Recall." />
  ) : (
    <RawJson text={bot.raw} label="Bot as Recall sent it, without its secrets" />
  );
}
