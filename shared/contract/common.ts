/** What several methods take or give. */
import * as z from 'zod/mini';
import { total } from '../filters.ts';
import { type Schema } from '../method.ts';
import { once } from '../once.ts';

export const nothing = once(() => z.object({}));
export const remoteId = once(() => z.string().check(z.minLength(1), z.maxLength(200)));
export const remoteRef = once(() => z.object({ workspaceId: z.int(), id: remoteId() }));
export const workspaceRef = once(() => z.object({ workspaceId: z.int() }));
/** Secrets enter here and go to the keychain; no method gives one back. */
export const secret = once(() => z.string().check(z.minLength(1), z.maxLength(10_000)));
export const workspaceName = once(() => z.string().check(z.trim(), z.minLength(1), z.maxLength(80)));
export const pollInterval = once(() => z.int().check(z.minimum(15_000), z.maximum(3_600_000)));
export const baseUrl = once(() => z.string().check(z.maxLength(300)));
export const keychain = once(() =>
  z.object({ state: z.enum(['available', 'unavailable', 'memory']), message: z.string() }),
);
export const jobRef = once(() => z.object({ jobId: z.int() }));
export const incidentRef = once(() => z.object({ incidentId: z.int() }));
export const viewPage = once(() => z.enum(['triage', 'calendars', 'events']));
export const exportPart = once(() => z.object({ text: z.string(), next: z.nullable(z.string()) }));
export const page = <R extends Schema>(row: R) =>
  z.object({ rows: z.array(row), next: z.nullable(z.string()), total: total() });
