/** The program itself: state, keychain, notices, search, health checks, training mode. */
import * as z from 'zod/mini';
import { protection } from '../actions.ts';
import { oauthReport, workspaceNotices } from '../diagnosis.ts';
import { calendarRow, eventRow, workspace } from '../entities.ts';
import { workspaceScope } from '../filters.ts';
import { ask, mutation, query } from '../method.ts';
import { keychain, nothing } from './common.ts';

export const appMethods = {
  'app.info': ask('Shell, versions, data folder, keychain and storage state.', nothing, () =>
    z.object({
      shell: z.enum(['electron', 'web', 'cli']),
      appVersion: z.string(),
      versions: z.record(z.string(), z.string()),
      dataDir: z.string(),
      keychain: keychain(),
      storage: z.object({
        /** rebuilt: the file was damaged, kept aside and is being filled again; read_only / full: nothing can be written. */
        state: z.enum(['ok', 'rebuilt', 'read_only', 'full']),
        message: z.string(),
        bytes: z.int(),
        schemaVersion: z.int(),
      }),
    }),
  ),
  'app.keepSecretsInMemory': mutation(
    'Agree to keep secrets in memory until quit, where there is no keychain.',
    nothing,
    keychain,
  ),
  'app.protection': ask('Whether changes are locked for all workspaces.', nothing, protection),
  'app.protect': mutation(
    'Lock or unlock changes for all workspaces; what is left out stays as it is.',
    () => z.object({ locked: z.optional(z.boolean()), lockAtStart: z.optional(z.boolean()) }),
    protection,
  ),
  'app.notices': ask('Which desktop notifications each workspace gives.', nothing, () =>
    z.object({ rows: z.array(workspaceNotices()) }),
  ),
  'app.setNotices': mutation("Change one workspace's desktop notifications.", workspaceNotices, nothing),
  'app.search': query(
    'Find calendars, events and bots by e-mail, title, any id or meeting link.',
    () =>
      z.object({
        text: z.string().check(z.maxLength(2_000)),
        workspaces: workspaceScope(),
        limit: z.int().check(z.minimum(1), z.maximum(100)),
      }),
    () =>
      z.object({
        calendars: z.array(calendarRow()),
        events: z.array(eventRow()),
        bots: z.array(z.object({ workspaceId: z.int(), botId: z.string() })),
        /** True when more matched than `limit`. */
        more: z.boolean(),
      }),
  ),
  'doctor.oauth': query(
    'What is wrong with a pasted authorisation URL, callback URL or error text. Nothing of it is kept.',
    () => z.object({ text: z.string().check(z.maxLength(200_000)) }),
    oauthReport,
  ),
  'doctor.run': ask(
    'Check the data folder, the database, the keychain and every workspace.',
    () => z.object({ deep: z.optional(z.boolean()) }),
    () =>
      z.object({
        healthy: z.boolean(),
        checks: z.array(
          z.object({ name: z.string(), state: z.enum(['ok', 'warning', 'failed']), message: z.string() }),
        ),
      }),
  ),
  'demo.start': mutation('Start the built-in Recall simulator and add its training workspaces.', nothing, () =>
    z.object({ rows: z.array(workspace()) }),
  ),
  'demo.stop': mutation('Remove the training workspaces and stop the simulator.', nothing, nothing),
} as const;
