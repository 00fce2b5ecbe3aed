import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIME_FORMATS, writeTime } from '../../../../electron/core/diagnosis/events/key-times.ts';
import {
  inferRecipe,
  isOfRecipe,
  keyFor,
  recipeOf,
  shareOf,
  templateOf,
} from '../../../../electron/core/diagnosis/events/recipes.ts';
import type { KeySample } from '../../../../electron/core/store/verdicts.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';

const SEED = 20_260_302;
const START = Date.UTC(2026, 0, 5, 15);
const ZOOM = 'https://us02web.zoom.us/j/81234567890?pwd=aB-c_d.1';

function aSample(change: Partial<KeySample> = {}): KeySample {
  return {
    key: '',
    startAt: START,
    meetingUrl: ZOOM,
    eventId: '3f1b8b1e-6a3a-4a55-8a36-2f52a3f0e6c1',
    calendarId: '9d0b3d5e-98a0-4f4e-8a7e-1c1e6d4f7b22',
    icalUid: '7kukuqrfedlm2f9t@google.com',
    mailbox: 'ada@acme.example',
    ...change,
  };
}

const keyOf = (template: string, sample: KeySample): string => keyFor(recipeOf(template), sample) ?? '';
const templateIn = (template: string, sample: KeySample): string | null =>
  templateOf({ ...sample, key: keyOf(template, sample) });

describe('a recipe', () => {
  it.each([
    ['{start_time}-{meeting_url}', 'shared'],
    ['{start_time}-{meeting_url}-{email_domain}', 'per_domain'],
    ['{start_time}-{meeting_url}-{event_id}', 'per_event'],
    ['{start_time}-{meeting_url}-{event.id}', 'per_event'],
    ['{meeting_url}|{start_time:ms}', 'shared'],
    ['{event_id}', 'custom'],
    ['prod:{start_time:unix}:{meeting_url}:{calendar_id}', 'custom'],
  ])('of %s is %s', (template, name) => {
    expect(recipeOf(template)).toMatchObject({ name, template });
    expect(recipeOf(template).label).toMatch(/bot/);
  });

  it.each([
    ['{meeting_url}', /Different meetings/],
    ['{start_time}-{email_domain}', /Different meetings/],
    ['always the same', /Different meetings/],
    ['', /Different meetings/],
    ['{start_time}-{meeting_link}', /does not know \{meeting_link\}/],
    ['{constructor}-{start_time}-{meeting_url}', /does not know \{constructor\}/],
    ['{start_time:roman}-{meeting_url}', /time format “roman”/],
    ['{start_time}-{meeting_url', /brace/],
    ['{start_time}}-{meeting_url}', /brace/],
    ['{}-{start_time}-{meeting_url}', /does not know \{\}/],
  ])('is refused for %s, saying why', (template, why) => {
    const refusal = (): unknown => recipeOf(template);
    expect(refusal).toThrow(CallboardError);
    expect(refusal).toThrow(why);
  });
});

describe('a key', () => {
  it('is built as Recall documents it', () => {
    const sample = aSample();
    expect(keyOf('{start_time}-{meeting_url}', sample)).toBe(`2026-01-05T15:00:00Z-${ZOOM}`);
    expect(keyOf('{start_time}-{meeting_url}-{email_domain}', sample)).toBe(
      `2026-01-05T15:00:00Z-${ZOOM}-acme.example`,
    );
    expect(keyOf('{start_time}-{meeting_url}-{event_id}', sample)).toBe(
      `2026-01-05T15:00:00Z-${ZOOM}-${sample.eventId}`,
    );
  });

  it.each([
    ['recall', '2026-01-05T15:00:00Z'],
    ['offset', '2026-01-05T15:00:00+00:00'],
    ['ms', '2026-01-05T15:00:00.000Z'],
    ['ms_offset', '2026-01-05T15:00:00.000+00:00'],
    ['us', '2026-01-05T15:00:00.000000Z'],
    ['us_offset', '2026-01-05T15:00:00.000000+00:00'],
    ['spaced', '2026-01-05 15:00:00+00:00'],
    ['unix', '1767625200'],
    ['unix_ms', '1767625200000'],
  ] as const)('spells its time as the recipe says: %s', (format, spelled) => {
    const sample = aSample();
    expect(keyOf(`{start_time:${format}}-{meeting_url}`, sample)).toBe(`${spelled}-${ZOOM}`);
  });

  it('is null where a part of it is not known', () => {
    const recipe = recipeOf('{start_time}-{meeting_url}-{email_domain}');
    expect(keyFor(recipe, aSample({ mailbox: null }))).toBeNull();
    expect(keyFor(recipe, aSample({ meetingUrl: null }))).toBeNull();
    expect(keyFor(recipe, aSample({ startAt: null }))).toBeNull();
  });
});

describe('the template of a key', () => {
  const templates = [
    '{start_time}-{meeting_url}',
    '{start_time}-{meeting_url}-{email_domain}',
    '{start_time}-{meeting_url}-{event_id}',
    '{meeting_url}_{start_time}',
    'notes/{calendar_id}/{start_time}',
    '{email}|{start_time}|{meeting_url}',
    '{ical_uid}:{start_time}',
    '{event_id}',
  ];

  it('is found whatever the template and the spelling of its time', () => {
    for (const template of templates) {
      for (const format of TIME_FORMATS) {
        const spelled = template.replace(
          '{start_time}',
          format === 'recall' ? '{start_time}' : `{start_time:${format}}`,
        );
        expect(templateIn(spelled, aSample())).toBe(spelled);
      }
    }
  });

  it('builds the very key again, whatever the event (property)', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.webUrl({ withQueryParameters: true }),
      fc.uuid(),
      fc.constantFrom('a', '-', 'acme.example', '.*', '2026-01-05T15:00:00Z', '1767625200', '\0', '$&', '%2F'),
    );
    const samples = fc.record({
      startAt: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1_000),
      meetingUrl: fc.option(part, { nil: null }),
      eventId: part,
      calendarId: part,
      icalUid: fc.option(part, { nil: null }),
      mailbox: fc.option(fc.emailAddress(), { nil: null }),
    });
    fc.assert(
      fc.property(samples, fc.constantFrom(...templates), fc.constantFrom(...TIME_FORMATS), (of, template, format) => {
        const recipe = recipeOf(template.replace('{start_time}', `{start_time:${format}}`));
        const key = keyFor(recipe, of);
        if (key === null) return;
        expect(isOfRecipe(recipe, { ...of, key })).toBe(true);
        const found = templateOf({ ...of, key });
        if (found === null) return;
        const again = recipeOf(found);
        expect(keyFor(again, of)).toBe(key);
        expect(isOfRecipe(again, { ...of, key })).toBe(true);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('is found although its time is one that the event had before', () => {
    const sample = aSample();
    for (const format of TIME_FORMATS) {
      const template = format === 'recall' ? '{start_time}-{meeting_url}' : `{start_time:${format}}-{meeting_url}`;
      const stale = { ...aSample({ startAt: START + 3 * DAY_MS }), key: keyOf(template, sample) };
      expect(templateOf(stale)).toBe(template);
      expect(isOfRecipe(recipeOf(template), stale)).toBe(true);
    }
  });

  it('is null for keys with a part that comes from elsewhere', () => {
    const foreign = [
      '',
      '7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069',
      '5b1c2a34-70d4-4f7c-9a53-0f9a0f4d2a11',
      `2026-01-05T15:00:00Z-https://zoom.us/j/99999999999`,
      `2026-01-05T15:00:00Z-2026-01-05T16:00:00Z-${ZOOM}`,
      `{start_time}-{meeting_url}`,
      `2026-01-05T15:00:00.123456Z-${ZOOM}`,
      `2026-01-05T16:00:00+01:00-${ZOOM}`,
      'just words',
    ];
    for (const key of foreign) expect(templateOf(aSample({ key })), key).toBeNull();
  });

  it('does not take the number of a Zoom meeting for a time, nor a piece of something longer for a value', () => {
    expect(templateOf(aSample({ key: `1767625260-81234567890` }))).toBeNull();
    const sample = aSample({ meetingUrl: 'https://zoom.us/j/1' });
    expect(templateOf({ ...sample, key: '2026-01-05T15:00:00Z-https://zoom.us/j/1?pwd=x' })).toBeNull();
    expect(templateOf({ ...sample, key: '2026-01-05T15:00:00Z-https://zoom.us/j/1-eu.acme.example' })).not.toContain(
      '{email_domain}',
    );
  });
});

describe('a key of a recipe', () => {
  const perDomain = recipeOf('{start_time}-{meeting_url}-{email_domain}');

  it('is told from one of another recipe', () => {
    const sample = aSample();
    const shared = keyOf('{start_time}-{meeting_url}', sample);
    expect(isOfRecipe(perDomain, { ...sample, key: shared })).toBe(false);
    expect(isOfRecipe(recipeOf('{start_time}-{meeting_url}'), { ...sample, key: shared })).toBe(true);
    expect(isOfRecipe(recipeOf('{start_time:ms}-{meeting_url}'), { ...sample, key: shared })).toBe(false);
    expect(isOfRecipe(recipeOf('{start_time}-{meeting_url}'), { ...sample, key: `${shared}x` })).toBe(false);
  });

  it('cannot be judged where the event lacks a part of it', () => {
    const sample = aSample();
    const key = keyOf(perDomain.template, sample);
    expect(isOfRecipe(perDomain, { ...sample, key, mailbox: null })).toBeNull();
    expect(isOfRecipe(perDomain, { ...sample, key: 'something else', mailbox: null })).toBe(false);
  });
});

describe('the recipe that keys tell of', () => {
  const events = Array.from({ length: 10 }, (_, index) =>
    aSample({
      startAt: START + index * HOUR_MS,
      meetingUrl: `https://meet.google.com/abc-defg-h${'ijklmnopqr'.charAt(index)}j`,
      eventId: `event-${index}`,
      mailbox: `person${index}@${index < 5 ? 'acme' : 'globex'}.example`,
    }),
  );
  const keyed = (template: string, from = 0, to = events.length): KeySample[] =>
    events.slice(from, to).map((one) => ({ ...one, key: keyOf(template, one) }));

  it('is the one that most of them are of', () => {
    const samples = [
      ...keyed('{start_time:ms}-{meeting_url}-{email_domain}', 0, 7),
      ...keyed('{start_time}-{meeting_url}', 7),
    ];
    expect(inferRecipe(samples)).toEqual({
      template: '{start_time:ms}-{meeting_url}-{email_domain}',
      sampled: 10,
      share: 0.7,
    });
  });

  it('counts keys at an old time, which a sync that falls behind leaves', () => {
    const samples = keyed('{start_time}-{meeting_url}').map((sample, index) =>
      index % 2 === 0 ? sample : { ...sample, startAt: (sample.startAt ?? 0) + 30 * MINUTE_MS },
    );
    expect(inferRecipe(samples)).toEqual({ template: '{start_time}-{meeting_url}', sampled: 10, share: 1 });
  });

  it('is none with fewer than three keys, below 60 %, or with keys that nothing explains', () => {
    expect(inferRecipe([])).toEqual({ template: null, sampled: 0, share: 0 });
    expect(inferRecipe(keyed('{start_time}-{meeting_url}', 0, 2))).toEqual({ template: null, sampled: 2, share: 1 });
    const split = [...keyed('{start_time}-{meeting_url}', 0, 5), ...keyed('{event_id}', 5)];
    expect(inferRecipe(split)).toEqual({ template: null, sampled: 10, share: 0.5 });
    const hashed = events.map((one, index) => ({ ...one, key: `${index}f83b1657ff1fc53b92dc18148a1d65df` }));
    expect(inferRecipe(hashed)).toEqual({ template: null, sampled: 10, share: 0 });
  });

  it('is held against keys as a chosen one is', () => {
    const samples = keyed('{start_time}-{meeting_url}', 0, 5);
    expect(shareOf(recipeOf('{start_time}-{meeting_url}'), samples)).toBe(1);
    expect(shareOf(recipeOf('{start_time}-{meeting_url}-{event_id}'), samples)).toBe(0);
    expect(shareOf(recipeOf('{event_id}'), [])).toBe(0);
  });

  it('is never more than the keys say, however hostile they are (property)', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc
        .constantFrom('a', '-', '(a+)+$', '\\', '[', '{', '}', '{start_time}', '\u202e', '👩‍👩‍👧', '\ud800')
        .map((text) => text.repeat(Math.floor(2_000 / text.length))),
      fc.constant(`${'2026-01-05T15:00:00'.repeat(100)}Z`),
      fc.constant('1'.repeat(2_000)),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (key, meetingUrl, eventId) => {
        const sample = aSample({ key, meetingUrl, eventId });
        const { template, share } = inferRecipe([sample, sample, sample]);
        expect(template === null ? 0 : share).toBe(template === null ? 0 : 1);
        if (template !== null) expect(isOfRecipe(recipeOf(template), sample)).toBe(true);
        expect(isOfRecipe(recipeOf('{start_time:unix}-{meeting_url}-{event_id}'), sample)).toBeTypeOf('boolean');
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('times in keys', () => {
  it('are not written outside of what a format can say', () => {
    expect(writeTime(Number.NaN, 'recall')).toBeNull();
    expect(writeTime(-1, 'recall')).toBeNull();
    expect(writeTime(8_640_000_000_000_000, 'ms')).toBeNull();
    expect(writeTime(1_500, 'unix')).toBeNull();
    expect(writeTime(1_500, 'recall')).toBe('1970-01-01T00:00:01.500000Z');
  });
});
