import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import { createFileLog, Redactor } from '../../electron/core/log.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'callboard-log-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const written = (): string => readFileSync(join(dataDir, 'logs', 'callboard.log'), 'utf8');

describe('the log', () => {
  it('replaces a remembered secret wherever it is quoted', () => {
    const redactor = new Redactor();
    redactor.add('sekret-value-123');
    createFileLog(dataDir, systemClock, redactor).write('warn', 'the key sekret-value-123 failed', {
      body: '{"key":"sekret-value-123"}',
    });
    expect(written()).not.toContain('sekret-value-123');
    expect(written()).toContain('[redacted]');
  });

  it('replaces what is shaped like a credential even when nobody remembered it', () => {
    const log = createFileLog(dataDir, systemClock, new Redactor());
    log.write('info', 'sent Authorization: Token abcdef0123456789 and whsec_plJ3nmyCDGBKInavdOK15jsl');
    expect(written()).not.toContain('abcdef0123456789');
    expect(written()).not.toContain('plJ3nmyCDGBKInavdOK15jsl');
  });

  it('writes a file that only its owner can read', () => {
    createFileLog(dataDir, systemClock, new Redactor()).write('info', 'hello');
    expect(statSync(join(dataDir, 'logs', 'callboard.log')).mode & 0o777).toBe(0o600);
  });

  it('does not throw when the folder cannot be written to', () => {
    const log = createFileLog('/dev/null/nowhere', systemClock, new Redactor());
    expect(() => log.write('error', 'still fine')).not.toThrow();
  });
});
