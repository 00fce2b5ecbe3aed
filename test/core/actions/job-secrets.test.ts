import { describe, expect, it } from 'vitest';
import { createJobSecrets } from '../../../electron/core/actions/job-secrets.ts';
import { MemorySecrets } from '../../support/core-harness.ts';

const LONG = { clientSecret: 'canary-'.repeat(200), refreshToken: '"canary\\token"\u{1f511}'.repeat(600) };
const forgetful = (store: MemorySecrets) => createJobSecrets(store, () => undefined);

describe("a job's secrets", () => {
  it('survive a restart in the keychain, in pieces that every platform takes', async () => {
    const store = new MemorySecrets();
    await forgetful(store).save(3, LONG, true);
    for (const piece of store.values.values()) expect(Buffer.byteLength(piece, 'utf16le')).toBeLessThanOrEqual(2_560);
    expect(await forgetful(store).load(3)).toEqual(LONG);
    expect(await forgetful(store).load(4)).toBeNull();
  });

  it('may be the longest configuration of a bot, whose own secrets the log knows', async () => {
    const store = new MemorySecrets();
    const known: string[] = [];
    const config = { zoom: { zak_url: 'canary-zak' }, bot_name: 'Scribe', metadata: { text: '"\\'.repeat(45_000) } };
    const given = { botConfig: JSON.stringify(config) };
    expect(given.botConfig.length).toBeGreaterThan(180_000);
    await createJobSecrets(store, (secret) => known.push(secret)).save(3, given, true);
    expect(await forgetful(store).load(3)).toEqual(given);
    expect(known).toEqual(['canary-zak']);
  });

  it('leave nothing behind when they are forgotten', async () => {
    const store = new MemorySecrets();
    const secrets = forgetful(store);
    await secrets.save(3, LONG, true);
    await secrets.forget(3);
    expect(store.values.size).toBe(0);
    expect(await secrets.load(3)).toBeNull();
  });

  it('of training workspaces stay in memory', async () => {
    const store = new MemorySecrets();
    const secrets = forgetful(store);
    await secrets.save(3, LONG, false);
    expect(store.values.size).toBe(0);
    expect(await secrets.load(3)).toEqual(LONG);
  });

  it('that are incomplete count as lost', async () => {
    const store = new MemorySecrets();
    await forgetful(store).save(3, LONG, true);
    store.values.delete('job/3/secrets/2');
    expect(await forgetful(store).load(3)).toBeNull();
  });

  it('are known to the log before they are kept', async () => {
    const known: string[] = [];
    await createJobSecrets(new MemorySecrets(), (secret) => known.push(secret)).save(
      1,
      { clientSecret: 'canary-a' },
      true,
    );
    expect(known).toEqual(['canary-a']);
  });

  it('are forgotten even when the keychain does not answer any more', async () => {
    const store = new MemorySecrets();
    const secrets = forgetful(store);
    await secrets.save(3, LONG, true);
    store.locked = true;
    await secrets.forget(3);
    await expect(secrets.load(3)).rejects.toMatchObject({ code: 'keychain_unavailable' });
  });
});
