/** The schema's history: one numbered file per released step, applied in order, each in one transaction. */
import { sql as first } from './0001-first.ts';
import { sql as waitingOrder } from './0002-waiting-order.ts';
import { sql as searchFingerprint } from './0003-search-fingerprint.ts';
import { sql as ledger } from './0004-ledger.ts';
import { sql as triage } from './0005-triage.ts';
import { sql as verdicts } from './0006-verdicts.ts';

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, sql: first },
  { version: 2, sql: waitingOrder },
  { version: 3, sql: searchFingerprint },
  { version: 4, sql: ledger },
  { version: 5, sql: triage },
  { version: 6, sql: verdicts },
];

/** The schema that this version of Callboard reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;
