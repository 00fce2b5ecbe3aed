import { onTestFinished } from 'vitest';
import { startCoreHost } from '../../../electron/shell/core-host.ts';
import type { CoreHost, CoreHostOptions } from '../../../electron/shell/core-host.ts';
import { createKeychain } from '../../../electron/shell/keychain.ts';
import { FakeKeytar } from './fake-keytar.ts';

const ECHO = new URL('./echo-worker.ts', import.meta.url);

/** A core host around two echo workers; stopped when the running test ends. */
export function startEchoHost(options: Partial<CoreHostOptions> = {}): CoreHost {
  const host = startCoreHost({
    dataDir: '',
    host: { shell: 'web', appVersion: '0', versions: {}, actor: { user: 'tester', host: 'bench' } },
    workers: { core: ECHO, reader: ECHO, simulator: new URL('./sad-simulator.ts', import.meta.url) },
    secrets: createKeychain({ dataDir: '', load: () => Promise.resolve(new FakeKeytar()) }),
    pauseMs: () => 1,
    ...options,
  });
  onTestFinished(async () => {
    await host.stop();
  });
  return host;
}
