import { describe, expect, test } from 'vitest';
import { headingOf, lineKey, linesOf, SHARED, SINGLE, successorOf } from '../../../renderer/src/views/triage/lines.ts';
import { caseOf, incidentOf } from './incidents.ts';

const keys = (incidents: Parameters<typeof linesOf>[0]): string[] => linesOf(incidents).map(lineKey);

describe('the lines of the list', () => {
  test('a heading stands above the shared incidents and one above the single cases', () => {
    expect(keys([incidentOf(1), incidentOf(2), caseOf(3), caseOf(4)])).toEqual([
      SHARED.heading,
      '1',
      '2',
      SINGLE.heading,
      '3',
      '4',
    ]);
  });

  test('what there is none of has no heading', () => {
    expect(keys([caseOf(3)])).toEqual([SINGLE.heading, '3']);
    expect(keys([incidentOf(1)])).toEqual([SHARED.heading, '1']);
    expect(keys([])).toEqual([]);
  });

  test('an incident is no heading, whatever its title says', () => {
    const [heading, line] = linesOf([incidentOf(1, { title: SINGLE.heading })]);
    if (heading === undefined || line === undefined) throw new Error('There are two lines.');
    expect(headingOf(heading)).toBe(SHARED.heading);
    expect(headingOf(line)).toBeUndefined();
    expect(lineKey(line)).toBe('1');
  });
});

describe('where the list goes on when incidents leave it', () => {
  const list = [incidentOf(1), incidentOf(2), caseOf(3), caseOf(4)];
  const after = (current: string, ...leaving: string[]): number | undefined =>
    successorOf(list, current, new Set(leaving))?.id;

  test('with the nearest one below that stays', () => {
    expect(after('1', '1')).toBe(2);
    expect(after('1', '1', '2')).toBe(3);
  });

  test('with the nearest one above when none below stays', () => {
    expect(after('4', '4')).toBe(3);
    expect(after('3', '3', '4')).toBe(2);
  });

  test('where it is when it stays itself', () => expect(after('2', '1')).toBe(2));

  test('nowhere when none stays, or it is not in the list', () => {
    expect(after('2', '1', '2', '3', '4')).toBeUndefined();
    expect(after('9', '9')).toBeUndefined();
  });
});
