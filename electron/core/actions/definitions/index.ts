/** Every kind of action, by its request: adding one is adding a case. */
import type { ActionRequest } from '../../../../shared/actions.ts';
import type { Action } from '../types.ts';
import { connectCalendar } from './connect-calendar.ts';
import { deleteCalendar } from './delete-calendar.ts';
import { reconnect } from './reconnect.ts';
import { rotateSecret } from './rotate-secret.ts';
import { testCredential } from './test-credential.ts';
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
  }
}
