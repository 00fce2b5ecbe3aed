import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startTestServer } from './support/web-client.ts';
import type { TestServer } from './support/web-client.ts';

/** Opens the stream; `until` resolves with everything read so far once it holds `text`. */
function listen({ server }: TestServer, cookie: string, lastEventId?: string, query = '') {
  let read = '';
  const waiting: { text: string; resolve: (all: string) => void }[] = [];
  const outgoing = request(`${server.origin}/rpc/events${query}`, {
    headers: { cookie, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
    agent: false,
  });
  outgoing.on('response', (response) => {
    response.on('error', () => undefined);
    response.setEncoding('utf8').on('data', (chunk: string) => {
      read += chunk;
      for (const { text, resolve } of waiting) if (read.includes(text)) resolve(read);
    });
  });
  outgoing.on('error', () => undefined);
  outgoing.end();
  const until = (text: string): Promise<string> =>
    new Promise((resolve) => {
      if (read.includes(text)) resolve(read);
      else waiting.push({ text, resolve });
    });
  return { until, close: () => outgoing.destroy() };
}

const seqs = (stream: string): number[] =>
  [...stream.matchAll(/^data: .*"seq":(\d+)/gm)].map((match) => Number(match[1]));

test('a browser gets every event from when it came, with its number as id', async () => {
  const setup = await startTestServer();
  const cookie = await setup.signIn();
  setup.core.emit(1);
  const stream = listen(setup, cookie);
  await stream.until('id: 1\n\n');
  setup.core.emit(2);
  expect(await stream.until('"seq":2')).toMatch(/id: 2\ndata: \{"seq":2,"topic":"events","workspaceId":1\}\n\n/);
  stream.close();
});

test('a browser that was away gets what it missed', async () => {
  const setup = await startTestServer();
  const cookie = await setup.signIn();
  for (const seq of [1, 2, 3, 4]) setup.core.emit(seq);
  const stream = listen(setup, cookie, '2');
  expect(seqs(await stream.until('"seq":4'))).toEqual([3, 4]);
  stream.close();
});

test('a browser that was away for long sees the gap', async () => {
  const setup = await startTestServer();
  const cookie = await setup.signIn();
  for (let seq = 1; seq <= 400; seq += 1) setup.core.emit(seq);
  const stream = listen(setup, cookie, '2');
  const got = seqs(await stream.until('"seq":400'));
  expect(got[0]).toBeGreaterThan(3);
  expect(got.at(-1)).toBe(400);
  stream.close();
});

test('a page is told where the events stood, and its stream begins there', async () => {
  const setup = await startTestServer();
  const cookie = await setup.signIn();
  for (const seq of [1, 2, 3]) setup.core.emit(seq);
  const { body } = await setup.send({ path: '/', headers: { cookie } });
  expect(/data-events="(\d+)"/.exec(body)?.[1]).toBe('3');
  setup.core.emit(4);
  const stream = listen(setup, cookie, undefined, '?after=3');
  expect(seqs(await stream.until('"seq":4'))).toEqual([4]);
  stream.close();
});
