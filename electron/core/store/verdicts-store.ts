/** The writing half of verdicts (verdicts.ts) on the writer's connection. */
import { botMissing, noteLook } from './bot-facts.ts';
import type { Connection } from './connection.ts';
import { chooseRecipe, keySamples, saveInferredRecipe } from './recipes.ts';
import { unseenBots } from './unseen-bots.ts';
import { pendingVerdicts } from './verdict-pending.ts';
import { createVerdictWriter } from './verdict-write.ts';
import type { Verdicts } from './verdicts.ts';

export interface VerdictsDeps {
  readonly read: <T>(work: (connection: Connection) => T) => T;
  /** Runs `work` in one transaction. */
  readonly write: <T>(work: (connection: Connection) => T) => T;
  /** The same where the workspace is here; throws CallboardError `not_found` where it is not. */
  readonly writeTo: <T>(workspaceId: number, work: (connection: Connection) => T) => T;
}

export function createVerdicts({ read, write, writeTo }: VerdictsDeps): Verdicts {
  return {
    verdicts: (work) => write((connection) => work(createVerdictWriter(connection))),
    pendingVerdicts: (atMost) => read((connection) => pendingVerdicts(connection, atMost)),
    unseenBots: (workspaceId, from, to, limit) =>
      read((connection) => unseenBots(connection, workspaceId, from, to, limit)),
    keySamples: (workspaceId, now, limit) => read((connection) => keySamples(connection, workspaceId, now, limit)),
    saveInferredRecipe: (workspaceId, inferred, sampled, share) =>
      writeTo(workspaceId, (connection) => saveInferredRecipe(connection, workspaceId, inferred, sampled, share)),
    chooseRecipe: (workspaceId, template) => {
      writeTo(workspaceId, (connection) => chooseRecipe(connection, workspaceId, template));
    },
    botMissing: (workspaceId, botId, at) => {
      writeTo(workspaceId, (connection) => botMissing(connection, workspaceId, botId, at));
    },
    noteLook: (workspaceId, botId) => {
      writeTo(workspaceId, (connection) => noteLook(connection, workspaceId, botId));
    },
  };
}
