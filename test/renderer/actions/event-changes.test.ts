import { describe, expect, it } from 'vitest';
import { changed, changesOf } from '../../../renderer/src/components/actions/event-changes.ts';
import { eventRow, planFor, START } from './event-plans.ts';

const event = eventRow('a');

describe('the bot of an event', () => {
  it('moves where time or link differ', () => {
    const { what, time, link, key } = changesOf(planFor(event));
    expect(what).toBe('moves');
    expect(time).toEqual({ from: START - 1_800_000, to: START });
    expect([changed(time), changed(link), changed(key)]).toEqual([true, false, true]);
  });

  it('stays where both are right already, and is configured anew', () => {
    const right = { startAt: START, meetingUrl: 'https://zoom.us/j/1', deduplicationKey: 'key' };
    expect(changesOf(planFor(event, { from: { botId: 'b', ...right }, to: right })).what).toBe('stays');
  });

  it('the same link in another spelling is no other link', () => {
    const to = { startAt: START, meetingUrl: 'https://www.zoom.us/j/1/?utm_source=mail', deduplicationKey: 'key' };
    const from = { botId: 'b', startAt: START, meetingUrl: 'https://zoom.us/j/1', deduplicationKey: 'key' };
    const changes = changesOf(planFor(event, { from, to }));
    expect(changes.what).toBe('stays');
    expect(changed(changes.link)).toBe(false);
  });

  it('comes where there is none, and goes where none is left', () => {
    expect(changesOf(planFor(event, { from: null })).what).toBe('comes');
    expect(changesOf(planFor(event, { to: null })).what).toBe('goes');
  });
});
