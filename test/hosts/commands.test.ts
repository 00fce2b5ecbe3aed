import { expect, test } from 'vitest';
import { commands, isCommandId } from '../../shared/commands.ts';
import { menuTemplate } from '../../electron/shell/menu.ts';

test('ids and keys are unique, so that one key never means two commands', () => {
  const ids = commands.map(({ id }) => id);
  const keys = commands.flatMap((command) => command.keys);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
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
