/** Every kind of action, by its request: adding one is adding a case. */
import type { ActionRequest } from '../../../../shared/actions.ts';
import type { Action } from '../types.ts';
import { connectCalendar } from './connect-calendar.ts';
import { deleteCalendar } from './delete-calendar.ts';
import { reconnect } from './reconnect.ts';
import { retireBot } from './retire-bot.ts';
import { rotateSecret } from './rotate-secret.ts';
import { scheduleBot } from './schedule-bot.ts';
import { testCredential } from './test-credential.ts';
import { unscheduleBot } from './unschedule-bot.ts';
import { updateCredentials } from './update-credentials.ts';

export function actionOf(request: ActionRequest): Action {
  switch (request.kind) {
    case 'calendar.reconnect':
      return reconnect(request);
    case 'calendar.test_credential':
      return testCredential(request);
    case 'calendar.update_credentials':
      return updateCredentials(request);
    case 'calendar.delete':
      return deleteCalendar(request);
    case 'calendar.connect':
      return connectCalendar(request);
    case 'oauth_client.rotate_secret':
      return rotateSecret(request);
    case 'event.schedule_bot':
      return scheduleBot(request);
    case 'event.unschedule_bot':
      return unscheduleBot(request);
    case 'event.retire_bot':
      return retireBot(request);
  }
}
