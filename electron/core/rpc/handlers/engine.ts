/** Everything that the engine answers: one table put together from one file per noun. */
import type { EngineHandlers } from '../types.ts';
import { createActionHandlers } from './actions.ts';
import { createAppHandlers } from './app.ts';
import { createBotHandlers } from './bots.ts';
import type { EngineDeps } from './deps.ts';
import { createDoctorHandlers } from './doctor.ts';
import { createIncidentHandlers } from './incidents.ts';
import { createNoticeHandlers } from './notices.ts';
import { createOauthClientHandlers } from './oauth-clients.ts';
import { createSyncHandlers } from './sync.ts';
import { createViewHandlers } from './views.ts';
import { createWorkspaceHandlers } from './workspaces.ts';

export function createEngineHandlers(deps: EngineDeps): EngineHandlers {
  return {
    ...createAppHandlers(deps),
    ...createActionHandlers(deps),
    ...createIncidentHandlers(deps),
    ...createNoticeHandlers(deps),
    ...createViewHandlers(deps),
    ...createOauthClientHandlers(deps),
    ...createWorkspaceHandlers(deps),
    ...createBotHandlers(deps),
    ...createSyncHandlers(deps),
    ...createDoctorHandlers(deps),
  };
}
