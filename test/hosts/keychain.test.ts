import { describe, expect, test } from 'vitest';
import { createKeychain, serviceName } from '../../electron/shell/keychain.ts';
import { FakeKeytar } from './support/fake-keytar.ts';

function keychainOf(keytar: FakeKeytar, timeoutMs = 3_000) {
  return createKeychain({ dataDir: '/data', load: () => Promise.resolve(keytar), timeoutMs });
}

describe('a working keychain', () => {
  test('keeps, finds and deletes secrets under a name of its own per data folder', async () => {
    const keytar = new FakeKeytar();
    const secrets = keychainOf(keytar);
    await secrets.set('workspace/1/api-key', 's3cret');
    expect(await secrets.get('workspace/1/api-key')).toBe('s3cret');
    expect([...keytar.entries.keys()]).toEqual([`${serviceName('/data')}/workspace/1/api-key`]);
    const other = createKeychain({ dataDir: '/other', load: () => Promise.resolve(keytar) });
    expect(await other.get('workspace/1/api-key')).toBeNull();
    await secrets.delete('workspace/1/api-key');
    expect(await secrets.get('workspace/1/api-key')).toBeNull();
    expect(await secrets.state()).toMatchObject({ state: 'available' });
  });

  test('is preferred to memory also when memory was agreed to', async () => {
    expect(await keychainOf(new FakeKeytar()).useMemory()).toMatchObject({ state: 'available' });
  });
});

describe('no keychain', () => {
  const missing = () =>
    createKeychain({ dataDir: '/data', load: () => Promise.reject(new Error('Cannot find module')) });

  test('says what is missing, offers memory, and keeps nothing until that is accepted', async () => {
    const secrets = missing();
    const state = await secrets.state();
    expect(state.state).toBe('unavailable');
    expect(state.message).toMatch(/libsecret.*keep them in memory until you quit/s);
    await expect(secrets.set('a', 'b')).rejects.toMatchObject({ code: 'keychain_unavailable', retryable: true });
    await expect(secrets.get('a')).rejects.toMatchObject({ code: 'keychain_unavailable' });
    expect(await secrets.useMemory()).toMatchObject({ state: 'memory' });
    await secrets.set('a', 'b');
    expect(await secrets.get('a')).toBe('b');
    await secrets.delete('a');
    expect(await secrets.get('a')).toBeNull();
  });

  test.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', /no Secret Service/],
    ['The name org.freedesktop.secrets was not provided by any .service files', /no Secret Service/],
    ['Cannot create an item in a locked collection', /is locked/],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', /no keyring that is unlocked/],
    ['Could not connect: No such file or directory', /no Secret Service/],
    ['something else', /refused the request/],
  ])('"%s" is put in words, without repeating the system text', async (text, words) => {
    const keytar = new FakeKeytar();
    keytar.mode = new Error(text);
    const { state, message } = await keychainOf(keytar).state();
    expect(state).toBe('unavailable');
    expect(message).toMatch(words);
    expect(message).not.toContain(text);
  });
});

describe('a keychain that can be read but not written (locked, without a display)', () => {
  test('is unavailable from the start, is left alone for a while, and used again once it works', async () => {
    let now = 0;
    const keytar = new FakeKeytar();
    keytar.locked = true;
    const secrets = createKeychain({ dataDir: '/data', load: () => Promise.resolve(keytar), monotonic: () => now });
    expect((await secrets.state()).state).toBe('unavailable');
    const asked = keytar.asked;
    expect((await secrets.state()).state).toBe('unavailable');
    expect(keytar.asked).toBe(asked);
    keytar.locked = false;
    now += 30_000;
    expect((await secrets.state()).state).toBe('available');
    expect(keytar.entries.size).toBe(0);
  });

  test('is noticed when it is locked later', async () => {
    const keytar = new FakeKeytar();
    const secrets = keychainOf(keytar);
    expect((await secrets.state()).state).toBe('available');
    keytar.locked = true;
    await expect(secrets.set('a', 'b')).rejects.toMatchObject({ code: 'keychain_unavailable' });
    expect((await secrets.state()).state).toBe('unavailable');
    expect((await secrets.useMemory()).state).toBe('memory');
  });
});

describe('a keychain that does not answer', () => {
  test('counts as unavailable after the timeout, holds up one request only, and is used again once it wakes', async () => {
    const keytar = new FakeKeytar();
    keytar.mode = 'hangs';
    const secrets = keychainOf(keytar, 1);
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => secrets.get(`k${n}`).catch((error: unknown) => error)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ code: 'keychain_unavailable' });
    expect(keytar.asked).toBe(1);
    expect(secrets.busy()).toBe(true);
    expect((await secrets.state()).message).toMatch(/does not answer/);
    keytar.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(secrets.busy()).toBe(false);
    expect(await secrets.state()).toMatchObject({ state: 'available' });
  });
});
