import { describe, expect, test } from 'vitest';
import { JOB_STATES, OPEN_JOB_STATES } from '../../../shared/values.ts';
import { parseSearch, stringifySearch } from '../../../renderer/src/address.ts';
import { jobStatesOf, validateJobSearch, validateJobsSearch } from '../../../renderer/src/views/jobs/search.ts';

const HOSTILE = { show: ['running'], sel: '../1', in: '1e3', job: {} };

describe('the addresses of jobs', () => {
  test('survive being written and read', () => {
    const list = { show: 'open', sel: '12' };
    expect(validateJobsSearch(parseSearch(stringifySearch(list)))).toEqual(list);
    const page = { show: 'failing', in: '3', sel: '17' };
    expect(validateJobSearch(parseSearch(stringifySearch(page)))).toEqual(page);
  });

  test('drop what cannot be understood and keep the rest', () => {
    expect(validateJobsSearch(HOSTILE)).toEqual({});
    expect(validateJobSearch(HOSTILE)).toEqual({});
    expect(validateJobSearch({ ...HOSTILE, show: 'ok' })).toEqual({ show: 'ok' });
    expect(validateJobsSearch({ show: 'failing' })).toEqual({});
  });

  test('"unfinished" stands for every state that is not an end', () => {
    expect(jobStatesOf('open')).toEqual([...OPEN_JOB_STATES]);
    expect(JOB_STATES.filter((state) => !jobStatesOf('open')?.includes(state))).toEqual(['finished', 'cancelled']);
    expect(jobStatesOf('paused')).toEqual(['paused']);
    expect(jobStatesOf(undefined)).toBeUndefined();
  });
});
