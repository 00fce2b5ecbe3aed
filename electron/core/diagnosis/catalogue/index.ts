/** The catalogue of causes: every row of recall-api.md 2.6 as data, and what genuine texts add to it. */
import type { Cause } from '../types.ts';
import { GOOGLE_CLIENT } from './google-client.ts';
import { GOOGLE_USER } from './google-user.ts';
import { GRAPH } from './graph.ts';
import { MICROSOFT_CLIENT } from './microsoft-client.ts';
import { MICROSOFT_TENANT } from './microsoft-tenant.ts';
import { MICROSOFT_USER } from './microsoft-user.ts';
import { OWN, UNKNOWN } from './own.ts';
import { RECALL } from './recall.ts';
import { V1 } from './v1.ts';

export { UNKNOWN } from './own.ts';

export const CAUSES: readonly Cause[] = [
  ...OWN,
  ...RECALL,
  ...GOOGLE_CLIENT,
  ...GOOGLE_USER,
  ...MICROSOFT_CLIENT,
  ...MICROSOFT_USER,
  ...MICROSOFT_TENANT,
  ...GRAPH,
  ...V1,
];

const BY_CODE: ReadonlyMap<string, Cause> = new Map(CAUSES.map((cause) => [cause.code, cause]));

/** The cause with this code; an unknown code (of a newer or older version) is the unknown cause. */
export function causeOf(code: string): Cause {
  return BY_CODE.get(code) ?? UNKNOWN;
}
