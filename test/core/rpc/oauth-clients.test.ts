import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHarness, type CoreHarness } from '../../support/core-harness.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const OUTLOOK = {
  clientId: 'app-1',
  name: 'Outlook production',
  platform: 'microsoft_outlook',
  secretExpiresAt: Date.UTC(2026, 10, 24),
  workspaceIds: [],
} as const;

let dir: ReturnType<typeof makeTempDir>;
let core: CoreHarness;

beforeEach(async () => {
  dir = makeTempDir('oauth-clients');
  core = await startHarness({ dataDir: dir.path });
});

afterEach(async () => {
  await core.stop();
  dir.remove();
});

const save = (change: object = {}): Promise<{ id: number }> =>
  core.call('oauthClients.save', { ...OUTLOOK, workspaceIds: [], ...change });

async function logged(): Promise<{ action: string; state: string; summary: string }[]> {
  const { rows } = await core.call('audit.list', { filter: { workspaces: 'all' }, after: null, limit: 50 });
  return rows.map(({ action, state, summary }) => ({ action, state, summary }));
}

describe('the register of OAuth clients', () => {
  it('takes a client, changes it and lets it go, each with one settled audit entry', async () => {
    const { id } = await save();
    await save({ id, secretExpiresAt: Date.UTC(2028, 0, 1), name: 'Outlook' });
    expect((await core.call('oauthClients.list', {})).rows).toMatchObject([{ id, name: 'Outlook', inUse: [] }]);
    await core.call('oauthClients.remove', { id });
    expect((await core.call('oauthClients.list', {})).rows).toEqual([]);

    const [removed, changed, registered, ...more] = await logged();
    expect(more).toEqual([]);
    expect(removed).toMatchObject({ action: 'oauth_client.remove', state: 'done' });
    expect(changed).toMatchObject({ action: 'oauth_client.save', state: 'done' });
    expect(changed?.summary).toContain('name: Outlook production → Outlook');
    expect(changed?.summary).toContain('2026-11-24T00:00:00.000Z → 2028-01-01T00:00:00.000Z');
    expect(changed?.summary).not.toContain('platform');
    expect(registered?.summary).toContain('client id: app-1');
  });

  it('writes nothing into the log when nothing changed', async () => {
    const { id } = await save();
    expect(await save({ id })).toEqual({ id });
    expect(await logged()).toHaveLength(1);
  });

  it('refuses a second client with the same id beside the field, and logs no change', async () => {
    await save();
    expect(await core.answer('oauthClients.save', OUTLOOK)).toMatchObject({
      ok: false,
      error: { code: 'conflict', details: { field: 'clientId' } },
    });
    expect(await logged()).toHaveLength(1);
  });

  it('refuses workspaces that are not here, dates that are none, and clients that are gone', async () => {
    expect(await core.answer('oauthClients.save', { ...OUTLOOK, workspaceIds: [99] })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', details: { field: 'workspaceIds' } },
    });
    expect(
      await core.answer('oauthClients.save', { ...OUTLOOK, secretExpiresAt: Number.MAX_SAFE_INTEGER }),
    ).toMatchObject({ ok: false, error: { code: 'invalid_input', details: { field: 'secretExpiresAt' } } });
    for (const [method, input] of [
      ['oauthClients.save', { ...OUTLOOK, id: 99 }],
      ['oauthClients.remove', { id: 99 }],
    ] as const)
      expect(await core.answer(method, input)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect((await core.call('oauthClients.list', {})).rows).toEqual([]);
    expect(await logged()).toEqual([]);
  });

  it('tells the windows what became stale', async () => {
    await save();
    await core.until(() => Promise.resolve(core.events.some(({ topic }) => topic === 'oauthClients')));
    expect(core.events.map(({ topic }) => topic)).toContain('audit');
  });
});
