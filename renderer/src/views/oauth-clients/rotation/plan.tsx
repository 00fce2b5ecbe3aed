/** A rotation that is being prepared: who uses the client, the new secret, and which calendar to try first. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { ActionPreview, ActionRequest, OauthClient } from '../../../../../shared/actions.ts';
import { readRef, refText } from '../../../address.ts';
import { useCommand } from '../../../commands.ts';
import { Button } from '../../../components/basics/button.tsx';
import { StatusMark, WorkspaceTag } from '../../../components/basics/marks.tsx';
import { DetailSkeleton, ErrorState } from '../../../components/basics/states.tsx';
import { countText, plural } from '../../../format/numbers.ts';
import { useCall } from '../../../queries.ts';
import { call, CallFailure } from '../../../rpc.ts';
import { isAbout } from '../../../stale.ts';
import { useWorkspaces } from '../../../workspaces.tsx';
import { wordsOf } from '../../workspaces/words-of.ts';
import { CalendarPicker } from './calendar-picker.tsx';
import { namesOf, type Choice } from './choices.ts';
import { etaText } from './eta-text.ts';
import { SecretField } from './secret-field.tsx';
import { Step } from './step.tsx';
import { WhoUsesIt } from './who-uses-it.tsx';
import styles from './rotation.module.css';

interface PlanProps {
  readonly client: OauthClient | undefined;
  readonly clientId: string;
  /** The secret before this one was refused: the field for another one has the focus. */
  readonly again: boolean;
}

export function Plan({ client, clientId, again }: PlanProps): ReactElement {
  const { probe } = useSearch({ from: '/oauth-clients/$clientId/rotate' });
  const action: ActionRequest = {
    kind: 'oauth_client.rotate_secret',
    oauthClientId: clientId,
    workspaces: 'all',
    ...(probe === undefined ? {} : { probe: true }),
  };
  // Not kept: a plan speaks of the world as it was when it was asked for.
  const { data: preview, error, refetch, isPlaceholderData } = useCall('actions.preview', { action }, { keepMs: 0 });
  if (preview === undefined) {
    if (error === null) return <DetailSkeleton label="Counting the calendars" />;
    return <ErrorState title="The calendars could not be counted" failure={error} onRetry={() => void refetch()} />;
  }
  return (
    <Prepared
      action={action}
      preview={preview}
      settled={!isPlaceholderData}
      client={client}
      clientId={clientId}
      again={again}
      onRecount={() => void refetch()}
    />
  );
}

interface PreparedProps extends PlanProps {
  readonly action: ActionRequest;
  readonly preview: ActionPreview;
  /** False while the plan for a changed request is being made. */
  readonly settled: boolean;
  readonly onRecount: () => void;
}

function Prepared(props: PreparedProps): ReactElement {
  const { action, preview, settled, client, clientId, again, onRecount } = props;
  const navigate = useNavigate({ from: '/oauth-clients/$clientId/rotate' });
  const queryClient = useQueryClient();
  const { byId } = useWorkspaces();
  const secret = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const [entered, setEntered] = useState(false);
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const canary = useCanaryChoice(preview);
  const goButton = useRef<HTMLDivElement>(null);
  const none = preview.count === 0;
  // Escape leaves the page, but never throws away what was typed.
  useCommand('list.close', () => secret.current?.focus(), entered);
  const single = preview.calendars[0];

  const start = async (): Promise<void> => {
    const value = secret.current?.value.trim() ?? '';
    setMissing(value === '');
    if (value === '') {
      secret.current?.focus();
      return;
    }
    setStarting(true);
    setProblem(null);
    try {
      // Not through a mutation: React Query would keep the secret among its variables.
      const { jobId } = await call('actions.start', {
        action,
        plan: preview.plan,
        secrets: { clientSecret: value },
        canary: canary === null ? null : { workspaceId: canary.workspaceId, id: canary.id },
      });
      if (secret.current !== null) secret.current.value = '';
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey[1], ['jobs']) });
      void navigate({ search: { job: jobId }, replace: true });
    } catch (thrown) {
      setProblem(wordsOf(thrown));
      if (thrown instanceof CallFailure && thrown.error.code === 'conflict') onRecount();
    } finally {
      setStarting(false);
    }
  };

  return (
    <ol className={styles['steps']}>
      <Step
        n={1}
        title="Client"
        state={none ? 'current' : 'done'}
        summary={
          none
            ? 'No calendar would be changed'
            : `${plural(preview.count, 'calendar')} in ${plural(preview.workspaces.length, 'workspace')} ${preview.count === 1 ? 'uses' : 'use'} it`
        }
      >
        <WhoUsesIt preview={preview} client={client} />
      </Step>
      <Step
        n={2}
        title="Secret"
        state={none ? 'ahead' : entered ? 'done' : 'current'}
        summary="Entered once, never shown again"
      >
        {none ? null : (
          <SecretField
            ref={secret}
            missing={missing}
            autoFocus={again}
            training={preview.workspaces.every(({ workspaceId }) => byId.get(workspaceId)?.training === true)}
            probe={action.kind === 'oauth_client.rotate_secret' && action.probe === true}
            onProbe={(on) =>
              void navigate({ search: (before) => ({ ...before, probe: on ? 'yes' : undefined }), replace: true })
            }
            onChange={(filled) => {
              setEntered(filled);
              setMissing(false);
            }}
            onEnter={() => goButton.current?.querySelector('button')?.focus()}
          />
        )}
      </Step>
      <Step
        n={3}
        title="Canary"
        state={none || !entered ? 'ahead' : 'current'}
        summary={canary === null ? undefined : 'One calendar goes first and alone'}
      >
        {none ? null : (
          <>
            {canary === null ? null : <CanaryChoice preview={preview} clientId={clientId} canary={canary} />}
            {problem !== null && (
              <p className={styles['problem']} role="alert">
                {problem}
              </p>
            )}
            <div ref={goButton} className={styles['buttons']}>
              <Button kind="primary" busy={starting} disabled={!settled} onClick={() => void start()}>
                {canary !== null ? (
                  <Sentence before="Try it on">{canary.label}</Sentence>
                ) : (
                  <Sentence before="Rotate the secret of">
                    {single === undefined ? plural(preview.count, 'calendar') : namesOf(single).label}
                  </Sentence>
                )}
              </Button>
            </div>
          </>
        )}
      </Step>
      <Step
        n={4}
        title="Fleet"
        state="ahead"
        summary={
          none
            ? undefined
            : preview.count === 1
              ? 'There are no others'
              : `The other ${countText(preview.count - 1)} follow when you say so, in ${etaText(preview.etaMs)}`
        }
      />
    </ol>
  );
}

/** The calendar that goes first: the one that was chosen, else the proposed one; null where there is only one. */
function useCanaryChoice(preview: ActionPreview): Choice | null {
  const { canary } = useSearch({ from: '/oauth-clients/$clientId/rotate' });
  const ref = readRef(canary);
  const named = preview.calendars.find((row) => ref !== undefined && refText(row) === refText(ref));
  // One beyond those that the plan names was found by searching; after a reload only its address is known.
  const { data } = useCall('calendars.get', ref ?? { workspaceId: 0, id: '-' }, {
    enabled: ref !== undefined && named === undefined,
  });
  if (preview.canary === null) return null;
  if (named !== undefined) return namesOf(named);
  const found = ref === undefined ? undefined : data?.calendar;
  return namesOf(found ?? preview.canary);
}

interface CanaryChoiceProps {
  readonly preview: ActionPreview;
  readonly clientId: string;
  readonly canary: Choice;
}

function CanaryChoice({ preview, clientId, canary }: CanaryChoiceProps): ReactElement {
  const navigate = useNavigate({ from: '/oauth-clients/$clientId/rotate' });
  const { byId } = useWorkspaces();
  const { data } = useCall('calendars.get', { workspaceId: canary.workspaceId, id: canary.id });
  return (
    <div className={styles['canary']}>
      <CalendarPicker
        label="Calendar to try first"
        description="Everything else waits for its verdict. If the secret is wrong, no other calendar has it."
        offered={preview.calendars.map(namesOf)}
        clientId={clientId}
        workspaceIds={preview.workspaces.map(({ workspaceId }) => workspaceId)}
        value={canary}
        onChange={(choice) =>
          void navigate({ search: (before) => ({ ...before, canary: refText(choice) }), replace: true })
        }
      />
      <span className={styles['canaryFacts']}>
        <WorkspaceTag workspace={byId.get(canary.workspaceId)} />
        {data === undefined ? null : <StatusMark calendar={data.calendar} />}
      </span>
    </div>
  );
}

/** A verb and a name from elsewhere, on one button. */
function Sentence(props: { readonly before: string; readonly children: ReactNode }): ReactElement {
  return (
    <span>
      {props.before} <bdi>{props.children}</bdi>
    </span>
  );
}
