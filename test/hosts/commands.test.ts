import { expect, test } from 'vitest';
import { commands, isCommandId } from '../../shared/commands.ts';
import { menuTemplate } from '../../electron/shell/menu.ts';

test('ids are unique', () => {
  const ids = commands.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('one key means one command, but for those that mean the same on pages of their own', () => {
  const owners = new Map<string, string[]>();
  for (const { id, keys } of commands) for (const key of keys) owners.set(key, [...(owners.get(key) ?? []), id]);
  const shared = [...owners].filter(([, ids]) => ids.length > 1);
  // Each page that has one of them has no handler for the others: triage knows incidents, the schedule events, all others calendars.
  expect(Object.fromEntries(shared)).toEqual({ r: ['calendar.reconnect', 'event.schedule', 'triage.act'] });
});

test('no single key is the beginning of a sequence', () => {
  const keys = commands.flatMap((command) => command.keys);
  for (const key of keys) expect(keys.filter((other) => other.startsWith(`${key} `))).toEqual([]);
});

test('only names in the registry are commands', () => {
  expect(isCommandId('sync.now')).toBe(true);
  for (const other of ['sync', '', null, 3, {}]) expect(isCommandId(other)).toBe(false);
});

test('the menu holds every listed command once and runs it by its id', () => {
  const ran: string[] = [];
  const menu = menuTemplate('linux', (id) => ran.push(id));
  const items = menu.flatMap((entry) => (Array.isArray(entry.submenu) ? entry.submenu : []));
  const own = items.filter((item) => item.id !== undefined);
  for (const item of own) Reflect.apply(item.click ?? (() => undefined), undefined, []);
  expect(ran.toSorted()).toEqual(
    commands
      .filter(({ listed }) => listed)
      .map(({ id }) => id)
      .toSorted(),
  );
});

test('menu keys are shown but not registered: the window handles them', () => {
  const items = menuTemplate('darwin', () => undefined).flatMap((entry) =>
    Array.isArray(entry.submenu) ? entry.submenu : [],
  );
  const withKeys = items.filter((item) => item.accelerator !== undefined);
  expect(withKeys.map(({ id, accelerator }) => [id, accelerator])).toContainEqual(['search.focus', 'CmdOrCtrl+K']);
  expect(withKeys.every((item) => item.registerAccelerator === false)).toBe(true);
});
