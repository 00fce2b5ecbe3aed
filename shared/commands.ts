/**
 * The command registry: everything that a person can ask for without a value, once. Menu, palette, keys and the
 * `?` sheet all read it; the renderer holds the one handler per id.
 *
 * Keys are alternatives; each is a chord (`Mod+K`; Mod is ⌘ on macOS, else Ctrl) or a sequence of keys separated
 * by spaces (`g c`). Single letters work only while no field has the focus. No chord that browsers keep for themselves
 * (reload, new window, developer tools): the same keys have to work on the web host. A key may belong to several commands
 * (`r` acts, on calendars and on incidents) as long as no page carries out two of them.
 */

/** Where a command stands in the menu bar, the palette and the key sheet. */
export const COMMAND_GROUPS = {
  file: 'File',
  go: 'Go',
  list: 'List',
  calendar: 'Calendar',
  event: 'Event',
  triage: 'Triage',
  view: 'View',
  sync: 'Sync',
  help: 'Help',
} as const;

export type CommandGroup = keyof typeof COMMAND_GROUPS;

interface CommandShape {
  readonly id: string;
  /** Sentence case; a verb first. */
  readonly label: string;
  readonly group: CommandGroup;
  readonly keys: readonly string[];
  /** False for movements that make sense as keys only (next row …). */
  readonly listed: boolean;
}

export const COMMANDS = [
  { id: 'workspace.add', label: 'Add a workspace', group: 'file', keys: ['n w'], listed: true },
  { id: 'demo.start', label: 'Explore with training data', group: 'file', keys: [], listed: true },
  { id: 'demo.stop', label: 'Remove training data', group: 'file', keys: [], listed: true },
  { id: 'app.lock', label: 'Lock or unlock changes', group: 'file', keys: [], listed: true },
  { id: 'app.copyAddress', label: 'Copy the address of this view', group: 'file', keys: ['y l'], listed: true },

  { id: 'search.focus', label: 'Search or run a command', group: 'go', keys: ['Mod+K'], listed: true },
  { id: 'go.overview', label: 'Go to overview', group: 'go', keys: ['g h'], listed: true },
  { id: 'go.triage', label: 'Go to triage', group: 'go', keys: ['g t'], listed: true },
  { id: 'go.calendars', label: 'Go to calendars', group: 'go', keys: ['g c'], listed: true },
  { id: 'go.events', label: 'Go to schedule', group: 'go', keys: ['g s'], listed: true },
  { id: 'go.bots', label: 'Go to bots', group: 'go', keys: ['g b'], listed: true },
  { id: 'go.jobs', label: 'Go to jobs', group: 'go', keys: ['g j'], listed: true },
  { id: 'go.audit', label: 'Go to audit', group: 'go', keys: ['g a'], listed: true },
  { id: 'go.oauthClients', label: 'Go to OAuth clients', group: 'go', keys: ['g o'], listed: true },
  { id: 'go.oauthDoctor', label: 'Check an OAuth URL or error', group: 'go', keys: ['g d'], listed: true },
  { id: 'go.workspaces', label: 'Go to workspaces', group: 'go', keys: ['g w'], listed: true },
  { id: 'go.settings', label: 'Go to settings', group: 'go', keys: ['g ,', 'Mod+,'], listed: true },
  { id: 'go.back', label: 'Go back', group: 'go', keys: ['Alt+ArrowLeft'], listed: false },
  { id: 'go.forward', label: 'Go forward', group: 'go', keys: ['Alt+ArrowRight'], listed: false },

  { id: 'list.filter', label: 'Filter the list', group: 'list', keys: ['/'], listed: true },
  { id: 'list.clearFilters', label: 'Clear filters', group: 'list', keys: [], listed: true },
  { id: 'list.next', label: 'Next row', group: 'list', keys: ['j', 'ArrowDown'], listed: false },
  { id: 'list.previous', label: 'Previous row', group: 'list', keys: ['k', 'ArrowUp'], listed: false },
  { id: 'list.check', label: 'Select or unselect the row', group: 'list', keys: ['x'], listed: false },
  { id: 'list.checkTo', label: 'Select all rows up to this one', group: 'list', keys: ['Shift+x'], listed: false },
  { id: 'list.checkAll', label: 'Select all loaded rows', group: 'list', keys: ['Mod+A'], listed: true },
  { id: 'list.checkMatching', label: 'Select all that match', group: 'list', keys: [], listed: true },
  { id: 'list.uncheckAll', label: 'Clear the selection', group: 'list', keys: [], listed: true },
  { id: 'list.open', label: 'Open the row as a page', group: 'list', keys: ['Enter'], listed: false },
  { id: 'list.undo', label: 'Undo', group: 'list', keys: ['Mod+Z'], listed: true },
  { id: 'list.close', label: 'Close the detail, return to the row', group: 'list', keys: ['Escape'], listed: false },

  { id: 'calendar.connect', label: 'Connect a calendar', group: 'calendar', keys: ['n c'], listed: true },
  { id: 'calendar.reconnect', label: 'Reconnect', group: 'calendar', keys: ['r'], listed: true },
  { id: 'calendar.test', label: 'Test credential', group: 'calendar', keys: ['t c'], listed: true },
  { id: 'calendar.update', label: 'Update credentials', group: 'calendar', keys: [], listed: true },
  { id: 'calendar.delete', label: 'Delete from Recall', group: 'calendar', keys: [], listed: true },

  { id: 'calendar.copyTicket', label: 'Copy evidence for a ticket', group: 'calendar', keys: ['y t'], listed: true },
  {
    id: 'calendar.copyMessage',
    label: 'Copy a message for the customer',
    group: 'calendar',
    keys: ['y m'],
    listed: true,
  },
  { id: 'calendar.copyForIt', label: 'Copy a message for their IT', group: 'calendar', keys: ['y i'], listed: true },

  { id: 'event.schedule', label: 'Schedule or move the bot', group: 'event', keys: ['r'], listed: true },
  { id: 'event.unschedule', label: 'Unschedule the bot', group: 'event', keys: [], listed: true },

  { id: 'triage.act', label: 'Take the safe action', group: 'triage', keys: ['r'], listed: true },
  { id: 'triage.acknowledge', label: 'Acknowledge', group: 'triage', keys: ['e'], listed: true },
  { id: 'triage.snooze', label: 'Snooze until it grows', group: 'triage', keys: ['s'], listed: true },
  { id: 'triage.reopen', label: 'Put back into the inbox', group: 'triage', keys: ['o'], listed: true },
  { id: 'triage.note', label: 'Write a note', group: 'triage', keys: ['n n'], listed: true },
  { id: 'view.save', label: 'Save this view', group: 'view', keys: [], listed: true },

  { id: 'theme.toggle', label: 'Switch between light, dark and system', group: 'view', keys: [], listed: true },
  { id: 'timezone.toggle', label: 'Switch between UTC and local time', group: 'view', keys: ['t z'], listed: true },

  { id: 'sync.now', label: 'Sync now', group: 'sync', keys: ['u'], listed: true },

  { id: 'help.keys', label: 'Show keyboard shortcuts', group: 'help', keys: ['?'], listed: true },
] as const satisfies readonly CommandShape[];

export type CommandId = (typeof COMMANDS)[number]['id'];

/** One entry of the registry, with its id narrowed to the known ones. */
export interface Command extends CommandShape {
  readonly id: CommandId;
}

/** The registry typed as plain commands, for code that walks it. */
export const commands: readonly Command[] = COMMANDS;

/** True for an id in the registry; narrows untrusted strings. */
export function isCommandId(value: unknown): value is CommandId {
  return COMMANDS.some((command) => command.id === value);
}
