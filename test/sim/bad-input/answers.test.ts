/**
 * Answers that Recall should never give, or that something between us and Recall gives in its place. For each: words that
 * say what happened, what it means and what to do; nothing that was here is lost; the workspace beside it goes on; and
 * once the trouble is over, everything converges to Recall's truth.
 */
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../electron/simulator/index.ts';
import { changeSomething, healthyGoesOn, SEED, withConsole } from './support/console.ts';

const always = 1_000_000;

interface Trouble {
  readonly name: string;
  readonly kind: FaultKind;
  readonly code: string;
  /** What the message must say. */
  readonly words: readonly RegExp[];
  readonly hangs?: boolean;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: 'a wrong key, or a right one in the wrong region (401)',
    kind: { type: 'status', status: 401 },
    code: 'unauthorized',
    words: [/refused the API key/, /region/, /settings/],
  },
  {
    name: 'an empty credit balance (402)',
    kind: { type: 'status', status: 402 },
    code: 'remote_rejected',
    words: [/credit balance/, /Billing/],
  },
  {
    name: "the firewall's page (403 with HTML)",
    kind: { type: 'status', status: 403, body: 'html' },
    code: 'forbidden',
    words: [/firewall/, /network/],
  },
  {
    name: "a proxy's sign-in page",
    kind: { type: 'html' },
    code: 'remote_unavailable',
    words: [/web page instead of JSON/, /proxy/, /sign in/],
  },
  {
    name: 'JSON that is cut off',
    kind: { type: 'truncatedJson' },
    code: 'remote_unavailable',
    words: [/not complete JSON/, /cut off or damaged/],
  },
  {
    name: 'text that is no JSON',
    kind: { type: 'malformedJson' },
    code: 'remote_unavailable',
    words: [/not complete JSON/],
  },
  { name: 'nothing at all', kind: { type: 'emptyBody' }, code: 'remote_unavailable', words: [/answered with nothing/] },
  {
    name: 'a next page on another host',
    kind: { type: 'foreignNext' },
    code: 'remote_rejected',
    words: [/elsewhere\.example/, /API key went nowhere else/, /base URL/],
  },
  {
    name: 'a redirect to another host',
    kind: { type: 'redirect' },
    code: 'remote_rejected',
    words: [/redirect to elsewhere\.example/, /did not follow/],
  },
  {
    name: 'a connection that breaks in every body',
    kind: { type: 'reset' },
    code: 'remote_unavailable',
    words: [/broke off/],
  },
  {
    name: 'a storm of 503 with HTML',
    kind: { type: 'status', status: 503, body: 'html' },
    code: 'remote_unavailable',
    words: [/trouble answering \(503\)/, /by itself/],
  },
  {
    name: 'no answer, ever',
    kind: { type: 'hang' },
    code: 'remote_unavailable',
    words: [/in time/, /tries again by itself/],
    hangs: true,
  },
  {
    name: 'an answer that drips and never ends',
    kind: { type: 'drip', everyMs: 5 },
    code: 'remote_unavailable',
    words: [/in time/],
    hangs: true,
  },
];

describe(`a workspace whose every answer is (seed ${SEED})`, () => {
  for (const trouble of TROUBLES) {
    it(`${trouble.name} says so, keeps what it has, disturbs nobody and recovers`, () =>
      withConsole({ expectHangs: trouble.hangs === true }, async (bench) => {
        const before = await bench.everything(bench.struck);
        const fault = bench.sim.faults.add({ match: { workspace: 'Struck', times: always }, kind: trouble.kind });
        const missed = changeSomething(bench.struck, 'Changed while nothing could be read');

        const error = await bench.failure(bench.struck);
        expect(error.code).toBe(trouble.code);
        for (const words of trouble.words) expect(error.message).toMatch(words);
        expect(error.message).not.toMatch(/canary|</);
        expect(error.retryAt).toBeGreaterThan(bench.clock.now());
        expect((await bench.status(bench.struck)).state).toBe('failed');
        expect(await bench.everything(bench.struck)).toEqual(before);
        await healthyGoesOn(bench, 'Changed beside the trouble');
        expect(await bench.everything(bench.struck)).toEqual(before);

        fault.remove();
        await bench.converge(bench.struck);
        expect((await bench.event(bench.struck, missed)).event.title).toBe('Changed while nothing could be read');
        await bench.converge(bench.healthy);
        expect(bench.sim.stats.totalThrottled()).toBe(0);
      }));
  }
});
