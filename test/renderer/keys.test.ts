import { describe, expect, it } from 'vitest';
import { chordOf, createKeySequencer, keyCaps, SEQUENCE_MS, type KeyPress } from '../../renderer/src/keys.ts';
import { commands } from '../../shared/commands.ts';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  timeStamp: 0,
  ...change,
});

describe('one key press in the notation of the registry', () => {
  it('names Mod by the system', () => {
    expect(chordOf(press('k', { ctrlKey: true }), false)).toBe('Mod+K');
    expect(chordOf(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(chordOf(press('k', { ctrlKey: true }), true)).toBeNull();
    expect(chordOf(press('N', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+N');
  });

  it('does not ask for Shift where the key is the shifted one already', () => {
    expect(chordOf(press('?', { shiftKey: true }), false)).toBe('?');
    expect(chordOf(press('?'), false)).toBe('?');
    expect(chordOf(press('X', { shiftKey: true }), false)).toBe('Shift+x');
  });

  it('sees nothing in a bare modifier', () => {
    expect(chordOf(press('Shift', { shiftKey: true }), false)).toBeNull();
  });

  it('reads letters the same with Caps Lock', () => {
    expect(chordOf(press('G'), false)).toBe('g');
  });
});

describe('sequences and chords', () => {
  it('finds a command by its sequence', () => {
    const keys = createKeySequencer(commands, false);
    expect(keys.press(press('g'), true)).toBe('pending');
    expect(keys.press(press('c', { timeStamp: 300 }), true)).toEqual({ command: 'go.calendars' });
  });

  it('forgets a sequence that was not finished in time', () => {
    const keys = createKeySequencer(commands, false);
    keys.press(press('g'), true);
    expect(keys.press(press('c', { timeStamp: SEQUENCE_MS + 1 }), true)).toBeNull();
  });

  it('says that a begun sequence waits, so that its next key is not taken for one of the list', () => {
    const keys = createKeySequencer(commands, false);
    expect(keys.waits(0)).toBe(false);
    keys.press(press('g'), true);
    expect(keys.waits(SEQUENCE_MS)).toBe(true);
    expect(keys.waits(SEQUENCE_MS + 1)).toBe(false);
    expect(keys.press(press('j', { timeStamp: 10 }), true)).toEqual({ command: 'go.jobs' });
    expect(keys.waits(11)).toBe(false);
  });

  it('lets a key that breaks a sequence stand for itself', () => {
    const keys = createKeySequencer(commands, false);
    keys.press(press('g'), true);
    expect(keys.press(press('k', { timeStamp: 10 }), true)).toEqual({ command: 'list.previous' });
    expect(keys.press(press('c', { timeStamp: 20 }), true)).toBeNull();
  });

  it('lets a broken sequence begin another one', () => {
    const keys = createKeySequencer(commands, false);
    keys.press(press('t'), true);
    expect(keys.press(press('g', { timeStamp: 10 }), true)).toBe('pending');
    expect(keys.press(press('s', { timeStamp: 20 }), true)).toEqual({ command: 'go.events' });
  });

  it('hears only chords with Mod while someone types', () => {
    const keys = createKeySequencer(commands, false);
    expect(keys.press(press('g'), false)).toBeNull();
    expect(keys.press(press('c', { timeStamp: 5 }), true)).toBeNull();
    expect(keys.press(press('k', { ctrlKey: true }), false)).toEqual({ command: 'search.focus' });
  });

  it('means the command that somebody on screen carries out where several have one key', () => {
    const onTriage = createKeySequencer(commands, false, (id) => id === 'triage.act');
    expect(onTriage.press(press('r'), true)).toEqual({ command: 'triage.act' });
    const onCalendars = createKeySequencer(commands, false, (id) => id === 'calendar.reconnect');
    expect(onCalendars.press(press('r'), true)).toEqual({ command: 'calendar.reconnect' });
    const nowhere = createKeySequencer(commands, false, () => false);
    expect(nowhere.press(press('r'), true)).toEqual({ command: 'calendar.reconnect' });
  });

  it('reaches every key of the registry', () => {
    for (const command of commands) {
      for (const binding of command.keys) {
        const keys = createKeySequencer(commands, false, (id) => id === command.id);
        const results = binding.split(' ').map((chord) => {
          const parts = chord.split('+');
          const key = parts.at(-1) ?? '';
          const shiftKey = parts.includes('Shift');
          const change = { ctrlKey: parts.includes('Mod'), altKey: parts.includes('Alt'), shiftKey };
          return keys.press(press(key, change), true);
        });
        expect(results.at(-1), `${binding} of ${command.id}`).toEqual({ command: command.id });
      }
    }
  });
});

describe('the caps drawn for a binding', () => {
  it('speak the language of the system', () => {
    expect(keyCaps('Mod+Shift+N', true)).toEqual(['⌘⇧N']);
    expect(keyCaps('Mod+Shift+N', false)).toEqual(['Ctrl', 'Shift', 'N']);
    expect(keyCaps('g c', false)).toEqual(['g', 'c']);
    expect(keyCaps('Escape', false)).toEqual(['Esc']);
  });
});
