import { expect, it } from 'vitest';
import { KeyLocks } from '../../../electron/core/actions/key-locks.ts';

it('takes all keys or none, and gives way when they are released', () => {
  const locks = new KeyLocks();
  expect(locks.take(['a', 'b'])).toBe(true);
  expect(locks.take(['b', 'c'])).toBe(false);
  // The refused one has taken nothing.
  expect(locks.take(['c'])).toBe(true);
  locks.release(['a', 'b']);
  expect(locks.take(['b'])).toBe(true);
});

it('never holds up what has no key', () => {
  const locks = new KeyLocks();
  locks.take(['a']);
  expect(locks.take([])).toBe(true);
});

it('tells whoever listens when keys come free, and nobody after that', () => {
  const locks = new KeyLocks();
  const heard: string[] = [];
  const end = locks.onRelease(() => heard.push(locks.take(['a']) ? 'taken' : 'held'));
  locks.onRelease(() => heard.push(locks.take(['a']) ? 'taken' : 'held'));
  locks.take(['a']);
  locks.release(['a']);
  expect(heard).toEqual(['taken', 'held']);
  end();
  locks.release(['a']);
  expect(heard).toEqual(['taken', 'held', 'taken']);
});
