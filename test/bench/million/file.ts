/** The large file, built once per schema and kept in .cache/bench, because building it takes minutes. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../children.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** CALLBOARD_BENCH_CACHE: another place, so that a quick look does not cost the large file. */
const CACHE = process.env['CALLBOARD_BENCH_CACHE'] ?? join(ROOT, '.cache', 'bench');
/** The file's times are relative to its building; after this it is built again (ms). */
const MAX_AGE_MS = 3 * 86_400_000;

export interface BuiltFile {
  /** Data folder that holds it as callboard.db. */
  readonly dataDir: string;
  readonly events: number;
  /** Writing cost of each 100,000 events, µs per event. */
  readonly microsPerEvent: readonly number[];
  /** After writing, before idle work. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly jsonBytes: number;
  readonly builtAt: number;
}

type Message =
  | {
      readonly kind: 'mark';
      readonly written: number;
      readonly microsPerEvent: number;
      readonly bytes: number;
      readonly jsonBytes: number;
    }
  | {
      readonly kind: 'done';
      readonly judged: number;
      readonly judgeMicros: number;
      readonly idleMs: number;
      readonly bytes: number;
      readonly jsonBytes: number;
    };

export async function largeFile(events: number): Promise<BuiltFile> {
  const dataDir = join(CACHE, `${events}-${sourceHash()}`);
  const facts = join(dataDir, 'facts.json');
  if (existsSync(facts)) {
    const known = JSON.parse(readFileSync(facts, 'utf8')) as BuiltFile;
    if (Date.now() - known.builtAt < MAX_AGE_MS) return known;
  }
  rmSync(CACHE, { recursive: true, force: true });
  const building = `${dataDir}.building`;
  mkdirSync(building, { recursive: true });
  process.stdout.write(`building a file of ${events} events (kept in .cache/bench)\n`);
  const child = startChild<Message>(new URL('./build-child.ts', import.meta.url), [
    join(building, 'callboard.db'),
    events,
  ]);
  const microsPerEvent: number[] = [];
  let bytesBefore = 0;
  for (;;) {
    const message = await child.next();
    if (message.kind === 'mark') {
      microsPerEvent.push(message.microsPerEvent);
      bytesBefore = message.bytes;
      process.stdout.write(`  ${message.written} events, ${message.microsPerEvent.toFixed(0)} µs/event\n`);
      continue;
    }
    process.stdout.write(`  ${message.judged} judged, ${message.judgeMicros.toFixed(0)} µs/event\n`);
    process.stdout.write(`  idle work ${(message.idleMs / 1000).toFixed(0)} s\n`);
    const built: BuiltFile = {
      dataDir,
      events,
      microsPerEvent,
      bytesBefore,
      bytesAfter: message.bytes,
      jsonBytes: message.jsonBytes,
      builtAt: Date.now(),
    };
    renameSync(building, dataDir);
    writeFileSync(facts, JSON.stringify(built));
    return built;
  }
}

/** Changes when the code that writes the file changes. */
function sourceHash(): string {
  const hash = createHash('sha256');
  for (const folder of [
    'electron/core/store',
    'electron/core/store/migrations',
    'electron/simulator',
    'electron/core/recall',
    'electron/core/diagnosis/events',
  ]) {
    for (const name of readdirSync(join(ROOT, folder)).sort()) {
      if (name.endsWith('.ts')) hash.update(readFileSync(join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}
