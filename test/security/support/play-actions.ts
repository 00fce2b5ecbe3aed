/**
 * Everything that actions do with secrets: rotations with a good and a wrong one, updates, connections, tests of credentials,
 * jobs that are cancelled and retried, exports; against the simulator, and against a Recall that repeats what it is told.
 */
import type { ActionRequest, ActionSecrets, Job } from '../../../shared/actions.ts';
import type { Input, Output } from '../../../shared/contract.ts';
import type { CalendarRow } from '../../../shared/entities.ts';

/** The client that most Outlook calendars of the simulated workspace use. */
export const CLIENT = '7e57c11e-0000-4000-8000-000000000003';

/** What people enter. Signs that JSON and addresses escape are part of some, so that they come back in several forms. */
export const ENTERED = {
  rotated: 'canaryRotatedSecret~8d20b6c1',
  /** The simulator takes a secret with this word in it for one that the provider refuses. */
  wrong: 'canary-wrong-secret~5e11"/9f',
  updatedSecret: 'canaryUpdatedSecret+77/a0c2==',
  updatedToken: '0.AcanaryUpdatedToken-b3f8e26d4409',
  connectedSecret: 'canaryJoinedSecret~e29f',
  connectedToken: 'canaryJoinedToken/61d8ab03',
  echoedSecret: 'canaryEchoedSecret"\\%2F+c4d1 7e',
  echoedToken: 'canaryEchoedToken/\\"\u00e9+a0b9 55',
  refusedSecret: 'canaryRefusedSecret"/f1',
  refusedToken: 'canaryRefusedToken\\+%41/d2',
  mistyped: 'canaryMistypedSecret-19c7',
} as const;

/** How the values begin: of a text that was cut, no more may be left. */
export const BEGINNINGS = ['canaryEchoedSe', 'canaryEchoedTo', 'canaryRefusedSe', 'canaryRefusedTo'];

export interface Talk {
  /** Resolves to the value, or to an empty object when the call was refused. */
  call<T>(method: string, input: unknown): Promise<T>;
  /** Resolves when the condition holds; looks again whenever something changed. */
  until(condition: () => Promise<boolean>): Promise<void>;
}

export interface Doing {
  /** Previews an action and starts it at once; resolves with the job's id. */
  start(action: ActionRequest, secrets?: ActionSecrets, more?: Partial<Input<'actions.start'>>): Promise<number>;
  /** Waits until the job runs no longer; resolves with what it is then. */
  rests(jobId: number): Promise<Job['state']>;
  /** Waits until the job is finished; rejects when it ends in any other way. */
  ends(jobId: number): Promise<void>;
}

/** Actions by way of the contract, as a window starts and watches them. */
export function doing({ call, until }: Talk): Doing {
  const start = async (
    action: ActionRequest,
    secrets: ActionSecrets = {},
    more: Partial<Input<'actions.start'>> = {},
  ): Promise<number> => {
    const { plan, confirmation } = await call<Output<'actions.preview'>>('actions.preview', { action });
    const { jobId } = await call<Output<'actions.start'>>('actions.start', {
      action,
      plan,
      secrets,
      ...(confirmation === null ? {} : { confirmation }),
      ...more,
    });
    return jobId;
  };
  const rests = async (jobId: number): Promise<Job['state']> => {
    let state: Job['state'] = 'running';
    await until(async () => {
      ({ state } = await call<Output<'jobs.get'>>('jobs.get', { jobId }));
      return state !== 'running';
    });
    return state;
  };
  const ends = async (jobId: number): Promise<void> => {
    const state = await rests(jobId);
    if (state !== 'finished') throw new Error(`Job ${jobId} is ${state}.`);
  };
  return { start, rests, ends };
}

/** `workspaceId` is the simulated workspace; `echoingId` is one behind the Recall that repeats what it is told. */
export async function playActions({ call, until }: Talk, workspaceId: number, echoingId: number): Promise<void> {
  const calendars = async (id: number): Promise<CalendarRow[]> =>
    (
      await call<Output<'calendars.list'>>('calendars.list', {
        filter: { workspaces: [id] },
        sort: { by: 'email', direction: 'asc' },
        after: null,
        limit: 200,
      })
    ).rows;
  const { start, rests, ends } = doing({ call, until });
  const rotate: ActionRequest = {
    kind: 'oauth_client.rotate_secret',
    oauthClientId: CLIENT,
    workspaces: [workspaceId],
  };

  // Input that is refused: the refusal may not quote it.
  for (const wrong of [
    { clientSecret: [ENTERED.mistyped] },
    { client_secret: ENTERED.mistyped },
    ENTERED.mistyped,
    { clientSecret: ENTERED.mistyped.repeat(1_000) },
  ])
    await call('actions.start', { action: rotate, plan: 'none', secrets: wrong });
  await call('actions.start', { action: { ...rotate, clientSecret: ENTERED.mistyped }, plan: ENTERED.mistyped });

  // A wrong secret stops at the canary; the job is cancelled, and what it left is done with the right one.
  const { canary } = await call<Output<'actions.preview'>>('actions.preview', { action: rotate });
  if (canary === null) throw new Error('The preview proposes no canary.');
  const rotation = await start(
    rotate,
    { clientSecret: ENTERED.wrong },
    { canary: { workspaceId, id: canary.id }, unattended: true },
  );
  if ((await rests(rotation)) !== 'paused') throw new Error('The wrong secret came through.');
  await call('jobs.resume', { jobId: rotation, secrets: { clientSecret: ENTERED.wrong } });
  await call('jobs.cancel', { jobId: rotation });
  if ((await rests(rotation)) !== 'cancelled') throw new Error('The job was not cancelled.');
  await call('jobs.retry', {
    jobId: rotation,
    states: ['skipped', 'failing'],
    secrets: { clientSecret: ENTERED.rotated },
  });
  await ends(rotation);
  await ends(await start({ ...rotate, probe: true }, { clientSecret: ENTERED.rotated }));

  // One calendar's credentials, here and where they are repeated; connections; tests, whose answers hold access tokens.
  const [google] = (await calendars(workspaceId)).filter(({ platform }) => platform === 'google_calendar');
  const [echoing, ...others] = await calendars(echoingId);
  if (google === undefined || echoing === undefined) throw new Error('There are too few calendars.');
  const both = (row: CalendarRow): ActionRequest => ({
    kind: 'calendar.update_credentials',
    targets: { calendars: [{ workspaceId: row.workspaceId, id: row.id }] },
    fields: ['client_secret', 'refresh_token'],
    probe: true,
  });
  const connect = (id: number, mailbox: string): ActionRequest => ({
    kind: 'calendar.connect',
    workspaceId: id,
    platform: 'google_calendar',
    oauthClientId: `${CLIENT}.apps.googleusercontent.com`,
    mailbox,
    sendOauthEmail: true,
  });
  const jobs = [
    await start(both(google), { clientSecret: ENTERED.updatedSecret, refreshToken: ENTERED.updatedToken }),
    await start(both(echoing), { clientSecret: ENTERED.echoedSecret, refreshToken: ENTERED.echoedToken }),
    await start(connect(workspaceId, 'new.hire@acme.example'), {
      clientSecret: ENTERED.connectedSecret,
      refreshToken: ENTERED.connectedToken,
    }),
    await start(connect(echoingId, 'refused@acme.example'), {
      clientSecret: ENTERED.refusedSecret,
      refreshToken: ENTERED.refusedToken,
    }),
    await start({
      kind: 'calendar.test_credential',
      targets: { calendars: others.map(({ id }) => ({ workspaceId: echoingId, id })) },
    }),
  ];
  for (const jobId of jobs) await ends(jobId);
  // What Recall repeats comes by the ordinary sync, too.
  await call('sync.now', { workspaceId: echoingId });
  await call('oauthClients.save', {
    clientId: CLIENT,
    name: 'Notetaker',
    platform: 'microsoft_outlook',
    secretExpiresAt: null,
    workspaceIds: [workspaceId],
  });
  await readEverything({ call, until }, [rotation, ...jobs]);
}

/** All that windows and exports can show of jobs and of the audit log. */
export async function readEverything({ call }: Talk, jobIds: readonly number[]): Promise<void> {
  const filter = { workspaces: 'all' };
  await call('oauthClients.list', {});
  await call('jobs.list', { after: null, limit: 200 });
  for (const jobId of jobIds) {
    for (const method of ['jobs.get', 'jobs.progress']) await call(method, { jobId });
    const { rows } = await call<Output<'jobs.items'>>('jobs.items', { jobId, after: null, limit: 200 });
    for (const { workspaceId, calendarId, eventId } of rows) {
      if (calendarId !== null) await call('calendars.get', { workspaceId, id: calendarId });
      if (eventId !== null) await call('events.get', { workspaceId, id: eventId });
    }
    for (const format of ['csv', 'jsonl']) await readParts(call, 'exports.job', { jobId, format });
  }
  const { rows } = await call<Output<'audit.list'>>('audit.list', { filter, after: null, limit: 200 });
  for (const { n } of rows) await call('audit.get', { n });
  for (const format of ['csv', 'jsonl']) await readParts(call, 'exports.audit', { filter, format });
  // Secrets that are typed into the search of the audit log find nothing.
  for (const text of Object.values(ENTERED)) {
    const { total } = await call<Output<'audit.list'>>('audit.list', {
      filter: { ...filter, text },
      after: null,
      limit: 1,
    });
    if (total.count > 0) throw new Error('The audit log can be searched for a secret.');
  }
}

export async function readParts(call: Talk['call'], method: string, input: object): Promise<void> {
  let after: string | null = null;
  do {
    const part: Output<'exports.job'> = await call(method, { ...input, after });
    if (part.text === undefined) throw new Error(`${method} was refused.`);
    after = part.next;
  } while (after !== null);
}
