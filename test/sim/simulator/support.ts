/** A small simulator on a clock that stands still until a test moves it, and a client that reads JSON. */
import { onTestFinished } from 'vitest';
import { startSimulator } from '../../../electron/simulator/index.ts';
import type { Simulator, SimulatorOptions, SimWorkspace } from '../../../electron/simulator/index.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A Friday morning. */
export const MORNING = Date.UTC(2026, 10, 20, 9);

export class HandClock {
  at: number;

  constructor(at = MORNING) {
    this.at = at;
  }
  now(): number {
    return this.at;
  }
  advance(ms: number): void {
    this.at += ms;
  }
}

/** What `JSON.parse` gives: answers are read field by field in assertions. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is not JSON. */
  readonly json: Json;
}

export interface Bench {
  readonly simulator: Simulator;
  readonly clock: HandClock;
  readonly workspace: SimWorkspace;
  /** One request with the first workspace's key. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** All records of a cursor list, page by page. */
  all(path: string): Promise<Json[]>;
}

/** Starts a simulator (by default one empty workspace, no limits) that stops with the test. */
export async function bench(options: Partial<SimulatorOptions> = {}): Promise<Bench> {
  const clock = new HandClock();
  const simulator = await startSimulator({
    seed: 11,
    clock,
    limits: { enforce: false },
    world: [{ name: 'ACME', calendars: 0, eventsPerCalendar: 0 }],
    ...options,
  });
  onTestFinished(() => simulator.stop());
  const workspace = simulator.world.workspace(0);

  const call: Bench['call'] = async (method, path, body, headers = {}) => {
    const address = path.startsWith('http') ? path : simulator.origin + path;
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: {
        Authorization: `Token ${workspace.apiKey}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
  const get: Bench['get'] = (path, headers) => call('GET', path, undefined, headers);
  const all = async (path: string): Promise<Json[]> => {
    const records: Json[] = [];
    let next: string | null = path;
    while (next !== null) {
      const reply: Reply = await get(next);
      if (reply.status !== 200) throw new Error(`${next} answered ${reply.status}: ${reply.text}`);
      records.push(...reply.json.results);
      next = reply.json.next;
    }
    return records;
  };
  return { simulator, clock, workspace, call, get, all };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
