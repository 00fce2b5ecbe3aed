/** What the command line prints arrives whole, whatever stands at the other end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';

const RPC = new URL('../../electron/shell/cli/rpc.ts', import.meta.url).href;
const TEXT = 'ä'.repeat(400_000);

/** A process that prints {@link TEXT} once its standard input ends. Asking for process.stdout makes the pipe non-blocking. */
function printing() {
  const code = `const { printAnswer } = await import(${JSON.stringify(RPC)});
    process.stdout.writable;
    process.stdin.resume().on('end', () => {
      process.exitCode = printAnswer({ ok: true, value: 'ä'.repeat(${TEXT.length}) });
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

test('an answer larger than a pipe is waited for until the reader has taken all of it', async () => {
  const child = printing();
  child.stdin.end();
  // The reader is late: the first piece is left lying until the pipe is full.
  await once(child.stdout, 'readable');
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) pieces.push(piece as Buffer);
  expect(JSON.parse(Buffer.concat(pieces).toString('utf8'))).toBe(TEXT);
});

test('a reader that leaves early is no failure', async () => {
  const child = printing();
  child.stdout.destroy();
  child.stdin.end();
  const [status] = (await once(child, 'exit')) as [number | null];
  expect(status).toBe(0);
});
