/**
 * The floor of ingest: fetch a page as text, JSON.parse it, insert every `raw` as text, one transaction a page, crash-safe
 * (WAL, synchronous=FULL), page after page. Nothing that sends the same events into SQLite can do less.
 * Arguments: base URL, API key, database path.
 */
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { say } from '../children.ts';

const [baseUrl = '', apiKey = '', path = ''] = process.argv.slice(2);
const database = new Database(path);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE raw (pk INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO raw (body) VALUES (?)');
const insertAll = database.transaction((bodies: string[]) => {
  for (const body of bodies) insert.run(body);
});

interface PageBody {
  next: string | null;
  results: { raw: unknown }[];
}

let events = 0;
let bytes = 0;
let parseMs = 0;
let url: string | null = `${baseUrl}/api/v2/calendar-events/`;
const cpuBefore = process.cpuUsage();
const start = performance.now();
while (url !== null) {
  const response: Response = await fetch(url, { headers: { authorization: `Token ${apiKey}` } });
  const text = await response.text();
  const parseStart = performance.now();
  const page = JSON.parse(text) as PageBody;
  parseMs += performance.now() - parseStart;
  insertAll(page.results.map((event) => JSON.stringify(event.raw)));
  events += page.results.length;
  bytes += text.length;
  url = page.next;
}
const wallMs = performance.now() - start;
const cpu = process.cpuUsage(cpuBefore);
database.close();
say({ events, bytes, wallMs, parseMs, cpuMs: (cpu.user + cpu.system) / 1000 });
