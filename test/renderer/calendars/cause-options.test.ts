import { expect, it } from 'vitest';
import { causeOptions, partyOptions } from '../../../renderer/src/views/calendars/cause-options.ts';
import type { Party } from '../../../shared/values.ts';

const cause = (
  code: string,
  party: Party,
  calendars: number,
): { code: string; title: string; party: Party; incidents: number; calendars: number } => ({
  code,
  title: `Title of ${code}`,
  party,
  incidents: 1,
  calendars,
});

const KNOWN = [cause('rare', 'end_user', 2), cause('over', 'recall', 0), cause('often', 'us', 1_200)];

it('offers the causes that calendars have now, most frequent first, with how many', () => {
  expect(causeOptions(KNOWN, undefined)).toEqual([
    { value: 'often', label: 'Title of often (1,200)' },
    { value: 'rare', label: 'Title of rare (2)' },
  ]);
});

it('keeps the cause in force among the choices, whether calendars have it or nobody knows it', () => {
  expect(causeOptions(KNOWN, 'over').map(({ value }) => value)).toEqual(['often', 'rare', 'over']);
  expect(causeOptions([], 'client_secret_expired')).toEqual([
    { value: 'client_secret_expired', label: 'Client secret expired' },
  ]);
});

it('counts what waits for each party over all causes, and leaves out whom nothing waits for', () => {
  const known = [...KNOWN, cause('more', 'us', 4)];
  expect(partyOptions(known, undefined)).toEqual([
    { value: 'us', label: 'Us (1,204)' },
    { value: 'end_user', label: 'The user (2)' },
  ]);
  expect(partyOptions(known, 'nobody').at(-1)).toEqual({ value: 'nobody', label: 'Nobody (0)' });
});

it('offers every party while nothing is known about causes', () => {
  expect(partyOptions([], undefined).map(({ label }) => label)).toEqual([
    'Us',
    'The user',
    'Their IT',
    'Recall',
    'Nobody',
    'Not known',
  ]);
});
