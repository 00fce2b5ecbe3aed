/**
 * Answers a replica question in this thread, without a core: what a script asks is there in the time that Node itself
 * needs, and it works beside a running console, because a reader never writes.
 */
import type { Answer } from '../../../shared/envelope.ts';
import { databasePath } from '../../core/data-folder.ts';
import { createFileLog, Redactor } from '../../core/log.ts';
import { createDispatcher } from '../../core/rpc/dispatch.ts';
import { createReplicaHandlers } from '../../core/rpc/handlers/replica.ts';
import { canRead, openReader } from '../../core/store/index.ts';
import { translateError } from '../../core/translate-error.ts';

const clock = { now: Date.now };

/** Null where there is no readable database of this version: then the core has to open, or migrate, it first. */
export async function readHere(dataDir: string, method: string, input: unknown): Promise<Answer<unknown> | null> {
  const path = databasePath(dataDir);
  if (!canRead(path)) return null;
  const log = createFileLog(dataDir, clock, new Redactor());
  const reader = openReader(path, { log });
  try {
    const handlers = createReplicaHandlers(() => reader, clock);
    return await createDispatcher(handlers, log, translateError).call('cli', method, input);
  } finally {
    reader.close();
  }
}
