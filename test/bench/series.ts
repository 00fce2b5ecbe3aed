/** What several suites measure in the same way: series of one question, and the floor that lists are read against. */
import Database from 'better-sqlite3';
import { Rng } from '../../electron/simulator/rng.ts';
import { median, percentile, samples } from './measure.ts';

const RUNS = 3;

/** The best p99 of three series, ms: a disturbance of the machine hits one of them, a slow query all three. */
export function bestP99(ask: () => unknown): number {
  let best = Infinity;
  for (let run = 0; run < RUNS; run += 1) best = Math.min(best, percentile(samples(100, run === 0 ? 10 : 0, ask), 99));
  return best;
}

/** p50 of fetching 100 random rows of a table by its integer key, ms: no list of 100 rows can be had for less. */
export function randomRowsFloor(path: string, table: 'event' | 'outage', key: 'pk' | 'id'): number {
  const database = new Database(path, { readonly: true });
  database.pragma('cache_size = -65536');
  const highest = Number(database.prepare(`SELECT max(${key}) FROM ${table}`).pluck().get());
  const row = database.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).raw();
  const rng = new Rng(4);
  const floor = median(
    samples(400, 100, () => {
      for (let index = 0; index < 100; index += 1) row.get(rng.int(1, highest));
    }),
  );
  database.close();
  return floor;
}
