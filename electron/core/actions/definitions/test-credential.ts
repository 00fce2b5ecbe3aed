/**
 * `calendar.test_credential`: asks Recall for an access token, the only documented live test of a credential
 * (recall-api.md 2.5). The token is dropped inside the client; nothing changes at Recall.
 */
import type { ActionRequest } from '../../../../shared/actions.ts';
import type { CredentialTest } from '../../recall/types.ts';
import type { Action, Verdict } from '../types.ts';
import { counted } from '../words.ts';
import { idOf, namedCalendars } from './targets.ts';

/** What leaves, for the audit log. */
export const DESCRIBES_TEST = 'POST access-token: the answer is read for success only';

export function testCredential(request: Extract<ActionRequest, { kind: 'calendar.test_credential' }>): Action {
  return {
    kind: request.kind,
    danger: 'remote',
    target: 'calendar',
    operation: 'calendars.accessToken',
    secrets: [],
    oauthClientId: null,
    probe: false,
    proof: 'answer',
    describes: DESCRIBES_TEST,
    candidates: (world) => namedCalendars(request.targets, world),
    title: (count) => `Test the ${count === 1 ? 'credential' : 'credentials'} of ${counted(count, 'calendar')}`,
    confirmation: () => null,
    consequences: () => [
      {
        severity: 'info',
        text: 'Recall asks Google or Microsoft for a fresh access token. Callboard throws it away unseen; nothing changes.',
      },
    ],
    async send(call) {
      const test = await call.client.testCredential(idOf(call), call.options);
      return {
        record: null,
        gone: false,
        serverNow: test.serverNow,
        status: test.works ? 200 : 400,
        answer: test.works ? 'a token came and was dropped' : test.code,
        verdict: verdictOf(test),
        tested: test,
      };
    },
    // A test that got lost is simply made again.
    arrived: async () => ({ outcome: 'not_applied' }),
  };
}

/** The outcome of a test in words (recall-api.md 2.5). */
export function verdictOf(test: CredentialTest): Verdict {
  if (test.works)
    return { state: 'ok', message: 'The credential works: the provider gave Recall a fresh access token.' };
  const said = test.message === '' ? '' : ` Recall says: ${test.message}`;
  switch (test.code) {
    case 'no_oauth_credentials':
      return {
        state: 'failing',
        message: `Recall holds no credential for this calendar; it has to be given one.${said}`,
      };
    case 'bad_refresh_token':
      return {
        state: 'failing',
        message: `The provider refused the refresh token; its owner has to authorise again.${said}`,
      };
    default:
      return { state: 'failing', message: `The credential does not work (${test.code}).${said}` };
  }
}
