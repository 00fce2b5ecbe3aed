import { describe, expect, test } from 'vitest';
import { isSameName, viewAddress } from '../../../renderer/src/components/list/saved-view-address.ts';
import {
  incidentFilterOf,
  isTriageFiltered,
  NO_TRIAGE_FILTERS,
  validateTriageSearch,
} from '../../../renderer/src/views/triage/search.ts';

describe('the address of the triage list', () => {
  test('without anything it is the inbox of the workspaces in scope', () => {
    expect(incidentFilterOf(validateTriageSearch({}), [2])).toEqual({ workspaces: [2], state: 'inbox' });
    expect(isTriageFiltered({})).toBe(false);
  });

  test('every filter of it reaches the question', () => {
    const search = validateTriageSearch({
      show: 'snoozed',
      party: 'it_admin',
      cause: 'consent_blocked',
      platform: 'google_calendar',
      size: 'shared',
      q: 'globex',
    });
    expect(incidentFilterOf(search, 'all')).toEqual({
      workspaces: 'all',
      state: 'snoozed',
      party: 'it_admin',
      cause: 'consent_blocked',
      platform: 'google_calendar',
      size: 'shared',
      text: 'globex',
    });
    expect(isTriageFiltered(search)).toBe(true);
    expect(isTriageFiltered({ ...search, ...NO_TRIAGE_FILTERS })).toBe(false);
    expect({ ...search, ...NO_TRIAGE_FILTERS }.show).toBe('snoozed');
  });

  test('what cannot be understood is left out', () => {
    const odd = {
      show: 'lost',
      party: 'them',
      cause: '',
      platform: 'caldav',
      size: '3',
      q: '',
      sort: 'worst',
      sel: 'x',
    };
    expect(validateTriageSearch(odd)).toEqual({});
    expect(validateTriageSearch({ q: 'x'.repeat(300) }).q).toHaveLength(200);
  });

  test('a text that the contract would refuse as too short filters nothing', () => {
    expect(incidentFilterOf({ q: ' a ' }, 'all')).toEqual({ workspaces: 'all', state: 'inbox' });
    expect(isTriageFiltered({ q: 'a' })).toBe(false);
  });
});

describe('a saved view', () => {
  test('is the address without what passes: selection, open part, zone', () => {
    expect(viewAddress({ sel: '7', tab: 'raw', tz: 'utc', cause: 'invalid_grant', ws: '1,3' })).toBe(
      '?cause=invalid_grant&ws=1,3',
    );
    expect(viewAddress({ sel: '7', party: undefined })).toBe('');
  });

  test('has one address however its parameters were put together', () => {
    expect(viewAddress({ party: 'us', cause: 'a' })).toBe(viewAddress({ cause: 'a', party: 'us' }));
  });

  test('is the same one for people under a name that differs in case and blanks only', () => {
    expect(isSameName(' Ours ', 'ours')).toBe(true);
    expect(isSameName('Ours', 'Our')).toBe(false);
  });
});
