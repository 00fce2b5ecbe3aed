/**
 * One simulated workspace: its calendars, events and bots, and everything that a test may do to them. Every change
 * bumps `updated_at` from the clock. What only time brings about (connection attempts that end, events that enter the
 * 28-day window, retention) is settled whenever anyone looks.
 */
import type { CauseId } from './causes.ts';
import type { CalendarStatus, Instead, SimBot, SimCalendar, SimEvent } from './model.ts';
import type { BotToCome } from './newcomers.ts';
import type { Healing, Outage } from './outages.ts';
import type { EventDetails, NewBot, NewCalendar, NewEvent, Range, SharedClients } from './changes.ts';
import type { CalendarPlatform } from './payload-facts.ts';
import { EventShelf } from './event-shelf.ts';
import { causeOf, detailFields } from './causes.ts';
import { likelyOutcome } from './bot-life.ts';
import { eventText, rawText } from './payloads.ts';
import { amendedRaw } from './genuine.ts';
import { newBot, newCalendar, newEvent, recognised } from './newcomers.ts';
import { breakTogether, healTogether } from './outages.ts';
import type { KeyRecipe } from './recipes.ts';
import { deduplicationKey } from './recipes.ts';
import type { Rng } from './rng.ts';
import { createRng, seedOf } from './rng.ts';

const MINUTE = 60_000;

export interface SimulatorClock {
  /** ms UTC. */
  now(): number;
}

/** Bytes of rendered events that may still be kept for the next time they are served; shared by a whole world. */
export interface KeptBytes {
  left: number;
}

/** How long Recall takes to say whether a credential works. */
const ATTEMPT_MS: Range = { from: 3_000, to: 40_000 };

export class SimWorkspace {
  readonly name: string;
  readonly colour: string;
  readonly apiKey: string;
  readonly rng: Rng;
  readonly calendarsById = new Map<string, SimCalendar>();
  readonly botsById = new Map<string, SimBot>();
  /** Everything secret that this workspace ever answered with or was given. */
  readonly secrets = new Set<string>();
  /** Signature in every download link: recognisable, and a secret too. */
  readonly linkSignature: string;
  /** While true, ad-hoc bots get 507 (recall-api.md 4.7). */
  adHocPoolEmpty = false;
  /** Whether scheduling under another key replaces the event's bot or adds one: unconfirmed (recall-api.md 3.4). */
  otherKey: 'replace' | 'add' = 'replace';
  /** Teams tenants that forbid bots (`teams_blacklisted_tenant`, recall-api.md 1.6). */
  readonly blockedTenants = new Set<string>();
  /** How this customer's software makes the keys of its bots. */
  readonly recipe: KeyRecipe;
  /** Called when a calendar that has no events connects for the first time. */
  onFirstConnect: (calendar: SimCalendar) => void = () => {};

  private readonly clock: SimulatorClock;
  private readonly clients: SharedClients;
  private readonly attemptMs: Range;
  private readonly shelf = new EventShelf();
  private readonly scheduledByKey = new Map<string, SimBot>();
  private readonly keptBytes: KeptBytes;
  private lastUs = 0;
  private building = true;
  /** What lies ahead, soonest first. */
  private ahead: { readonly at: number; readonly happen: () => void }[] = [];

  constructor(options: {
    name: string;
    colour: string;
    seed: number;
    clock: SimulatorClock;
    keptBytes: KeptBytes;
    apiKey?: string;
    clients?: SharedClients;
    attemptMs?: Range;
    recipe?: KeyRecipe;
  }) {
    this.name = options.name;
    this.colour = options.colour;
    this.clock = options.clock;
    this.keptBytes = options.keptBytes;
    this.clients = options.clients ?? {};
    this.attemptMs = options.attemptMs ?? ATTEMPT_MS;
    this.recipe = options.recipe ?? { template: 'shared' };
    this.rng = createRng(seedOf(options.seed, options.name));
    this.apiKey = options.apiKey ?? `canary-api-key-${this.rng.hex(20)}`;
    this.linkSignature = `canary-download-${this.rng.hex(12)}`;
    this.secrets.add(this.apiKey);
    this.secrets.add(this.linkSignature);
  }

  now(): number {
    return this.clock.now();
  }

  /** The world is built: from now on whatever changes is dated now, also where it happened before. */
  begin(): void {
    this.building = false;
  }

  /** Something that happens by itself when the clock gets to `at` (ms UTC); at once when that is past. */
  later(at: number, happen: () => void): void {
    if (at <= this.now()) return happen();
    this.ahead = [...this.ahead, { at, happen }].sort((a, b) => a.at - b.at);
  }

  /** A fresh `updated_at` in microseconds: never before the clock, never the same twice in one workspace. */
  private stamp(): number {
    this.lastUs = Math.max(this.now() * 1000, this.lastUs + 1);
    return this.lastUs;
  }

  /** The OAuth client that this workspace's calendars share, if they do. */
  sharedClient(platform: CalendarPlatform): string | null {
    return this.clients[platform] ?? null;
  }

  // Looking

  /** All calendars, oldest first. */
  calendars(): readonly SimCalendar[] {
    this.settle();
    return [...this.calendarsById.values()].sort((a, b) => a.createdUs - b.createdUs || (a.id < b.id ? -1 : 1));
  }

  /** All events that the API would list without a filter, by start time; deleted ones included. */
  events(): readonly SimEvent[] {
    this.settle();
    return this.shelf.inOrderOfStart();
  }

  /** Null when the API would answer 404. */
  findCalendar(id: string): SimCalendar | null {
    this.settle();
    return this.calendarsById.get(id) ?? null;
  }

  /** Null when the API would answer 404. */
  findEvent(id: string): SimEvent | null {
    this.settle();
    return this.shelf.findShown(id);
  }

  bots(): readonly SimBot[] {
    return [...this.botsById.values()];
  }

  /** The event as the API sends it. */
  eventPayload(event: SimEvent): unknown {
    return JSON.parse(this.eventBytes(event).toString('utf8'));
  }

  /** The event as the API sends it, as the UTF-8 of its JSON. */
  eventBytes(event: SimEvent): Buffer {
    if (event.bytes !== null) return event.bytes;
    const raw = event.raw === null ? rawText(event.platform, event) : JSON.stringify(event.raw);
    const text = eventText(event, event, raw);
    const bytes = Buffer.from(
      Object.keys(event.instead).length === 0 ? text : JSON.stringify({ ...JSON.parse(text), ...event.instead }),
    );
    if (bytes.length > this.keptBytes.left) return bytes;
    this.keptBytes.left -= bytes.length;
    event.bytes = bytes;
    return bytes;
  }

  private forgetBytes(event: SimEvent): void {
    this.keptBytes.left += event.bytes?.length ?? 0;
    event.bytes = null;
  }

  // Calendars

  addCalendar(spec: NewCalendar = {}): SimCalendar {
    const calendar = newCalendar(this.rng, this.clients, spec, () => this.stamp());
    this.secrets.add(calendar.oauthClientSecret).add(calendar.oauthRefreshToken);
    const status = spec.status ?? 'connected';
    this.calendarsById.set(calendar.id, calendar);
    if (status !== 'connecting') {
      const connectedAt = Math.floor(calendar.createdUs / 1000) + 20_000;
      const since = spec.since ?? connectedAt;
      calendar.platformEmail = calendar.mailbox;
      this.record(calendar, 'connected', Math.min(connectedAt, since) * 1000, {});
      if (status === 'disconnected') this.recordDisconnect(calendar, since * 1000);
    }
    return calendar;
  }

  /**
   * Sets a calendar's status as if the provider had brought it about, now or before (`at`, ms UTC). When it disconnects, the
   * bots that had not joined by then go: at once, or at `botsLeaveAt`, because Recall may notice late (recall-api.md 2.4).
   */
  setCalendarStatus(
    id: string,
    status: CalendarStatus,
    trouble: CauseId | null = null,
    at?: number,
    botsLeaveAt?: number,
  ): SimCalendar {
    const calendar = this.calendar(id);
    const since = at === undefined ? this.stamp() : at * 1000;
    calendar.attemptEndsAt = null;
    calendar.trouble = status === 'disconnected' ? (trouble ?? calendar.trouble ?? 'google_unexplained') : trouble;
    if (status === 'disconnected') this.recordDisconnect(calendar, since, botsLeaveAt);
    else this.record(calendar, status, since, {});
    if (status === 'connected') calendar.platformEmail = calendar.mailbox;
    if (!this.building) this.touchCalendar(calendar);
    return calendar;
  }

  /** Breaks connected calendars that have something in common. @throws RangeError when there are fewer than asked for. */
  outage(outage: Outage): readonly SimCalendar[] {
    return breakTogether(this, outage);
  }

  /** Somebody repaired what such calendars have in common: they connect again, without the bots that they lost. */
  heal(healing: Healing = {}): readonly SimCalendar[] {
    return healTogether(this, healing);
  }

  /** Lets the API say something else of a calendar than the truth; `{}` ends it. */
  answerInstead(id: string, instead: Instead): void {
    const calendar = this.calendar(id);
    calendar.instead = instead;
    this.touchCalendar(calendar);
  }

  /** The world outside repairs (null) or breaks a credential; Recall notices at the next connection attempt. */
  setTrouble(id: string, trouble: CauseId | null): void {
    this.calendar(id).trouble = trouble;
  }

  /** Starts a connection attempt; it ends after `attemptMs` on the clock, as the credential's truth decides. */
  reconnect(calendar: SimCalendar): void {
    this.record(calendar, 'connecting', this.stamp(), {});
    this.attempt(calendar);
  }

  /** The connection attempt of a calendar that says `connecting` already. */
  attempt(calendar: SimCalendar): void {
    calendar.attemptEndsAt = this.now() + this.rng.int(this.attemptMs.from, this.attemptMs.to);
  }

  /** Other fields of a calendar changed. */
  touchCalendar(calendar: SimCalendar): void {
    calendar.updatedUs = this.stamp();
  }

  /** Deletes a calendar with its events and future bots; Recall then knows nothing of them (recall-api.md 2.4). */
  removeCalendar(id: string): void {
    this.calendar(id);
    this.calendarsById.delete(id);
    for (const event of this.shelf.removeCalendar(id)) this.releaseFutureBots(event);
  }

  // Events

  addEvent(spec: NewEvent): SimEvent {
    const event = newEvent(this.rng, this.calendar(spec.calendarId), spec, () => this.stamp());
    for (const bot of spec.bots ?? []) this.attachBot(event, bot);
    this.shelf.add(event, this.now());
    return event;
  }

  /** Changes an event: moves it, renames it, gives it another link or calendar. Its bots stay as they are (recall-api.md 3.3). */
  updateEvent(id: string, changes: EventDetails): SimEvent {
    const event = this.event(id);
    const { startAt, endAt, meetingUrl, calendarId, ...rest } = changes;
    if (startAt !== undefined && startAt !== event.startAt) {
      event.endAt += startAt - event.startAt;
      event.startAt = startAt;
      this.shelf.moved(event);
    }
    if (endAt !== undefined) event.endAt = endAt;
    if (meetingUrl !== undefined) {
      event.meetingUrl = meetingUrl;
      event.meetingPlatform = recognised(meetingUrl);
      event.rawLink = meetingUrl;
    }
    if (calendarId !== undefined) event.calendarId = this.calendar(calendarId).id;
    Object.assign(event, rest);
    if (event.raw !== null) event.raw = amendedRaw(event.raw, event);
    this.touchEvent(event);
    return event;
  }

  /** Marks an event deleted; Recall removes its future bots by itself (recall-api.md 3.3). */
  deleteEvent(id: string): SimEvent {
    const event = this.event(id);
    event.isDeleted = true;
    this.releaseFutureBots(event);
    this.touchEvent(event);
    return event;
  }

  /** Somebody took the deletion back; the bots that went with it stay away. */
  restoreEvent(id: string): SimEvent {
    const event = this.event(id);
    event.isDeleted = false;
    this.touchEvent(event);
    return event;
  }

  /** Lets the API send other fields of an event than the truth, e.g. `{ bots: null }` or `{ start_time: null }`; `{}` ends it. */
  answerEventInstead(id: string, fields: Readonly<Record<string, unknown>>): void {
    const event = this.event(id);
    event.instead = fields;
    this.touchEvent(event);
  }

  // Bots

  /** Gives an event a bot; an existing bot with the same key and a future start is shared, as Recall deduplicates. */
  putBot(eventId: string, spec: NewBot = {}): SimBot {
    const event = this.event(eventId);
    const bot = this.attachBot(event, spec);
    this.touchEvent(event);
    return bot;
  }

  private attachBot(event: SimEvent, spec: NewBot): SimBot {
    const startAt = spec.startAt ?? event.startAt;
    const meetingUrl = spec.meetingUrl ?? event.meetingUrl ?? 'https://meet.google.com/aaa-bbbb-ccc';
    const deduplicationKey = spec.deduplicationKey ?? this.keyOf(event, startAt, meetingUrl);
    const known = spec.botId === undefined ? this.scheduledBot(deduplicationKey) : this.botsById.get(spec.botId);
    const minutes = Math.max(5, Math.round((event.endAt - event.startAt) / MINUTE));
    const bot =
      known ??
      this.addBot({
        ...spec,
        joinAt: startAt,
        meetingUrl,
        deduplicationKey,
        outcome: spec.outcome ?? likelyOutcome(this.rng, minutes),
      });
    event.bots = [
      ...event.bots.filter((entry) => entry.botId !== bot.id),
      { botId: bot.id, startAt, deduplicationKey, meetingUrl },
    ];
    return bot;
  }

  /** The key that the workspace's recipe gives an event's bot at a start and a link. */
  keyOf(event: SimEvent, startAt = event.startAt, meetingUrl = event.meetingUrl ?? ''): string {
    const { id: eventId, calendarId, icalUid } = event;
    const mailbox = this.calendar(calendarId).mailbox;
    return deduplicationKey(this.recipe, { startAt, meetingUrl, eventId, calendarId, icalUid, mailbox });
  }

  /** A bot on its own, as Create Bot makes it. */
  addBot(spec: BotToCome): SimBot {
    const bot = newBot(this.rng, spec);
    this.botsById.set(bot.id, bot);
    if (bot.deduplicationKey !== null) this.scheduledByKey.set(bot.deduplicationKey, bot);
    return bot;
  }

  /** The bot that a deduplication key stands for; only bots that have not joined count (recall-api.md 3.4). */
  scheduledBot(deduplicationKey: string): SimBot | undefined {
    const bot = this.scheduledByKey.get(deduplicationKey);
    return bot !== undefined && bot.joinAt > this.now() && this.botsById.has(bot.id) ? bot : undefined;
  }

  /** Takes the bots that have not joined by `from` (default now) off an event; a bot that no event holds any more is gone. */
  releaseFutureBots(event: SimEvent, from = this.now()): boolean {
    const leaving = event.bots.filter((entry) => (this.botsById.get(entry.botId)?.joinAt ?? entry.startAt) > from);
    if (leaving.length === 0) return false;
    event.bots = event.bots.filter((entry) => !leaving.includes(entry));
    this.forgetBytes(event);
    for (const { botId } of leaving) if (!this.isReferenced(botId)) this.botsById.delete(botId);
    return true;
  }

  /** Removes a bot and its entries on events. */
  removeBot(botId: string): void {
    this.botsById.delete(botId);
    for (const event of this.shelf.all()) {
      if (!event.bots.some((entry) => entry.botId === botId)) continue;
      event.bots = event.bots.filter((entry) => entry.botId !== botId);
      this.touchEvent(event);
    }
  }

  /** The API answers 404 for a bot whose retention passed; events go on naming it. */
  forgetBot(botId: string): void {
    this.botsById.delete(botId);
  }

  /** Something about the event changed: a new `updated_at`. */
  touchEvent(event: SimEvent, at = this.stamp()): void {
    event.updatedUs = Math.max(at, event.updatedUs + 1);
    event.updatedAt = Math.floor(event.updatedUs / 1000);
    this.forgetBytes(event);
  }

  /** Keeps a secret on the list that security tests search for; returns it. */
  secret(value: string): string {
    this.secrets.add(value);
    return value;
  }

  // What time brings about

  private settle(): void {
    const now = this.now();
    const due = this.ahead.filter(({ at }) => at <= now);
    this.ahead = this.ahead.slice(due.length);
    for (const { happen } of due) happen();
    for (const calendar of this.calendarsById.values()) {
      if (calendar.attemptEndsAt !== null && calendar.attemptEndsAt <= now)
        this.endAttempt(calendar, calendar.attemptEndsAt);
    }
    this.shelf.settle(now, (event) => {
      this.touchEvent(event);
      event.createdUs = event.updatedUs;
    });
  }

  private endAttempt(calendar: SimCalendar, at: number): void {
    calendar.attemptEndsAt = null;
    if (calendar.trouble !== null && causeOf(calendar.trouble).repair === 'retry') calendar.trouble = null;
    if (calendar.trouble !== null) {
      this.recordDisconnect(calendar, Math.max(at * 1000, calendar.updatedUs + 1));
      return;
    }
    const first = calendar.platformEmail === null;
    calendar.platformEmail = calendar.mailbox;
    this.record(calendar, 'connected', Math.max(at * 1000, calendar.updatedUs + 1), {});
    if (first) this.onFirstConnect(calendar);
  }

  private record(
    calendar: SimCalendar,
    status: CalendarStatus,
    at: number,
    extra: Readonly<Record<string, unknown>>,
  ): void {
    calendar.status = status;
    calendar.statusChanges.push({ status, at, extra });
    calendar.updatedUs = at;
  }

  private recordDisconnect(calendar: SimCalendar, at: number, botsLeaveAt = 0): void {
    const detail = calendar.trouble === null ? {} : detailFields(this.rng, causeOf(calendar.trouble).detail);
    this.record(calendar, 'disconnected', at, detail);
    this.later(botsLeaveAt, () => {
      const seenAt = this.building ? at : this.stamp();
      for (const event of this.shelf.all()) {
        if (event.calendarId !== calendar.id) continue;
        if (this.releaseFutureBots(event, Math.max(at / 1000, botsLeaveAt))) this.touchEvent(event, seenAt);
      }
    });
  }

  private isReferenced(botId: string): boolean {
    for (const event of this.shelf.all()) if (event.bots.some((entry) => entry.botId === botId)) return true;
    return false;
  }

  /** @throws RangeError for an id that this workspace does not have: a mistake of the test. */
  private calendar(id: string): SimCalendar {
    const calendar = this.calendarsById.get(id);
    if (calendar === undefined) throw new RangeError(`The simulated workspace "${this.name}" has no calendar ${id}.`);
    return calendar;
  }

  private event(id: string): SimEvent {
    const event = this.shelf.find(id);
    if (event === null) throw new RangeError(`The simulated workspace "${this.name}" has no event ${id}.`);
    return event;
  }
}
