/**
 * Who carries out which command at the moment. The registry (shared/commands.ts) says what exists; a component
 * that can do one registers a handler while it is on screen. Keys, palette and the application menu all run them
 * from here.
 */
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { commands, type Command, type CommandId } from '../../shared/commands.ts';
import { createKeySequencer, isApple } from './keys.ts';
import { onCommand } from './rpc.ts';

type Handler = () => void;

/** The latest handler of a command wins: a dialog may take over what the page below it does. */
const handlers = new Map<CommandId, Handler[]>();
const watchers = new Set<() => void>();
let available: readonly Command[] = [];

/** True where Mod is ⌘. */
export const APPLE: boolean = isApple(navigator.platform);

/** Carries out a command while the calling component is on screen (and `enabled`). */
export function useCommand(id: CommandId, handler: Handler, enabled = true): void {
  const latest = useRef(handler);
  // Before the paint: whoever sees a list can press its keys.
  useLayoutEffect(() => {
    latest.current = handler;
  });
  useLayoutEffect(() => {
    if (!enabled) return;
    return provide(id, () => latest.current());
  }, [id, enabled]);
}

/** Runs a command; false when nobody on screen can carry it out. */
export function runCommand(id: CommandId): boolean {
  const handler = handlers.get(id)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** The listed commands that can be carried out now, in the registry's order. */
export function useAvailableCommands(): readonly Command[] {
  return useSyncExternalStore(watch, () => available);
}

/** Connects keys and the application menu to the handlers. Returns the function that disconnects them. */
export function listenForCommands(): () => void {
  const sequencer = createKeySequencer(commands, APPLE, (id) => handlers.has(id));
  let seen: KeyboardEvent | null = null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event === seen || event.defaultPrevented || event.isComposing) return;
    seen = event;
    const target = event.target instanceof Element ? event.target : null;
    const result = sequencer.press(event, plainKeysAllowed(target));
    if (result === null || result === 'pending') return;
    if (belongsToControl(event, target)) return;
    if (runCommand(result.command)) event.preventDefault();
  };
  // The second key of a sequence may be a key of the list that has the focus (`g j`): the sequence was begun first.
  const onKeyOfSequence = (event: KeyboardEvent): void => {
    if (!sequencer.waits(event.timeStamp)) return;
    onKeyDown(event);
    if (event.defaultPrevented) event.stopPropagation();
  };
  window.addEventListener('keydown', onKeyOfSequence, { capture: true });
  window.addEventListener('keydown', onKeyDown);
  const stopMenu = onCommand((id) => void runCommand(id));
  return () => {
    window.removeEventListener('keydown', onKeyOfSequence, { capture: true });
    window.removeEventListener('keydown', onKeyDown);
    stopMenu();
  };
}

function provide(id: CommandId, handler: Handler): () => void {
  handlers.set(id, [...(handlers.get(id) ?? []), handler]);
  changed();
  return () => {
    const left = (handlers.get(id) ?? []).filter((other) => other !== handler);
    if (left.length === 0) handlers.delete(id);
    else handlers.set(id, left);
    changed();
  };
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

function changed(): void {
  available = commands.filter((command) => command.listed && handlers.has(command.id));
  for (const watcher of watchers) watcher();
}

/** Where letters are text, or move inside a widget of their own, they are no commands. */
function plainKeysAllowed(target: Element | null): boolean {
  if (target === null) return true;
  if (target instanceof HTMLElement && target.isContentEditable) return false;
  return (
    target.closest('input, textarea, select, dialog, [role=dialog], [role=menu], [role=listbox], [role=combobox]') ===
    null
  );
}

/** Chords that a field needs for its text: select all, undo. */
const KEYS_OF_FIELDS = ['a', 'z'];

/** Enter on a button or link is a press of that button, not "open the row"; Mod+A in a field selects its text. */
function belongsToControl(event: KeyboardEvent, target: Element | null): boolean {
  if (KEYS_OF_FIELDS.includes(event.key.toLowerCase()) && !plainKeysAllowed(target)) return true;
  return event.key === 'Enter' && target?.closest('button, a[href], summary, [role=button], [role=tab]') != null;
}
