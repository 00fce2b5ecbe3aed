/** What the corrected URL has that the pasted one had not. */
import { expect, test } from 'vitest';
import { differenceOf } from '../../../renderer/src/views/oauth-doctor/difference.ts';

const changed = (text: string, corrected: string): string[] =>
  differenceOf(text, corrected)
    .filter((part) => part.changed)
    .map((part) => part.text);

test('a parameter that was added or changed is marked, the others are not', () => {
  expect(changed('https://a/x?b=1&c=2', 'https://a/x?b=1&c=3&d=4')).toEqual(['&c=3&d=4']);
});

test('a parameter that only moved behind another sign is as it was', () => {
  expect(changed('https://a/x?gone=0&amp;b=1&amp;c=2', 'https://a/x?b=1&c=2')).toEqual([]);
});

test('one scope among others is marked alone', () => {
  expect(changed('https://a?scope=email%20calender&x=1', 'https://a?scope=email%20calendar&x=1')).toEqual([
    '%20calendar',
  ]);
});

test('the parts put together are the corrected URL', () => {
  const corrected = 'https://a/x?b=%7B%22%20c&d=?&&e';
  expect(
    differenceOf('', corrected)
      .map(({ text }) => text)
      .join(''),
  ).toBe(corrected);
});
