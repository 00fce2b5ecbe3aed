/** The numbers that decide what is fetched when, each with its reason. Milliseconds. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';

/** Recall keeps one day back to 28 days ahead in step with the provider (recall-api.md 3.3). */
export const WINDOW_BACK_MS = DAY_MS;
export const WINDOW_AHEAD_MS = 28 * DAY_MS;

/** The far edge of the window moves on with time; it is read again in steps of about a day. */
export const EDGE_STEP_MS = DAY_MS;
/** Any other hole in the window is filled as soon as it is longer than this. */
export const HOLE_MS = MINUTE_MS;
/** After an absence this long, the next 24 hours are read before the sweep: soonest meetings first. */
export const CATCH_UP_AFTER_MS = DAY_MS;

/** A sweep begins this much before the end of the last one: commits become visible late, and pages shift while read. */
export const OVERLAP_MS = 2 * MINUTE_MS;
/** The longest overlap, used while nothing proves that the `Date` header and `updated_at` come from one clock. */
export const MAX_OVERLAP_MS = 30 * MINUTE_MS;
/** How long a proof of that kind counts. */
export const EVIDENCE_LASTS_MS = DAY_MS;

/** More seams between pages than this are not left unproven. */
export const SEAMS_AT_MOST = 500;
/** They are saved with every page, so only so many. */
export const SEAMS_SAVED = 600;
/** A deleted calendar is noticed by the next complete listing, or the one after it. */
export const SEAMS_REMEMBERED_MS = 25 * MINUTE_MS;
/** During the first fill, changes to what is already filled are swept at most this often. */
export const FILL_SWEEP_MS = 2 * MINUTE_MS;
/** All calendars are listed this often; disconnected and connecting ones at every poll. */
export const ALL_CALENDARS_MS = 10 * MINUTE_MS;
/** When more calendars than this left the watched states at once, a complete listing costs less than retrieving each. */
export const RETRIEVE_AT_MOST = 20;
/** Unreadable events that are asked for again after each complete listing of the calendars; 300 a minute are allowed. */
export const SECOND_LOOK_AT_MOST = 30;
/** Polls are spread by this part of the interval to both sides, so that workspaces do not march in step. */
export const JITTER = 0.1;

/** First and longest wait after a failure that may pass by itself. */
export const BACKOFF_MS = 5 * SECOND_MS;
export const MAX_BACKOFF_MS = 5 * MINUTE_MS;
/** After 401, 402 and 403 only a person can help; asking more often would only add refused calls. */
export const REFUSED_RETRY_MS = 10 * MINUTE_MS;
/** Disk full or read-only: nothing is asked of Recall meanwhile, because it could not be kept. */
export const STORAGE_RETRY_MS = 30 * SECOND_MS;

/** Start times are forgotten from the covered set when they are this old. */
export const FORGET_START_MS = 3 * DAY_MS;
/** The position inside a slice says something about its end only after this much of start time. */
export const ETA_EVIDENCE_MS = 3 * DAY_MS;
/** A slot of the budget that opens later than this counts as waiting. */
export const HELD_MS = 3 * SECOND_MS;
export const CLOCK_SAMPLE_AGE_MS = HOUR_MS;
