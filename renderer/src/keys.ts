/**
 * From key presses to commands: chords (`Mod+K`) and sequences (`g c`), as written in the command registry. Pure;
 * time comes with each press.
 */
import type { Command, CommandId } from '../../shared/commands.ts';

/** What a key event says, as far as commands care. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** ms; only differences count. */
  readonly timeStamp: number;
}

/** How long a sequence waits for its next key, ms. */
export const SEQUENCE_MS = 1_200;

/** True on Apple's systems, where Mod is ⌘. */
export function isApple(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

/**
 * One press in the registry's notation. Shift is named only with Mod or for letters: `?` is already the shifted
 * key on most layouts. Null for a bare modifier.
 */
export function chordOf(press: KeyPress, apple: boolean): string | null {
  if (['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'CapsLock', 'Dead'].includes(press.key)) return null;
  const mod = apple ? press.metaKey : press.ctrlKey;
  const foreign = apple ? press.ctrlKey : press.metaKey;
  if (foreign) return null;
  const letter = press.key.length === 1 && press.key.toLowerCase() !== press.key.toUpperCase();
  const shift = press.shiftKey && (mod || letter || press.key.length > 1);
  const key = letter ? (mod ? press.key.toUpperCase() : press.key.toLowerCase()) : press.key;
  return [mod ? 'Mod+' : '', press.altKey ? 'Alt+' : '', shift ? 'Shift+' : '', key].join('');
}

export interface KeySequencer {
  /**
   * `command`: run this one; `pending`: the start of a sequence, wait; null: nobody's key.
   * @param plainKeys False while a field has the focus: then only chords with Mod count.
   */
  press(press: KeyPress, plainKeys: boolean): { command: CommandId } | 'pending' | null;
  /** True while a sequence that was begun waits for its next key. `timeStamp` as in {@link KeyPress}. */
  waits(timeStamp: number): boolean;
}

/**
 * Understands the keys of the given commands.
 * @param canRun Whether somebody on screen carries out a command: of several with one key that one is meant.
 */
export function createKeySequencer(
  commands: readonly Command[],
  apple: boolean,
  canRun: (id: CommandId) => boolean = () => true,
): KeySequencer {
  const bindings = commands.flatMap(({ id, keys }) => keys.map((keys) => ({ id, chords: keys.split(' ') })));
  let typed: string[] = [];
  let typedAt = 0;

  const match = (chords: readonly string[]): { command: CommandId } | 'pending' | null => {
    const fitting = bindings.filter((binding) => chords.every((chord, index) => binding.chords[index] === chord));
    const whole = fitting.filter((binding) => binding.chords.length === chords.length);
    const meant = whole.find(({ id }) => canRun(id)) ?? whole[0];
    if (meant !== undefined) return { command: meant.id };
    return fitting.length > 0 ? 'pending' : null;
  };

  const waits = (timeStamp: number): boolean => typed.length > 0 && timeStamp - typedAt <= SEQUENCE_MS;

  return {
    waits,
    press(press, plainKeys) {
      const chord = chordOf(press, apple);
      if (chord === null) return null;
      if (!plainKeys && !chord.startsWith('Mod+')) {
        typed = [];
        return null;
      }
      const continues = waits(press.timeStamp);
      typedAt = press.timeStamp;
      const continued = continues ? match([...typed, chord]) : null;
      // A key that does not continue the sequence may begin another one.
      const result = continued ?? match([chord]);
      typed = result === 'pending' ? (continued === 'pending' ? [...typed, chord] : [chord]) : [];
      return result;
    },
  };
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** The caps to draw for one binding: `Mod+K` → `['⌘K']` or `['Ctrl', 'K']`; `g c` → `['g', 'c']`. */
export function keyCaps(binding: string, apple: boolean): string[] {
  return binding.split(' ').flatMap((chord) => {
    const parts = chord.split('+').map((part) => KEY_NAMES[part] ?? part);
    if (!apple) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part));
    const symbols: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
    return [parts.map((part) => symbols[part] ?? part).join('')];
  });
}
