/**
 * What `status_changes` may also look like: it is untyped in Recall's specification and the fields of a disconnect entry are
 * unconfirmed (recall-api.md 2.3), so a console has to stand every one of these.
 */
import type { SimCalendar } from './model.ts';
import { statusChangesOf } from './calendars-api.ts';
import { causeOf } from './causes.ts';
import { wireUs } from './wire-time.ts';

export const STATUS_VARIANTS = [
  'empty',
  'null',
  'missing',
  'not_a_list',
  'not_objects',
  'newest_first',
  'unordered',
  'without_times',
  'unknown_status',
  'unknown_keys',
  'nested',
  'many',
  'markup',
  'two_causes',
] as const;
export type StatusVariant = (typeof STATUS_VARIANTS)[number];

const MINUTE_US = 60_000_000;
/** Levels of the entry in `nested`, and entries in `many`. */
const DEPTH = 40;
const MANY = 10_000;

/** The calendar's own entries in another form, for `answerInstead(id, { statusChanges: … })`. */
export function statusVariant(variant: StatusVariant, calendar: SimCalendar): unknown {
  const entries = statusChangesOf(calendar);
  const last = entries.at(-1) ?? {};
  const earlier = entries.slice(0, -1);
  switch (variant) {
    case 'empty':
      return [];
    case 'null':
      return null;
    case 'missing':
      return undefined;
    case 'not_a_list':
      return { latest: last };
    case 'not_objects':
      return [null, 'disconnected', 7, ['disconnected'], ...entries];
    case 'newest_first':
      return entries.toReversed();
    case 'unordered':
      return [...entries.filter((_, index) => index % 2 === 1), ...entries.filter((_, index) => index % 2 === 0)];
    case 'without_times':
      return entries.map(({ created_at: _at, ...entry }) => entry);
    case 'unknown_status':
      return [...entries, { ...last, status: 'hibernating', created_at: after(calendar, 1) }];
    case 'unknown_keys':
      return [...earlier, { ...last, retry_budget: 3, region: { cell: 'b' }, flags: [true, null] }];
    case 'nested':
      return [...earlier, { status: last['status'], created_at: last['created_at'], data: buried(last) }];
    case 'many':
      return Array.from({ length: MANY }, (_, index) => ({
        ...(index % 2 === 0 ? { status: 'connected' } : last),
        created_at: after(calendar, index - MANY),
      }));
    case 'markup':
      return [
        ...earlier,
        { ...last, message: '<img src=x onerror="globalThis.__hostile=1"><script>alert(1)</script>' },
      ];
    case 'two_causes':
      return [
        ...earlier,
        { ...last, error: causeOf('outlook_secret_expired').detail, hint: causeOf('outlook_mfa_required').detail },
      ];
  }
}

/** So many minutes after the calendar's latest entry, as the API writes it. */
function after({ statusChanges }: SimCalendar, minutes: number): string {
  return wireUs((statusChanges.at(-1)?.at ?? 0) + minutes * MINUTE_US);
}

function buried(value: unknown): unknown {
  let inside = value;
  for (let level = 0; level < DEPTH; level += 1) inside = level % 2 === 0 ? { error: inside } : [inside];
  return inside;
}
