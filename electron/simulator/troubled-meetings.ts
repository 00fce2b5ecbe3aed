/** Meetings of the training world that went wrong, one example of everything that a verdict tells apart. */
import type { NewEvent } from './changes.ts';
import type { SimCalendar } from './model.ts';
import type { SimWorkspace } from './workspace.ts';
import { icalUid, seriesIdOf } from './payloads.ts';
import { meetingLink, wrappedLink } from './meeting-links.ts';
import { botFor } from './populate.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Meetings that went wrong, each in its own way; all in one healthy calendar unless they need two. */
export function troubledMeetings(workspace: SimWorkspace, calendar: SimCalendar) {
  const rng = workspace.rng;
  const now = workspace.now();
  const soon = Math.ceil(now / (15 * MINUTE)) * 15 * MINUTE;
  const colleagues = workspace.calendars().filter((one) => one.id !== calendar.id && isHealthy(one));
  const zoom = (): string => meetingLink(rng, 'zoom', 'acme');
  const meet = (): string => meetingLink(rng, 'google_meet', 'acme');
  const event = (title: string, startAt: number, meetingUrl: string | null, more: Partial<NewEvent> = {}) =>
    workspace.addEvent({ calendarId: calendar.id, title, startAt, meetingUrl, createdAt: now - 6 * DAY, ...more });

  return {
    /** The meeting moved and nobody scheduled again: the bot comes at the old time. */
    movedWithStaleBot(): void {
      for (const [title, hours, shift] of [
        ['Customer kick-off', 3, 1],
        ['Contract negotiation', 26, -2],
        ['Steering committee', 50, 24],
      ] as const) {
        const link = zoom();
        const moved = event(title, soon + hours * HOUR, link, { bots: [botFor(soon + hours * HOUR, link)] });
        workspace.updateEvent(moved.id, { startAt: moved.startAt + shift * HOUR });
      }
    },
    /** The link changed and nobody scheduled again: the bot comes to the old room. */
    otherLinkWithStaleBot(): void {
      const link = zoom();
      const changed = event('Vendor demo', soon + 5 * HOUR, link, { bots: [botFor(soon + 5 * HOUR, link)] });
      workspace.updateEvent(changed.id, { meetingUrl: meet() });
    },
    /** One event used again every week by moving it: several bots, one for each occurrence. */
    perpetual(): void {
      const link = meet();
      const bots = [21, 14, 7].map((days) => ({
        ...botFor(soon + 2 * HOUR - days * DAY, link),
        outcome:
          days === 7
            ? ({ kind: 'not_recorded', subCode: 'timeout_exceeded_waiting_room' } as const)
            : ({ kind: 'recorded', minutes: 38 + days, subCode: 'call_ended_by_host' } as const),
      }));
      event('Coaching session', soon + 2 * HOUR, link, {
        createdAt: now - 30 * DAY,
        bots: [...bots, botFor(soon + 2 * HOUR, link)],
      });
    },
    /** Three colleagues in one meeting: one bot, named in all three events. */
    deduplicated(): void {
      const link = zoom();
      const startAt = soon + 90 * MINUTE;
      const uid = icalUid(rng, calendar.platform);
      for (const one of [calendar, ...colleagues.slice(0, 2)]) {
        event('All-hands rehearsal', startAt, link, {
          calendarId: one.id,
          icalUid: uid,
          bots: [botFor(startAt, link)],
        });
      }
    },
    /** Recall found no link although the provider has one. */
    linkNotRecognised(): void {
      const link = meetingLink(rng, 'microsoft_teams', 'acme');
      event('Security questionnaire', soon + 4 * HOUR, null, { rawLink: wrappedLink(link) });
      event('Town hall broadcast', soon + 28 * HOUR, null, {
        rawLink: 'https://teams.microsoft.com/l/broadcast/8f2a/join',
      });
    },
    noLink(): void {
      event('Lunch with the auditors', soon + 6 * HOUR, null);
    },
    neverScheduled(): void {
      event('Interview: platform engineer', soon + 45 * MINUTE, meet());
    },
    /** Moved minutes before it starts: too late for a reserved bot (recall-api.md 4.7). */
    lastMinute(): void {
      const late = event('Incident review', now + 3 * HOUR, zoom(), { bots: [] });
      workspace.updateEvent(late.id, { startAt: now + 6 * MINUTE });
    },
    running(): void {
      const link = meet();
      const startAt = now - 12 * MINUTE;
      event('Weekly business review', startAt, link, {
        endAt: now + 48 * MINUTE,
        bots: [{ ...botFor(startAt, link), outcome: { kind: 'recorded', minutes: 58, subCode: 'call_ended_by_host' } }],
      });
    },
    failedBots(): void {
      for (const [title, hours, subCode] of [
        ['Board preparation', 20, 'meeting_requires_sign_in'],
        ['Supplier call', 9, 'google_meet_bot_blocked'],
      ] as const) {
        const link = meet();
        const startAt = soon - hours * HOUR;
        event(title, startAt, link, { bots: [{ ...botFor(startAt, link), outcome: { kind: 'fatal', subCode } }] });
      }
    },
    cancelled(): void {
      event('Cancelled: partner webinar', soon + 7 * HOUR, zoom(), { isCancelled: true });
    },
    deleted(): void {
      const link = zoom();
      const gone = event('Budget round two', soon + 8 * HOUR, link, { bots: [botFor(soon + 8 * HOUR, link)] });
      workspace.deleteEvent(gone.id);
    },
    allDay(): void {
      const startAt = Math.floor(now / DAY) * DAY + DAY;
      event('Company offsite', startAt, null, { endAt: startAt + DAY, allDay: true });
    },
    guestListHidden(): void {
      event('Salary round', soon + 10 * HOUR, meet(), { attendees: null });
    },
    /** The organiser handed the event over: it is in another calendar now (recall-api.md 3.3). */
    ownershipTransferred(): void {
      const heir = colleagues.find((one) => one.platform === calendar.platform);
      const link = zoom();
      const moved = event('Renewal with Vandelay', soon + 30 * HOUR, link, {
        bots: [botFor(soon + 30 * HOUR, link)],
      });
      if (heir !== undefined) workspace.updateEvent(moved.id, { calendarId: heir.id });
    },
    /** A series in which some occurrences have bots and some have none. */
    patchySeries(): void {
      const link = meet();
      const seriesId = seriesIdOf(rng, calendar.platform);
      const uid = icalUid(rng, calendar.platform);
      for (let week = 0; week < 4; week++) {
        const startAt = soon + 5 * HOUR + week * 7 * DAY;
        event('Design critique', startAt, link, {
          seriesId,
          icalUid: uid,
          bots: week % 2 === 0 ? [botFor(startAt, link)] : [],
        });
      }
    },
    /** Two colleagues whose bots have keys of two recipes: two bots come. */
    otherKey(): void {
      const link = zoom();
      const startAt = soon + 31 * HOUR;
      const [colleague] = colleagues;
      event('Quarterly roadmap', startAt, link, { bots: [botFor(startAt, link)] });
      if (colleague === undefined) return;
      event('Quarterly roadmap', startAt, link, {
        calendarId: colleague.id,
        bots: [{ ...botFor(startAt, link), deduplicationKey: `roadmap-${colleague.id}` }],
      });
    },
    /** It moved and was scheduled again, but the old bot was never taken away. */
    oldBotRemains(): void {
      const link = zoom();
      const startAt = soon + 49 * HOUR;
      const moved = event('Handover with support', startAt, link, { bots: [botFor(startAt, link)] });
      workspace.updateEvent(moved.id, { startAt: startAt + 2 * HOUR });
      workspace.putBot(moved.id);
    },
    /** Bots that came and recorded nothing, each for another reason. */
    notRecorded(): void {
      for (const [title, hours, subCode] of [
        ['Coffee with the founders', 11, 'timeout_exceeded_noone_joined'],
        ['Salary negotiation', 13, 'bot_kicked_from_call'],
        ['Press briefing', 15, 'timeout_exceeded_waiting_room'],
        ['Works council', 17, 'timeout_exceeded_recording_permission_denied'],
      ] as const) {
        const link = zoom();
        const startAt = soon - hours * HOUR;
        const outcome = { kind: 'not_recorded', subCode } as const;
        event(title, startAt, link, { bots: [{ ...botFor(startAt, link), outcome }] });
      }
    },
    /** Recall has the bot no more, and the event still names it. */
    botGone(): void {
      const link = meet();
      const startAt = soon - 19 * HOUR;
      const past = event('Retrospective', startAt, link, { bots: [botFor(startAt, link)] });
      for (const { botId } of past.bots) workspace.forgetBot(botId);
    },
    /** The mail filters of other vendors. */
    linksWrapped(): void {
      for (const [title, hours, gateway] of [
        ['Contract law sync', 29, 'proofpoint_v3'],
        ['Procurement call', 32, 'mimecast'],
      ] as const)
        event(title, soon + hours * HOUR, null, { rawLink: wrappedLink(zoom(), gateway) });
    },
  };
}

/** Nothing ever happened to it. */
export function isHealthy({ status, statusChanges }: SimCalendar): boolean {
  return status === 'connected' && statusChanges.length === 2;
}
