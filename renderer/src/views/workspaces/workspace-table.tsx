/** One line per workspace, with its sync state, its counts and what can be done to it. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLock } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { SyncStatus } from '../../../../shared/entities.ts';
import type { WorkspaceRecipe } from '../../../../shared/verdicts.ts';
import { Button } from '../../components/basics/button.tsx';
import { Shape } from '../../components/basics/marks.tsx';
import bar from '../../components/frame/bottom-bar.module.css';
import { countText } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import { call } from '../../rpc.ts';
import { describeSync, TONE_MARKS } from '../../sync-words.ts';
import { useNowBySecond } from '../../use-now.ts';
import { placeText, pollText, type Workspace } from './choices.ts';
import { RecipeLine } from './recipe-line.tsx';
import { wordsOf } from './words-of.ts';
import classes from './workspaces.module.css';

/** The answer of a test, as shown under the line it belongs to. */
interface TestResult {
  readonly works: boolean | null;
  readonly message: string;
}

export function WorkspaceTable(props: {
  readonly rows: readonly Workspace[];
  readonly recipes: readonly WorkspaceRecipe[];
}): ReactElement {
  const { rows, recipes } = props;
  const { data } = useCall('sync.status', {});
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">Workspace</th>
          <th scope="col">Region</th>
          <th scope="col">Sync</th>
          <th scope="col" className={classes['number']}>
            Calendars
          </th>
          <th scope="col" className={classes['number']}>
            Events
          </th>
          <th scope="col">Mode</th>
          <th scope="col">Asks for changes</th>
          <th scope="col">
            <span className="cb-unseen">Actions</span>
          </th>
        </tr>
      </thead>
      {rows.map((row) => (
        <WorkspaceLines
          key={row.id}
          workspace={row}
          status={data?.rows.find(({ workspaceId }) => workspaceId === row.id)}
          recipe={recipes.find(({ workspaceId }) => workspaceId === row.id)}
        />
      ))}
    </table>
  );
}

interface WorkspaceLinesProps {
  readonly workspace: Workspace;
  readonly status: SyncStatus | undefined;
  readonly recipe: WorkspaceRecipe | undefined;
}

function WorkspaceLines({ workspace, status, recipe }: WorkspaceLinesProps): ReactElement {
  const [test, setTest] = useState<TestResult | null>(null);
  const runTest = async (): Promise<void> => {
    setTest({ works: null, message: 'Asking Recall …' });
    setTest(await call('workspaces.test', { workspaceId: workspace.id }).catch(failedTest));
  };
  return (
    <tbody>
      <tr>
        <th scope="row">
          <span className={classes['name']}>
            <span className={classes['colour']} data-colour={workspace.colour} aria-hidden="true" />
            <Link to="/calendars" search={{ ws: String(workspace.id) }} className={classes['link']}>
              <bdi>{workspace.name}</bdi>
            </Link>
            {workspace.training && <span className={classes['tag']}>training</span>}
          </span>
        </th>
        <td>{placeText(workspace)}</td>
        <td>{status === undefined ? '–' : <SyncCell workspace={workspace} status={status} />}</td>
        <td className={classes['number']}>{status === undefined ? '–' : countText(status.counts.calendars)}</td>
        <td className={classes['number']}>{status === undefined ? '–' : countText(status.counts.events)}</td>
        <td>
          <ModeCell mode={workspace.mode} />
        </td>
        <td>{pollText(workspace.pollIntervalMs)}</td>
        <td className={classes['actions']}>
          <Actions workspace={workspace} onTest={() => void runTest()} testing={test !== null && test.works === null} />
        </td>
      </tr>
      {recipe !== undefined && (
        <tr className={classes['result']}>
          <td colSpan={8}>
            <RecipeLine workspace={workspace} recipe={recipe} />
          </td>
        </tr>
      )}
      {test !== null && (
        <tr className={classes['result']}>
          <td colSpan={8}>
            <Outcome result={test} />
          </td>
        </tr>
      )}
      {status?.error != null && (
        <tr className={classes['result']}>
          <td colSpan={8}>
            <p className={classes['outcome']} data-works="false">
              ■ {status.error.message}
            </p>
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** Where the lock over all workspaces is closed, what a workspace's own mode allows waits for it. */
function ModeCell({ mode }: { readonly mode: Workspace['mode'] }): ReactElement {
  const { data: protection } = useCall('app.protection', {});
  if (mode === 'read_only') {
    return (
      <span className={classes['mode']} title="Nothing but reading is sent to Recall for this workspace">
        <IconLock size={14} aria-hidden /> Read-only
      </span>
    );
  }
  return protection?.locked === true ? (
    <span title="Changes are locked for all workspaces; unlock them in the top bar">Operate, locked now</span>
  ) : (
    <>Operate</>
  );
}

function SyncCell({ workspace, status }: { readonly workspace: Workspace; readonly status: SyncStatus }): ReactElement {
  const now = useNowBySecond();
  const words = describeSync(status, workspace.pollIntervalMs, now);
  return (
    <span className={classes['state']}>
      <span className={bar['mark']} data-tone={words.tone}>
        <Shape shape={TONE_MARKS[words.tone]} />
      </span>{' '}
      {words.text}
    </span>
  );
}

/** What a test of a key found out. */
export function Outcome({ result }: { readonly result: TestResult }): ReactElement {
  return (
    <p className={classes['outcome']} role="status" data-works={result.works ?? 'unknown'}>
      {result.works === null ? '◌' : result.works ? '●' : '■'} {result.message}
    </p>
  );
}

/** A test that could not be made at all. */
export function failedTest(thrown: unknown): TestResult {
  return { works: false, message: wordsOf(thrown) };
}

interface ActionsProps {
  readonly workspace: Workspace;
  readonly testing: boolean;
  readonly onTest: () => void;
}

function Actions({ workspace, testing, onTest }: ActionsProps): ReactElement {
  const navigate = useNavigate();
  const pause = useChange('sync.pause');
  const resume = useChange('sync.resume');
  const syncNow = useChange('sync.now');
  const input = { workspaceId: workspace.id };
  const onError = (error: Error): void => notify(error.message, 'failed');
  const open = (form: 'edit' | 'remove'): void =>
    void navigate({ to: '/workspaces', search: { form, id: workspace.id } });
  return (
    <div>
      <Button size="small" busy={testing} onClick={onTest} label={`Test ${workspace.name}`}>
        Test
      </Button>
      <Button size="small" onClick={() => open('edit')} label={`Edit ${workspace.name}`}>
        Edit
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={`More for ${workspace.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {workspace.paused ? (
            <Menu.Item onClick={() => resume.mutate(input, { onError })}>Resume syncing</Menu.Item>
          ) : (
            <>
              <Menu.Item onClick={() => syncNow.mutate(input, { onError })}>Sync now</Menu.Item>
              <Menu.Item onClick={() => pause.mutate(input, { onError })}>Pause syncing</Menu.Item>
            </>
          )}
          <Menu.Divider />
          <Menu.Item onClick={() => open('remove')}>Remove …</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
