/** One process that uses the real keychain as a host does; says what happened as JSON lines. */
import { createServer } from 'node:net';
import { endProcess, EXIT } from '../../../electron/shell/exit.ts';
import { createKeychain } from '../../../electron/shell/keychain.ts';

const [mode = '', account = '', value = ''] = process.argv.slice(2);
const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
const wordsOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : String(error));

if (mode === 'silent-bus') {
  // A D-Bus that accepts and never speaks.
  const socket = account;
  await new Promise<void>((resolve) => createServer(() => undefined).listen(socket, resolve));
  process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${socket}`;
}
const keychain = createKeychain({ dataDir: '/data/keychain-test', timeoutMs: 500 });
say(await keychain.state());
switch (mode) {
  case 'set':
    say(await keychain.set(account, value).then(() => 'kept', wordsOf));
    break;
  case 'get':
    say(await keychain.get(account).catch(wordsOf));
    break;
  case 'delete':
    say(await keychain.delete(account).then(() => 'deleted', wordsOf));
    break;
}
endProcess(EXIT.ok, !keychain.busy());
