import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHarness, type CoreHarness } from '../../support/core-harness.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const SHARED = '{start_time}-{meeting_url}';

let dir: ReturnType<typeof makeTempDir>;
let core: CoreHarness;
let workspaceId: number;

beforeEach(async () => {
  dir = makeTempDir('recipes');
  core = await startHarness({ dataDir: dir.path });
  // Nobody answers at this address, and nobody has to.
  const added = await core.call('workspaces.add', {
    name: 'Acme',
    region: 'custom',
    baseUrl: 'http://127.0.0.1:9',
    apiKey: 'key-of-acme-0123456789',
    colour: 'blue',
    mode: 'operate',
    pollIntervalMs: 300_000,
  });
  workspaceId = added.id;
});

afterEach(async () => {
  await core.stop();
  dir.remove();
});

const choose = (template: string | null) => core.answer('workspaces.setRecipe', { workspaceId, template });
const inUse = async () => (await core.call('workspaces.recipes', { workspaces: 'all' })).rows;
const summaries = async (): Promise<string[]> => {
  const { rows } = await core.call('audit.list', { filter: { workspaces: 'all' }, after: null, limit: 50 });
  return rows.filter(({ action }) => action === 'workspace.setRecipe').map(({ summary }) => summary);
};

describe('the recipe of a workspace', () => {
  it('is chosen, chosen again and left to the keys again, each with one audit entry', async () => {
    expect(await inUse()).toMatchObject([{ workspaceId, inUse: null, source: 'none' }]);
    expect(await choose(SHARED)).toMatchObject({ ok: true });
    expect(await choose(SHARED)).toMatchObject({ ok: true });
    expect(await inUse()).toMatchObject([{ inUse: { name: 'shared', template: SHARED }, source: 'chosen' }]);
    expect(await choose('  {event_id}  ')).toMatchObject({ ok: true });
    expect(await inUse()).toMatchObject([{ inUse: { name: 'custom', template: '{event_id}' } }]);
    expect(await choose(null)).toMatchObject({ ok: true });
    expect(await inUse()).toMatchObject([{ inUse: null, source: 'none' }]);
    const [back, second, first, ...more] = await summaries();
    expect(more).toEqual([]);
    expect(first).toContain(`inferred from the keys → ${SHARED}`);
    expect(second).toContain(`${SHARED} → {event_id}`);
    expect(back).toContain('{event_id} → inferred from the keys');
  });

  it('is refused beside the field when it cannot tell meetings apart, or names what nobody knows', async () => {
    for (const template of ['{meeting_url}', '{start_time}-{room}', 'x']) {
      expect(await choose(template)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', details: { field: 'template' } },
      });
    }
    expect(await inUse()).toMatchObject([{ source: 'none' }]);
    expect(await summaries()).toEqual([]);
  });

  it('of a workspace that is not here is refused', async () => {
    expect(await core.answer('workspaces.setRecipe', { workspaceId: 99, template: SHARED })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });

  it('tells the windows what became stale', async () => {
    await choose(SHARED);
    const topics = () => new Set(core.events.map(({ topic }) => topic));
    await core.until(() => Promise.resolve(topics().has('workspaces') && topics().has('events')));
    expect(topics()).toContain('audit');
  });
});
