import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseSearch,
  pickInt,
  pickOneOf,
  pickText,
  readRef,
  readSort,
  refText,
  scopeOf,
  scopeText,
  sortText,
  stringifySearch,
  validateGlobalSearch,
} from '../../renderer/src/address.ts';

const SEED = 20261120;

describe('the scope in the address', () => {
  it('is all workspaces when absent', () => {
    expect(scopeOf(undefined)).toBe('all');
    expect(scopeText('all')).toBeUndefined();
  });

  it('names a subset in order, each workspace once', () => {
    expect(scopeOf('3,1,3')).toEqual([1, 3]);
    expect(scopeText([1, 3])).toBe('1,3');
  });

  it('falls back to all workspaces when nothing in it can be understood', () => {
    expect(scopeOf('')).toBe('all');
    expect(scopeOf('acme,-1,1.5,99999999999999')).toBe('all');
  });

  it('keeps the ids that can be understood', () => {
    expect(scopeOf('x,2')).toEqual([2]);
  });

  it('survives the trip through the address', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 999_999_999 }), { minLength: 1 }), (ids) => {
        const scope = ids.toSorted((a, b) => a - b);
        expect(scopeOf(scopeText(scope))).toEqual(scope);
      }),
      { seed: SEED },
    );
  });
});

describe('the global parameters', () => {
  it('leave out what is not theirs or not understood', () => {
    expect(validateGlobalSearch({ ws: '2,1', tz: 'utc', sel: '1:a' })).toEqual({ ws: '1,2', tz: 'utc' });
    expect(validateGlobalSearch({ ws: 'all', tz: 'mars' })).toEqual({});
    expect(validateGlobalSearch({ ws: ['1'], tz: 7 })).toEqual({});
  });
});

describe('a record in the address', () => {
  it('survives the trip, whatever its id', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.string({ minLength: 1, maxLength: 200 }), (ws, id) => {
        expect(readRef(refText({ workspaceId: ws, id }))).toEqual({ workspaceId: ws, id });
      }),
      { seed: SEED },
    );
  });

  it('is nothing when a part is missing or too long', () => {
    for (const text of [undefined, '', 'abc', ':abc', '1:', 'x:abc', '-1:abc', `1:${'a'.repeat(201)}`]) {
      expect(readRef(text)).toBeUndefined();
    }
  });
});

describe('a sort in the address', () => {
  const columns = ['start', 'updated'] as const;

  it('survives the trip', () => {
    expect(readSort(sortText({ by: 'updated', direction: 'desc' }), columns)).toEqual({
      by: 'updated',
      direction: 'desc',
    });
  });

  it('is nothing for an unknown column, direction or form', () => {
    for (const text of [undefined, '', 'start', 'start.up', 'title.asc', 'start.asc.desc']) {
      expect(readSort(text, columns)).toBeUndefined();
    }
  });
});

describe('picking parameters', () => {
  it('takes texts, cut to their limit, and never an empty one', () => {
    expect(pickText({ q: 'anna' }, 'q')).toBe('anna');
    expect(pickText({ q: 'anna' }, 'q', 2)).toBe('an');
    expect(pickText({ q: '' }, 'q')).toBeUndefined();
    expect(pickText({ q: { evil: true } }, 'q')).toBeUndefined();
  });

  it('takes only the known values', () => {
    expect(pickOneOf({ tab: 'raw' }, 'tab', ['raw', 'events'])).toBe('raw');
    expect(pickOneOf({ tab: 'toString' }, 'tab', ['raw', 'events'])).toBeUndefined();
  });

  it('takes whole numbers and nothing that only looks like one', () => {
    expect(pickInt({ from: '-12' }, 'from')).toBe(-12);
    for (const value of ['1.5', '1e3', ' 1', '0x10', 'NaN', '99999999999999999999']) {
      expect(pickInt({ from: value }, 'from')).toBeUndefined();
    }
  });
});

describe('the text of an address', () => {
  it('stays readable for e-mail addresses, lists and records', () => {
    expect(stringifySearch({ ws: '1,3', text: 'anna@acme.com', sel: '1:abc', none: undefined })).toBe(
      '?ws=1,3&text=anna@acme.com&sel=1:abc',
    );
    expect(stringifySearch({})).toBe('');
  });

  it('brings back every text exactly, digits included', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: 'grapheme' })), (search) => {
        expect(parseSearch(stringifySearch(search).slice(1))).toEqual({ ...search });
      }),
      { seed: SEED },
    );
    expect(parseSearch('id=0012')).toEqual({ id: '0012' });
  });
});
