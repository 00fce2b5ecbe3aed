import { expect, it } from 'vitest';
import { choiceText, listed } from '../../../renderer/src/components/diagnosis/words.ts';

it('says names one after the other as people do', () => {
  expect(listed([])).toBe('');
  expect(listed(['A'])).toBe('A');
  expect(listed(['A', 'B'])).toBe('A and B');
  expect(listed(['A', 'B', 'C'])).toBe('A, B and C');
});

it('says for whom a text is and in which form, within a sentence', () => {
  expect(choiceText({ audience: 'ticket', format: 'markdown' })).toBe('for a ticket, as Markdown');
  expect(choiceText({ audience: 'it_admin', format: 'text' })).toBe('for their IT, as plain text');
});
