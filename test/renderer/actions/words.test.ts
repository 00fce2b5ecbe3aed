import { describe, expect, it } from 'vitest';
import {
  askWords,
  confirmText,
  nameOf,
  nounOf,
  previewChanges,
  startedText,
} from '../../../renderer/src/components/actions/words.ts';
import type { ActionPreview } from '../../../shared/actions.ts';
import type { CalendarRow } from '../../../shared/entities.ts';
import { eventRow, planFor } from './event-plans.ts';
import { ACTION_KINDS } from '../../../shared/values.ts';

const row = (id: string, email: string | null = `${id}@acme.com`): CalendarRow => ({
  workspaceId: 1,
  id,
  email,
  oauthEmail: null,
  oauthClientId: 'client',
  platform: 'google_calendar',
  platformRaw: 'google_calendar',
  status: 'disconnected',
  statusRaw: 'disconnected',
  statusSince: 0,
  statusDetail: null,
  cause: null,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: null,
});

const preview = (calendars: readonly CalendarRow[], more: Partial<ActionPreview> = {}): ActionPreview => ({
  kind: 'calendar.reconnect',
  danger: 'remote',
  title: 'Reconnect',
  plan: 'p',
  count: calendars.length,
  calendars: [...calendars],
  events: [],
  workspaces: [{ workspaceId: 1, count: calendars.length }],
  untouched: [],
  consequences: [],
  canary: null,
  confirmation: null,
  secrets: [],
  etaMs: 0,
  ...more,
});

describe('the one button that begins an action', () => {
  it('says what happens to how many', () => {
    expect(confirmText('calendar.reconnect', 12)).toBe('Reconnect 12 calendars');
    expect(confirmText('calendar.reconnect', 1)).toBe('Reconnect calendar');
    expect(confirmText('calendar.test_credential', 1_204)).toBe('Test 1,204 credentials');
    expect(confirmText('calendar.delete', 2)).toBe('Delete 2 calendars');
  });

  it('says of events whether their bots are scheduled, moved or taken away', () => {
    expect(confirmText('event.schedule_bot', 1)).toBe('Schedule bot');
    expect(confirmText('event.schedule_bot', 14, true)).toBe('Reschedule bots of 14 events');
    expect(confirmText('event.unschedule_bot', 2)).toBe('Unschedule bots of 2 events');
    expect(confirmText('event.retire_bot', 1)).toBe('Retire bot');
    expect(confirmText('event.retire_bot', 2)).toBe('Retire 2 bots');
  });

  it('counts what it is about: calendars, events or bots', () => {
    expect(ACTION_KINDS.map(nounOf).filter((noun) => noun === 'event')).toHaveLength(2);
    expect(nounOf('event.retire_bot')).toBe('bot');
    expect(nounOf('oauth_client.rotate_secret')).toBe('calendar');
    expect(askWords('event.schedule_bot', '14')).toBe('Schedule 14…');
    expect(askWords('calendar.reconnect', '14')).toBe('Reconnect…');
  });

  it('says which one is tried first, and that the others wait', () => {
    expect(startedText('calendar.reconnect', 12, 'anna@acme.com')).toBe(
      'Trying anna@acme.com first; 11 other calendars wait for it.',
    );
    expect(startedText('calendar.reconnect', 2, 'anna@acme.com')).toContain('1 other calendar waits');
  });

  it('has words for every kind of action', () => {
    for (const kind of ACTION_KINDS) {
      expect(confirmText(kind, 3)).toMatch(/^[A-Z][a-z]/);
      expect(startedText(kind, 3)).toContain('3');
    }
  });
});

describe('what changed between two previews', () => {
  it('names who is not part of it any more, and why', () => {
    const gone = row('anna');
    const after = preview([row('bob')], {
      untouched: [
        { reason: 'deleted', message: 'Recall no longer has them.', count: 1, calendars: [gone], events: [] },
      ],
    });
    expect(previewChanges(preview([gone, row('bob')]), after)).toEqual([
      'It was 2 calendars, now it is 1 calendar.',
      'anna@acme.com is not part of it any more. Recall no longer has them.',
    ]);
  });

  it('names who is new in it', () => {
    expect(previewChanges(preview([row('bob')]), preview([row('bob'), row('kim')]))).toEqual([
      'It was 1 calendar, now it is 2 calendars.',
      'New in it: kim@acme.com.',
    ]);
  });

  it('names a few and counts the others', () => {
    const many = Array.from({ length: 9 }, (_, index) => row(`c${index}`));
    const changes = previewChanges(preview(many), preview([]));
    expect(changes).toHaveLength(5);
    expect(changes.at(-1)).toBe('6 more are not part of it any more.');
  });

  it('names events by their titles', () => {
    const plans = [planFor(eventRow('a', 'Weekly with ACME')), planFor(eventRow('b', null))];
    const before = preview([], { kind: 'event.schedule_bot', count: 2, events: plans });
    const after = preview([], {
      kind: 'event.schedule_bot',
      count: 1,
      events: plans.slice(1),
      untouched: [
        {
          reason: 'ended',
          message: 'It is over.',
          count: 1,
          calendars: [],
          events: [eventRow('a', 'Weekly with ACME')],
        },
      ],
    });
    expect(previewChanges(before, after)).toEqual([
      'It was 2 events, now it is 1 event.',
      'Weekly with ACME is not part of it any more. It is over.',
    ]);
    expect(previewChanges(after, before).at(-1)).toBe('New in it: Weekly with ACME.');
    expect(previewChanges(before, before)[0]).toContain('events or their bots');
  });

  it('never says nothing, because the plan was refused', () => {
    expect(previewChanges(preview([row('bob')]), preview([row('bob')]))).toHaveLength(1);
  });
});

it('a calendar without an address is called by its id', () => {
  expect(nameOf(row('cal-1', null))).toBe('cal-1');
});
