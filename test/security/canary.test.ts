/**
 * No secret is ever on disk, in a log, in an answer or in what a process prints (DESIGN.md, invariant 5). Known values
 * enter wherever secrets enter; afterwards every byte that Callboard produced is searched for them.
 */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../electron/simulator/index.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { systemClock } from '../../electron/core/clock.ts';
import { createFileLog, Redactor } from '../../electron/core/log.ts';
import { CANARIES, filesBelow, searchBytes, searchText } from '../support/canaries.ts';
import { startHarness } from '../support/core-harness.ts';
import type { CoreHarness } from '../support/core-harness.ts';
import { testDir } from '../support/test-dir.ts';

describe('the search for canaries', () => {
  const needle = CANARIES.apiKey;

  it.each([
    ['UTF-8', Buffer.from(`before ${needle} after`)],
    ['UTF-16', Buffer.from(`before ${needle} after`, 'utf16le')],
    ['hex', Buffer.from(Buffer.from(`xyz${needle}xyz`).toString('hex'))],
    ['Base64, aligned', Buffer.from(Buffer.from(`${needle} after`).toString('base64'))],
    ['Base64, one off', Buffer.from(Buffer.from(`x${needle} after`).toString('base64'))],
    ['Base64, two off', Buffer.from(Buffer.from(`xy${needle} after`).toString('base64url'))],
  ])('finds a value written in %s', (_form, bytes) => {
    const dir = testDir();
    writeFileSync(join(dir, 'file'), bytes);
    expect(searchBytes(dir, [needle])).not.toEqual([]);
    expect(searchBytes(dir, [CANARIES.webhookSecret])).toEqual([]);
  });

  it('finds an address-escaped value', () => {
    const url = `https://example.com/?token=${encodeURIComponent(CANARIES.oauthRefreshToken)}`;
    expect(searchText('url', url, [CANARIES.oauthRefreshToken])).not.toEqual([]);
  });
});
