/**
 * A Recall that means harm, and the whole console against it, in real time: wherever its answers point, the API key goes to
 * the workspace's own host and nowhere else (invariant 6), its text stays text, its size is bounded.
 */
import { gzipSync } from 'node:zlib';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../electron/simulator/index.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { MemorySecrets, startHarness } from '../support/core-harness.ts';
import type { CoreHarness } from '../support/core-harness.ts';
import { freePort } from '../support/ports.ts';
import { testDir } from '../support/test-dir.ts';

const KEY = 'canary-api-key-0123456789abcdef';

interface Host {
  readonly origin: string;
  readonly requests: IncomingMessage[];
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

async function startHost(answer: Answer): Promise<Host> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server's address is an AddressInfo; only pipes give a string.
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, requests };
}

const sendPage = (response: ServerResponse, page: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
};

interface Console {
  readonly core: CoreHarness;
  readonly log: string[];
  readonly dataDir: string;
}

async function startConsole(secrets = new MemorySecrets()): Promise<Console> {
  const dataDir = testDir('hostile');
  const log: string[] = [];
  const core = await startHarness({
    dataDir,
    secrets,
    log: { write: (level, message, fields) => void log.push(JSON.stringify({ level, message, ...fields })) },
  });
  onTestFinished(() => core.stop());
  return { core, log, dataDir };
}

const addWorkspace = (core: CoreHarness, name: string, baseUrl: string, apiKey: string) =>
  core.call('workspaces.add', {
    name,
    region: 'custom',
    baseUrl,
    apiKey,
    colour: 'red',
    mode: 'read_only',
    pollIntervalMs: 60_000,
  });

async function errorOf(core: CoreHarness, workspaceId: number): Promise<{ code: string; message: string }> {
  let error: { code: string; message: string } | null = null;
  await core.until(async () => {
    const { rows } = await core.call('sync.status', {});
    error = rows.find((row) => row.workspaceId === workspaceId)?.error ?? null;
    return error !== null;
  });
  if (error === null) throw new Error('unreachable: until waits for it');
  return error;
}

/** A second workspace, sound, that must be filled whatever happens to the first. */
async function startSoundRecall(): Promise<Simulator> {
  const simulator = await startSimulator({
    seed: 11,
    world: [{ name: 'Sound', calendars: 2, eventsPerCalendar: 20 }],
    limits: { enforce: false },
  });
  onTestFinished(() => simulator.stop());
  return simulator;
}

async function expectSoundFilled({ core }: Console, simulator: Simulator): Promise<void> {
  const [offer] = simulator.workspaces;
  if (offer === undefined) throw new Error('The simulator has no workspace.');
  const { id } = await addWorkspace(core, offer.name, offer.baseUrl, offer.apiKey);
  await core.until(async () => {
    const row = (await core.call('sync.status', {})).rows.find(({ workspaceId }) => workspaceId === id);
    return row?.state === 'idle' && row.freshAt !== null && row.error === null;
  });
  const { rows } = await core.call('calendars.list', {
    filter: { workspaces: [id] },
    sort: { by: 'email', direction: 'asc' },
    after: null,
    limit: 10,
  });
  expect(rows.length).toBe(2);
}

describe('the API key goes to no other host', () => {
  const emptyPage = { next: null, previous: null, results: [] };

  for (const status of [301, 302, 303, 307, 308]) {
    it(`when Recall answers with ${status}`, async () => {
      const thief = await startHost((response) => sendPage(response, emptyPage));
      const hostile = await startHost((response) => {
        response.writeHead(status, { location: `${thief.origin}/api/v2/calendars/` }).end();
      });
      const sound = await startSoundRecall();
      const console_ = await startConsole();
      const { id } = await addWorkspace(console_.core, 'Hostile', hostile.origin, KEY);
      const error = await errorOf(console_.core, id);
      expect(error.message).toMatch(/did not follow it, so the API key went nowhere else/);
      expect(hostile.requests[0]?.headers.authorization).toBe(`Token ${KEY}`);
      await expectSoundFilled(console_, sound);
      expect(thief.requests).toEqual([]);
    });
  }

  it('when the next page is said to be elsewhere, whatever tricks its address plays', async () => {
    const thief = await startHost((response) => sendPage(response, emptyPage));
    const { host: stolen, port } = new URL(thief.origin);
    let turn = 0;
    const hostile: Host = await startHost((response, request) => {
      const own = request.headers.host ?? '';
      const tricks = [
        `${thief.origin}/api/v2/calendars/?cursor=x`,
        `//${stolen}/?cursor=x`,
        `http://${own}@${stolen}/?cursor=x`,
        `\\\\${stolen}/?cursor=x`,
        `http:${stolen}/?cursor=x`,
        `http://localhost:${port}/?cursor=x`,
        `http://[::ffff:127.0.0.1]:${port}/?cursor=x`,
        `HTTP://${own}.evil.example/?cursor=x`,
      ];
      sendPage(response, { ...emptyPage, next: tricks[turn % tricks.length] });
      turn += 1;
    });
    const console_ = await startConsole();
    const { id } = await addWorkspace(console_.core, 'Hostile', hostile.origin, KEY);
    await errorOf(console_.core, id);
    while (turn < 24) {
      const before = turn;
      await console_.core.call('sync.now', { workspaceId: id });
      await console_.core.until(async () => {
        await console_.core.call('sync.status', {});
        return turn > before;
      });
    }
    expect(thief.requests).toEqual([]);
    expect(new Set(hostile.requests.map(({ url }) => new URL(url ?? '', hostile.origin).pathname))).toEqual(
      new Set(['/api/v2/calendars/', '/api/v2/calendar-events/']),
    );
  });

  it('when a workspace is tested, or its address is changed back', async () => {
    const thief = await startHost((response) => sendPage(response, emptyPage));
    const hostile = await startHost((response) => {
      response.writeHead(307, { location: thief.origin }).end();
    });
    const { core } = await startConsole();
    const tested = await core.call('workspaces.test', { region: 'custom', baseUrl: hostile.origin, apiKey: KEY });
    expect(tested.works).toBe(false);
    expect(tested.message).toMatch(/redirect/);
    for (const baseUrl of [
      'http://example.com',
      'ftp://127.0.0.1',
      `https://user:${KEY}@example.com`,
      'javascript:1',
    ]) {
      expect(await core.answer('workspaces.test', { region: 'custom', baseUrl, apiKey: KEY })).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
    }
    expect(thief.requests).toEqual([]);
  });
});

describe('a Recall that cannot be reached', () => {
  it('because nobody listens says so, and the workspace comes alive when somebody does', async () => {
    const port = await freePort();
    const sound = await startSoundRecall();
    const console_ = await startConsole();
    const offer = sound.workspaces[0];
    const tested = await console_.core.call('workspaces.test', {
      region: 'custom',
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: offer?.apiKey ?? '',
    });
    expect(tested.works).toBe(false);
    expect(tested.message).toMatch(/refused the connection.*firewall/);
    await expectSoundFilled(console_, sound);
  });

  it('because its name does not exist says so', async () => {
    const { core } = await startConsole();
    const tested = await core.call('workspaces.test', {
      region: 'custom',
      baseUrl: 'https://recall.invalid',
      apiKey: KEY,
    });
    expect(tested.works).toBe(false);
    expect(tested.message).toMatch(/could not be found|no way to|refused|broke off/);
    expect(tested.message).toMatch(/recall\.invalid/);
  });
});

describe('an answer meant to do harm', () => {
  it('that unpacks to 300 MB is cut off, named, and leaves the console its memory and its other workspace', async () => {
    const member = gzipSync(Buffer.alloc(10_000_000, 32));
    const bomb = Buffer.concat(Array.from({ length: 30 }, () => member));
    const hostile = await startHost((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    });
    const sound = await startSoundRecall();
    const console_ = await startConsole();
    const { id } = await addWorkspace(console_.core, 'Bomb', hostile.origin, KEY);
    const error = await errorOf(console_.core, id);
    expect(error.code).toBe('remote_rejected');
    expect(error.message).toMatch(/more data than any real answer has.*something other than Recall/);
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(250_000_000);
    await expectSoundFilled(console_, sound);
  });

  it('with our own key in its words does not bring the key to the screen or into the log', async () => {
    const hostile = await startHost((response, request) => {
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(JSON.stringify({ detail: `You sent ${request.headers.authorization ?? ''}, <b>did you not</b>` }));
    });
    const console_ = await startConsole();
    const { id } = await addWorkspace(console_.core, 'Echo', hostile.origin, KEY);
    const error = await errorOf(console_.core, id);
    const tested = await console_.core.call('workspaces.test', { workspaceId: id });
    const doctor = await console_.core.call('doctor.run', {});
    expect(error.code).toBe('remote_rejected');
    expect(JSON.stringify([error, tested, doctor, console_.log, console_.core.posted()])).not.toContain(KEY);
    expect(JSON.stringify([error, tested])).not.toContain('<b>');
  });

  it('that is not even HTTP is named', async () => {
    const server = createTcp((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-OpenSSH_9.6\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    // A listening TCP server's address is an AddressInfo.
    const { port } = server.address() as AddressInfo;
    const { core } = await startConsole();
    const tested = await core.call('workspaces.test', {
      region: 'custom',
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: KEY,
    });
    expect(tested.works).toBe(false);
    expect(tested.message).toMatch(/broke off/);
  });

  it('with a header block of megabytes, or headers that split, is refused and nothing is poisoned', async () => {
    const hostile = await startHost((response) => {
      response.setHeader('content-type', 'application/json');
      for (let n = 0; n < 40; n += 1) response.setHeader(`x-filler-${n}`, 'x'.repeat(10_000));
      response.end(JSON.stringify({ next: null, results: [] }));
    });
    const { core } = await startConsole();
    const tested = await core.call('workspaces.test', { region: 'custom', baseUrl: hostile.origin, apiKey: KEY });
    expect(tested.works).toBe(false);
    for (const apiKey of [`${KEY}\r\nx-injected: 1`, `${KEY}\u0000`, 'ключ']) {
      const before = hostile.requests.length;
      const refused = await core.call('workspaces.test', { region: 'custom', baseUrl: hostile.origin, apiKey });
      expect(refused.works).toBe(false);
      expect(refused.message).toMatch(/characters that no key has/);
      expect(hostile.requests.length).toBe(before);
    }
  });
});
