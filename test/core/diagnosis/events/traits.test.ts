import { describe, expect, it } from 'vitest';
import { traitsOf } from '../../../../electron/core/diagnosis/events/traits.ts';
import type { CalendarFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import { HOUR_MS } from '../../../../shared/time.ts';
import {
  calendar,
  entry,
  facts,
  LINK,
  movedAt,
  NOW,
  PER_DOMAIN,
  PER_EVENT,
  sharedKey,
  START,
  wire,
} from './event-facts.ts';

const externalOf = (
  domains: readonly string[] | null,
  organizer: string | null = null,
  more: Partial<CalendarFacts> = {},
) => traitsOf(facts({ calendar: calendar(more) }), domains, organizer).external;

const breaks = (key: string | null, recipe = PER_DOMAIN, startAt = START) =>
  traitsOf(facts({ entries: [entry({ deduplicationKey: key, startAt })], recipe }), [], null).breaksRecipe;

describe('what lists filter events by', () => {
  it('calls a meeting external when anybody of another domain is invited or invites', () => {
    expect(externalOf(['acme.example'])).toBe('internal');
    expect(externalOf([])).toBe('internal');
    expect(externalOf(['acme.example', 'globex.example'])).toBe('external');
    expect(externalOf(['acme.example'], 'Kim@Globex.example')).toBe('external');
  });

  it('does not know without a guest list or a mailbox, unless the organiser tells', () => {
    expect(externalOf(null)).toBe('unknown');
    expect(externalOf(null, 'bob@acme.example')).toBe('unknown');
    expect(externalOf(null, 'kim@globex.example')).toBe('external');
    expect(externalOf(['globex.example'], null, { mailbox: null, domain: null })).toBe('unknown');
  });

  it('takes rooms and groups for nobody', () => {
    expect(externalOf(['acme.example', 'resource.calendar.google.com'], 'x@group.calendar.google.com')).toBe(
      'internal',
    );
  });

  it('takes everybody else for external in a public domain, where it can tell', () => {
    const own = { mailbox: 'anna@gmail.com', domain: 'gmail.com' };
    expect(externalOf(['gmail.com', 'acme.example'], 'anna@gmail.com', own)).toBe('external');
    expect(externalOf(['gmail.com'], 'bob@gmail.com', own)).toBe('external');
    expect(externalOf(['gmail.com'], 'anna@gmail.com', own)).toBe('unknown');
    expect(externalOf([], null, own)).toBe('internal');
  });

  it('names domain, organiser and meeting in one spelling', () => {
    expect(traitsOf(facts(), [], 'Anna@ACME.example')).toMatchObject({
      domain: 'acme.example',
      organizer: 'anna@acme.example',
      meeting: 'zoom.us/j/91234567890?pwd=a1b2',
    });
  });

  it('says which keys are of another recipe than the one in use', () => {
    expect(breaks(`${sharedKey()}-acme.example`)).toBe(false);
    expect(breaks(sharedKey())).toBe(true);
    expect(breaks(`${sharedKey()}-event-1`, PER_EVENT)).toBe(false);
    expect(breaks('something-else')).toBe(true);
    expect(breaks(null)).toBe(false);
    expect(traitsOf(facts({ recipe: null }), [], null).breaksRecipe).toBe(false);
  });

  it('does not blame a key for a time that the event has left', () => {
    const old = START - 2 * HOUR_MS;
    const moved = facts({
      revisions: movedAt(NOW, old),
      entries: [entry({ startAt: old, deduplicationKey: `${wire(old)}-${LINK}` })],
    });
    expect(traitsOf(moved, [], null).breaksRecipe).toBe(false);
  });

  it('does not look at bots that are gone', () => {
    const gone = facts({ entries: [entry({ deduplicationKey: 'old-style', goneAt: NOW })] });
    expect(traitsOf(gone, [], null).breaksRecipe).toBe(false);
  });
});
