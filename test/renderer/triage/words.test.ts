import { describe, expect, test } from 'vitest';
import { UTC } from '../../../renderer/src/format/time.ts';
import {
  afterwardsText,
  chosenText,
  doneText,
  isSoon,
  mailboxOf,
  nothingDoneText,
  openCalendars,
  recoveredText,
  riskText,
  sizeText,
  spreadText,
} from '../../../renderer/src/views/triage/words.ts';
import type { JobCounts } from '../../../shared/actions.ts';
import { ITEM_STATES } from '../../../shared/values.ts';
import { calendarRow, caseOf, incidentOf } from './incidents.ts';

const NOW = Date.UTC(2026, 10, 24, 9, 0);
const at = (hour: number, minute: number, day = 24): number => Date.UTC(2026, 10, day, hour, minute);

describe('what is at risk', () => {
  test('says how many and when the first one begins, with the day where it is another one', () => {
    expect(riskText({ meetings: 14, lost: 3, firstAt: at(10, 30) }, UTC, NOW)).toBe('14 meetings, first 10:30');
    expect(riskText({ meetings: 1, lost: 0, firstAt: at(8, 5, 25) }, UTC, NOW)).toBe('1 meeting, first Wed 08:05');
  });

  test('claims no time that is not known, and nothing where no meeting is at risk', () => {
    expect(riskText({ meetings: 2, lost: 0, firstAt: null }, UTC, NOW)).toBe('2 meetings');
    expect(riskText({ meetings: 0, lost: 0, firstAt: null }, UTC, NOW)).toBeNull();
  });

  test('is soon within the hour', () => {
    expect(isSoon({ meetings: 1, lost: 0, firstAt: at(9, 59) }, NOW)).toBe(true);
    expect(isSoon({ meetings: 1, lost: 0, firstAt: at(10, 0) }, NOW)).toBe(false);
    expect(isSoon({ meetings: 0, lost: 0, firstAt: at(9, 1) }, NOW)).toBe(false);
    expect(isSoon({ meetings: 3, lost: 0, firstAt: null }, NOW)).toBe(false);
  });
});

describe('how many calendars', () => {
  test.each([
    [41, 41, '41 calendars, none connected again'],
    [41, 38, '38 of 41 calendars not connected yet'],
    [41, 0, '41 calendars, all well again'],
    [1, 1, '1 calendar, not connected yet'],
    [1, 0, '1 calendar, well again'],
  ])('of %i with %i open: %s', (size, open, text) => expect(sizeText({ size, open })).toBe(text));

  test.each([
    [41, 0, 'All 41 calendars are well again.'],
    [41, 40, '1 of 41 calendars is well again.'],
    [41, 38, '3 of 41 calendars are well again.'],
    [1, 0, 'The calendar is well again.'],
  ])('recovered of %i with %i open: %s', (size, open, text) => expect(recoveredText({ size, open })).toBe(text));

  test('how they broke: at once or over a time', () => {
    expect(spreadText({ size: 37, firstAt: NOW, lastAt: NOW })).toBe('37 broke at the same moment');
    expect(spreadText({ size: 37, firstAt: NOW, lastAt: NOW + 20_000 })).toBe('37 broke within a minute');
    expect(spreadText({ size: 37, firstAt: NOW, lastAt: NOW + 4 * 60_000 })).toBe('37 broke within 4 min');
  });
});

describe('what was chosen and done', () => {
  test('incidents and single cases are counted apart, and only open calendars are acted on', () => {
    const chosen = [incidentOf(1, { size: 41, open: 38 }), caseOf(2), caseOf(3)];
    expect(chosenText(chosen)).toBe('1 incident and 2 single cases selected');
    expect(chosenText([caseOf(2)])).toBe('1 single case selected');
    expect(openCalendars(chosen)).toBe(40);
  });

  test('says what happened to how many', () => {
    expect(doneText('acknowledged', 3)).toBe('Acknowledged 3.');
    expect(doneText('snoozed', 1)).toBe('Snoozed 1 until it grows.');
    expect(doneText('snoozed', 2)).toBe('Snoozed 2 until they grow.');
    expect(doneText('open', 2)).toBe('Put 2 back into the inbox.');
  });

  test('says why nothing happened', () => {
    const resolved = incidentOf(1, { state: 'resolved', open: 0 });
    expect(nothingDoneText('acknowledged', [resolved])).toBe('It is resolved already, by itself.');
    expect(nothingDoneText('acknowledged', [resolved, incidentOf(2, { state: 'acknowledged' })])).toBe(
      'They are acknowledged already.',
    );
  });

  test('a single case goes by its mailbox, else by what is known of its calendar', () => {
    expect(mailboxOf(caseOf(1))).toBe('anna@acme.example');
    expect(mailboxOf(caseOf(1, { calendar: calendarRow({ email: null, oauthEmail: 'b@acme.example' }) }))).toBe(
      'b@acme.example',
    );
    expect(mailboxOf(caseOf(1, { calendar: calendarRow({ id: 'raw', email: null }) }))).toBe('raw');
    expect(mailboxOf(incidentOf(1))).toBeNull();
  });
});

describe('what became of a job', () => {
  // Every state is named here.
  const counts = (change: Partial<JobCounts>): JobCounts =>
    ({ ...Object.fromEntries(ITEM_STATES.map((state) => [state, 0])), ...change }) as JobCounts;
  const reconnect = { kind: 'calendar.reconnect', counts: counts({ ok: 12, failing: 3 }) } as const;

  test('includes the meetings that still lack their bot', () => {
    expect(afterwardsText(reconnect, { count: 5, exact: true })).toBe(
      '12 reconnected, 3 tried again but failing; 5 meetings still lack the bot that they had',
    );
    expect(afterwardsText(reconnect, { count: 1, exact: true })).toContain('1 meeting still lacks the bot that it had');
    expect(afterwardsText(reconnect, { count: 0, exact: true })).toContain('no meeting lacks a bot that it had');
  });

  test('says nothing about meetings while that is not known, and never of a mere test', () => {
    expect(afterwardsText(reconnect, null)).toBe('12 reconnected, 3 tried again but failing');
    const tested = { kind: 'calendar.test_credential', counts: counts({ ok: 2 }) } as const;
    expect(afterwardsText(tested, { count: 5, exact: true })).toBe('2 tested and working');
  });
});
