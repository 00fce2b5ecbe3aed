/**
 * Everything that triage does with texts in which a secret may stand: details that repeat a calendar's own credentials,
 * refused tests that quote them, notes and saved views into which one was pasted, bundles for tickets, the OAuth doctor.
 */
import type { Input, Output } from '../../../shared/contract.ts';
import type { SimCalendar, SimWorkspace } from '../../../electron/simulator/index.ts';
import { AUDIENCES } from '../../../shared/values.ts';
import { CANARIES } from '../../support/canaries.ts';
import type { Talk } from './play-actions.ts';

/** What people paste where no secret belongs; each in a form by which it can be known. */
export const PASTED = {
  noted: 'ya29.canaryNotedToken-7c10d2',
  kept: '1//canaryKeptInAView-48be20a6f1',
  code: '4/0canaryAuthorisationCode-93aa51',
  clientSecret: 'canaryPastedClientSecret~60fd',
  refreshToken: '0.AcanaryPastedRefreshToken-5b1f77',
  idToken: 'eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOiJpZC10b2tlbiJ9.c2lnbmF0dXJl',
  v1Token: 'canaryCalendarAuthToken-2d90ce',
} as const;

const ADDRESSES = [
  `https://app.example/callback?state=x&code=${encodeURIComponent(PASTED.code)}&scope=openid`,
  `https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=a&client_secret=${PASTED.clientSecret}&refresh_token=${PASTED.refreshToken}`,
  `https://accounts.google.com/o/oauth2/v2/auth?state=${encodeURIComponent(JSON.stringify({ recall_calendar_auth_token: PASTED.v1Token }))}`,
  `{"error":"invalid_grant","id_token":"${PASTED.idToken}","refresh_token":"${PASTED.refreshToken}"}`,
  `Authorization: Bearer ${CANARIES.oauthAccessToken}`,
];

/** `truth` is the simulated workspace with the number `workspaceId`. */
export async function playTriage({ call, until }: Talk, truth: SimWorkspace, workspaceId: number): Promise<void> {
  const victims = truth.calendars().filter(({ status }) => status === 'disconnected');
  for (const calendar of victims.slice(0, 4)) repeatSecrets(truth, calendar);
  await call('sync.now', { workspaceId });
  const saysSo = async (id: string): Promise<boolean> => {
    const { calendar } = await call<Output<'calendars.get'>>('calendars.get', { workspaceId, id });
    return calendar?.statusDetail?.includes('its own record') === true;
  };
  for (const { id } of victims.slice(0, 4)) await until(() => saysSo(id));

  const action: Input<'actions.preview'>['action'] = {
    kind: 'calendar.test_credential',
    targets: { calendars: truth.calendars().map(({ id }) => ({ workspaceId, id })) },
  };
  const { plan } = await call<Output<'actions.preview'>>('actions.preview', { action });
  const { jobId } = await call<Output<'actions.start'>>('actions.start', { action, plan });
  await until(async () => (await call<Output<'jobs.get'>>('jobs.get', { jobId })).state === 'finished');

  const { rows } = await call<Output<'incidents.list'>>('incidents.list', {
    filter: { workspaces: 'all' },
    sort: 'stake',
    after: null,
    limit: 200,
  });
  if (rows.length === 0) throw new Error('There is no incident.');
  for (const [index, { id: incidentId }] of rows.entries()) {
    const note = `Tried it by hand with ${PASTED.noted}, see https://graph.example/me?access_token=${PASTED.noted} (${index})`;
    await call('incidents.note', { incidentId, note });
    await lookAt({ call }, { incidentId });
  }
  await call('incidents.setState', { incidentIds: rows.map(({ id }) => id), state: 'snoozed' });
  for (const { id } of truth.calendars()) {
    for (const method of ['calendars.get', 'calendars.diagnosis']) await call(method, { workspaceId, id });
    await call('calendars.atRisk', { workspaceId, id, limit: 100 });
    await lookAt({ call }, { calendar: { workspaceId, id } });
  }
  await call('incidents.counts', { workspaces: 'all' });
  await call('overview.get', { workspaces: 'all', now: Date.now() });
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  await call('overview.health', {
    workspaces: 'all',
    from: hour - 36_000_000,
    to: hour + 3_600_000,
    spanMs: 3_600_000,
  });

  const address = `?text=${encodeURIComponent(PASTED.kept)}&access_token=${PASTED.kept}`;
  await call('views.save', { page: 'triage', name: `Mine: ${PASTED.kept}`, address });
  await call('views.list', { page: 'triage' });
  for (const text of [...ADDRESSES, ADDRESSES.join('\n')]) {
    const { secrets } = await call<Output<'doctor.oauth'>>('doctor.oauth', { text });
    if (secrets === undefined || secrets.length === 0) throw new Error(`The doctor found no secret in ${text}`);
  }
  // A text that is refused is not quoted either.
  await call('doctor.oauth', { text: [PASTED.clientSecret] });
  await call('incidents.note', { incidentId: 'x', note: PASTED.noted });
  await call('views.save', { page: PASTED.kept, name: '', address: PASTED.kept });
}

/** What a ticket, a customer or an administrator is given. */
async function lookAt({ call }: Pick<Talk, 'call'>, of: Input<'incidents.evidence'>['of']): Promise<void> {
  if ('incidentId' in of) {
    for (const method of ['incidents.get', 'incidents.calendars', 'incidents.meetings'])
      await call(method, { ...of, after: null, limit: 100 });
  }
  await call('calendars.gap', { of, limit: 100 });
  for (const audience of AUDIENCES) {
    for (const format of ['text', 'markdown'] as const) {
      const input = { of, audience, format, timeZone: 'Europe/Vienna' };
      const { text } = await call<Output<'incidents.evidence'>>('incidents.evidence', input);
      if (text === undefined) throw new Error(`There is no text for ${audience}.`);
    }
  }
}

/** Recall's detail, and its refusal of an access token, quote the credentials that they are about. */
function repeatSecrets(workspace: SimWorkspace, calendar: SimCalendar): void {
  const { oauthClientSecret, oauthRefreshToken } = calendar;
  const own = [oauthClientSecret, oauthRefreshToken];
  const all = [...own, ...own.map(encodeURIComponent), JSON.stringify(own)].join(' ');
  workspace.answerInstead(calendar.id, {
    statusChanges: [
      { status: 'connecting', created_at: new Date(calendar.createdUs / 1000).toISOString() },
      {
        status: 'disconnected',
        created_at: new Date().toISOString(),
        detail: `invalid_grant: the text repeats its own record: ${all}`,
        data: { asked: { note: all, [oauthRefreshToken]: 'expired' }, tried: own, header: `Token ${workspace.apiKey}` },
      },
    ],
    tokenRefusal: {
      code: `refused ${CANARIES.oauthRefreshToken}`,
      message: `invalid_grant: ${all} (Authorization: Bearer ${CANARIES.oauthAccessToken}, key ${workspace.apiKey})`,
    },
  });
}
