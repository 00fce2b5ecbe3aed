/** Workspaces and how their replicas are kept. */
import * as z from 'zod/mini';
import { region, syncStatus, workspace, workspaceColour, workspaceMode } from '../entities.ts';
import { workspaceScope } from '../filters.ts';
import { ask, mutation, query } from '../method.ts';
import { workspaceRecipe } from '../verdicts.ts';
import { baseUrl, nothing, pollInterval, secret, workspaceName, workspaceRef } from './common.ts';

export const workspacesMethods = {
  'workspaces.list': query('All workspaces.', nothing, () => z.object({ rows: z.array(workspace()) })),
  'workspaces.add': mutation(
    'Add a workspace; its key goes to the keychain. Refused when another workspace has the same key.',
    () =>
      z.object({
        name: workspaceName(),
        region: region(),
        /** Only for region `custom`: https, or http on loopback. */
        baseUrl: z.optional(baseUrl()),
        apiKey: secret(),
        webhookSecret: z.optional(secret()),
        colour: workspaceColour(),
        mode: workspaceMode(),
        pollIntervalMs: pollInterval(),
      }),
    workspace,
  ),
  'workspaces.update': mutation(
    'Change a workspace; fields left out stay as they are.',
    () =>
      z.object({
        workspaceId: z.int(),
        name: z.optional(workspaceName()),
        region: z.optional(region()),
        baseUrl: z.optional(baseUrl()),
        apiKey: z.optional(secret()),
        webhookSecret: z.optional(secret()),
        colour: z.optional(workspaceColour()),
        mode: z.optional(workspaceMode()),
        pollIntervalMs: z.optional(pollInterval()),
      }),
    workspace,
  ),
  'workspaces.test': ask(
    'Try a key against a region with one list call; with `workspaceId` alone, the stored key.',
    () =>
      z.object({
        workspaceId: z.optional(z.int()),
        region: z.optional(region()),
        baseUrl: z.optional(baseUrl()),
        apiKey: z.optional(secret()),
      }),
    () => z.object({ works: z.boolean(), message: z.string() }),
  ),
  'workspaces.removalPreview': query(
    'What removing a workspace would delete here (nothing at Recall).',
    workspaceRef,
    () => z.object({ calendars: z.int(), events: z.int(), bots: z.int(), historyEntries: z.int() }),
  ),
  'workspaces.remove': mutation(
    'Delete a workspace, its rows and its keychain entries; nothing at Recall.',
    workspaceRef,
    nothing,
  ),
  'workspaces.recipes': query(
    'Which deduplication recipe each workspace uses, and how many events break it.',
    () => z.object({ workspaces: workspaceScope() }),
    () => z.object({ rows: z.array(workspaceRecipe()) }),
  ),
  'workspaces.setRecipe': mutation(
    'Say which recipe a workspace uses; null: infer it from the keys again.',
    () =>
      z.object({
        workspaceId: z.int(),
        template: z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(500))),
      }),
    nothing,
  ),
  'sync.status': ask('Progress, freshness, budget and errors of every workspace.', nothing, () =>
    z.object({ rows: z.array(syncStatus()) }),
  ),
  'sync.now': mutation(
    'Sync at once; without a workspace, all of them.',
    () => z.object({ workspaceId: z.optional(z.int()) }),
    nothing,
  ),
  'sync.pause': mutation('Stop syncing a workspace until resumed.', workspaceRef, nothing),
  'sync.resume': mutation('Resume syncing a workspace.', workspaceRef, nothing),
} as const;
