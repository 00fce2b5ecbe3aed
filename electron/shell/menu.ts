/** The menu bar, built from the command registry; a click sends the command's id to the window. */
import type { MenuItemConstructorOptions } from 'electron';
import { COMMAND_GROUPS, commands } from '../../shared/commands.ts';
import type { Command, CommandGroup, CommandId } from '../../shared/commands.ts';

/** The template for Menu.buildFromTemplate. */
export function menuTemplate(platform: NodeJS.Platform, run: (id: CommandId) => void): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const items = (group: CommandGroup): MenuItemConstructorOptions[] =>
    commands.filter((command) => command.group === group && command.listed).map((command) => item(command, run));
  const menu = (group: CommandGroup, ...more: MenuItemConstructorOptions[]): MenuItemConstructorOptions => ({
    label: COMMAND_GROUPS[group],
    submenu: [...items(group), ...more],
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    menu('file', line, { role: mac ? 'close' : 'quit' }),
    { role: 'editMenu' },
    menu('go'),
    menu('list'),
    menu('calendar'),
    menu('event'),
    menu('triage'),
    menu('view', line, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, line, {
      role: 'togglefullscreen',
    }),
    menu('sync'),
    { role: 'windowMenu' },
    menu('help', line, { role: 'toggleDevTools' }),
  ];
}

function item(command: Command, run: (id: CommandId) => void): MenuItemConstructorOptions {
  const chord = command.keys.find((keys) => keys.startsWith('Mod+'));
  return {
    id: command.id,
    label: command.label,
    click: () => run(command.id),
    // Shown, not registered: the window handles its keys itself, and a second handler would run the command twice.
    ...(chord === undefined ? {} : { accelerator: chord.replace('Mod+', 'CmdOrCtrl+'), registerAccelerator: false }),
  };
}
