/** Whether the audit log is what was written: its chain, its end, and the entries that lists show of it. */
import { fields, auditFacet, auditRow, AUDIT_COLUMNS, projectEntry } from './audit-entries.ts';
import { EMPTY_HEAD, parseHead, recordHash } from './audit-chain.ts';
import type { Head } from './audit-chain.ts';
import { REBUILT_ACTION, saveEntry } from './audit-write.ts';
import type { Check } from './check.ts';
import type { Bindable, Connection } from './connection.ts';
import { limited } from './connection.ts';
import { readMeta } from './meta.ts';
import type { Session } from './session.ts';

/** Records read at once, so that memory stays small. */
const CHUNK = 2_000;
/** Up to here everything is verified at every check (100,000 records: 0.5 s); beyond, only when deep. */
const ALWAYS = 100_000;
/** What a check that is not deep verifies of a longer log. */
const NEWEST = 20_000;

export const AUDIT_CHECK_SQL = {
  chain: limited('SELECT n, entry, at, type, body, previous, hash FROM audit_record WHERE n > ? ORDER BY n', CHUNK),
  hashAt: 'SELECT n, hash FROM audit_record WHERE n <= ? ORDER BY n DESC LIMIT 1',
  lastRecord: 'SELECT ifnull(max(n), 0) FROM audit_record',
  lastOfEntries: 'SELECT ifnull(max(entry), 0) FROM audit_record',
  lastEntry: 'SELECT ifnull(max(pk), 0) FROM audit_entry',
  bodies: 'SELECT entry, body FROM audit_record WHERE entry > ? AND entry <= ? ORDER BY entry, n',
  entries: `SELECT ${AUDIT_COLUMNS}, e.search FROM audit_entry AS e WHERE e.pk > ? AND e.pk <= ? ORDER BY e.pk`,
  actions: 'SELECT name, id FROM audit_action',
} as const;

type ChainTuple = [n: number, entry: number, at: number, type: string, body: string, previous: string, hash: string];

/** Verifies the log; entries that are not shown as their (sound) records say are made again from them. */
export function checkAudit(session: Session, deep: boolean): Check {
  const name = 'Audit log';
  const { connection } = session;
  const number = (sql: string): number => connection.get<[number]>(sql)?.[0] ?? 0;
  const last = number(AUDIT_CHECK_SQL.lastRecord);
  const from = deep || last <= ALWAYS ? 0 : last - NEWEST;
  const { problems, rebuiltAt } = chainProblems(connection, from);
  const end = Math.max(number(AUDIT_CHECK_SQL.lastOfEntries), number(AUDIT_CHECK_SQL.lastEntry));
  const { unproven, different } = entryProblems(connection, from, end);
  problems.push(
    ...unproven.map((n) => ({ at: n, text: `Nothing in the log proves entry ${n}: its first record is not there.` })),
  );
  const unexplained = problems.filter(({ at }) => at > rebuiltAt);
  if (unexplained.length > 0) {
    unexplained.push(...different.map((n) => ({ at: n, text: `Entry ${n} is not shown as its records say.` })));
    return { name, state: 'failed', message: `${some(unexplained)} ${MEANING}` };
  }
  if (different.length > 0) {
    session.write(() => different.forEach((n) => saveEntry(connection, n)));
    const entries = different.length === 1 ? `Entry ${different[0]} was` : `${different.length} entries were`;
    return {
      name,
      state: 'warning',
      message: `${entries} not shown as the records say (the first is entry ${different[0]}), which means that somebody or something changed the database. The records are sound, so what is shown has been made from them again.`,
    };
  }
  if (problems.length > 0) return { name, state: 'warning', message: `${some(problems)} ${LOST}` };
  const count = (n: number): string => n.toLocaleString('en');
  if (from > 0) {
    const message = `The newest ${count(NEWEST)} of ${count(last)} records are an unbroken chain. The deep check looks at all of them.`;
    return { name, state: 'ok', message };
  }
  const message =
    last === 0
      ? 'The audit log is empty.'
      : `An unbroken chain of ${count(last)} ${last === 1 ? 'record' : 'records'}.`;
  return { name, state: 'ok', message };
}

const MEANING =
  'So the audit log cannot prove everything that happened. Somebody or something changed the file: keep a copy of the data folder, and find out who can write to it. New records are chained on all the same.';
const LOST =
  'That was before the damaged database was rebuilt, which the log says itself; what came after is an unbroken chain. The damaged file was kept aside.';

/** `at`: the record that it is about, or the last of them. */
interface Problem {
  readonly at: number;
  readonly text: string;
}

/** The first few of them in full. */
function some(problems: readonly Problem[]): string {
  const shown = problems
    .slice(0, 3)
    .map(({ text }) => text)
    .join(' ');
  return problems.length <= 3 ? shown : `${shown} There are ${problems.length - 3} more findings like these.`;
}

/**
 * What is wrong with the records after `from`, and with the end of the log; and the newest sound record (0: none) that says
 * that the damaged database was rebuilt, which explains what is wrong before it.
 */
function chainProblems(connection: Connection, from: number): { problems: Problem[]; rebuiltAt: number } {
  const problems: Problem[] = [];
  let rebuiltAt = 0;
  const before = from === 0 ? undefined : connection.get<[number, string]>(AUDIT_CHECK_SQL.hashAt, [from]);
  let at: Head = before === undefined ? EMPTY_HEAD : { n: before[0], hash: before[1] };
  let rows: ChainTuple[];
  do {
    rows = connection.all<ChainTuple>(AUDIT_CHECK_SQL.chain, [at.n]);
    for (const row of rows) {
      const own = recordProblems(row, at);
      problems.push(...own);
      if (row[4].includes(REBUILT_ACTION) && isRebuild(row)) rebuiltAt = row[0];
      at = { n: row[0], hash: row[6] };
    }
  } while (rows.length === CHUNK);
  const text = readMeta(connection, 'audit_head');
  const head = parseHead(text);
  if (head === null) {
    if (at.n > 0 || text !== null) {
      problems.push({ at: Infinity, text: 'The note of where the log ends is lost, so its end may be missing.' });
    }
  } else if (head.n > at.n) problems.push(missing(at.n + 1, head.n));
  else if (head.n < at.n || head.hash !== at.hash) {
    problems.push({ at: Infinity, text: 'The note of where the log ends is wrong.' });
  }
  return { problems, rebuiltAt };
}

/** True for the first record of an entry about a rebuilt database, as it was written. */
function isRebuild([, , , type, body, previous, hash]: ChainTuple): boolean {
  return type === 'intended' && fields(body).get('action') === REBUILT_ACTION && hash === recordHash(previous, body);
}

function recordProblems([n, entry, at, type, body, previous, hash]: ChainTuple, before: Head): Problem[] {
  const problems: Problem[] = [];
  if (n !== before.n + 1) problems.push(missing(before.n + 1, n - 1));
  else if (previous !== before.hash) {
    problems.push({ at: n, text: `Record ${n} does not follow from the record before it.` });
  }
  const told = fields(body);
  const columns = told.get('entry') === entry && told.get('at') === at && told.get('type') === type;
  if (!columns || hash !== recordHash(previous, body)) {
    problems.push({ at: n, text: `Record ${n} of entry ${entry} is not what was written.` });
  }
  return problems;
}

const missing = (first: number, last: number): Problem => ({
  at: last,
  text: first >= last ? `Record ${first} is missing.` : `Records ${first} to ${last} are missing.`,
});

/** Entries after `from` that no record begins, and those that are not what their records say. */
function entryProblems(connection: Connection, from: number, end: number): { unproven: number[]; different: number[] } {
  const actions = new Map(connection.all<[string, number]>(AUDIT_CHECK_SQL.actions));
  const unproven: number[] = [];
  const different: number[] = [];
  for (let low = from; low < end; low += CHUNK) {
    const range = [low, Math.min(low + CHUNK, end)];
    const bodies = new Map<number, string[]>();
    for (const [entry, body] of connection.all<[number, string]>(AUDIT_CHECK_SQL.bodies, range)) {
      const known = bodies.get(entry);
      if (known === undefined) bodies.set(entry, [body]);
      else known.push(body);
    }
    const stored = new Map<number, Bindable[]>();
    for (const row of connection.all<[number, ...Bindable[]]>(AUDIT_CHECK_SQL.entries, range)) stored.set(row[0], row);
    for (const n of new Set([...bodies.keys(), ...stored.keys()])) {
      const entry = projectEntry(bodies.get(n) ?? []);
      if (entry === null) {
        unproven.push(n);
        continue;
      }
      // No action has number 0, so an action that the dictionary lost is a difference too.
      const told = auditRow(entry, auditFacet(actions.get(entry.action) ?? 0, entry.state));
      const shown = stored.get(n);
      if (shown === undefined || told.some((value, column) => value !== shown[column])) different.push(n);
    }
  }
  return { unproven, different };
}
