/**
 * Which of a workspace's events Recall shows: from those that enter the window of 28 days ahead to those that ended 60
 * days ago (recall-api.md 3.3), in the order of their start times.
 */
import type { SimEvent } from './model.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WINDOW_AHEAD = 28 * DAY;
const RETENTION = 60 * DAY;

export class EventShelf {
  private readonly shown = new Map<string, SimEvent>();
  /** Events that start too late to be seen yet. */
  private readonly beyond = new Map<string, SimEvent>();
  private sorted: SimEvent[] = [];
  private inOrder = true;
  private nextReveal = Infinity;
  private nextRetention = -Infinity;

  add(event: SimEvent, now: number): void {
    if (!event.pinned && event.startAt > now + WINDOW_AHEAD) {
      this.beyond.set(event.id, event);
      this.nextReveal = Math.min(this.nextReveal, event.startAt - WINDOW_AHEAD);
    } else {
      this.show(event);
    }
  }

  /** Shown or not yet. */
  find(id: string): SimEvent | null {
    return this.shown.get(id) ?? this.beyond.get(id) ?? null;
  }

  findShown(id: string): SimEvent | null {
    return this.shown.get(id) ?? null;
  }

  /** By start time, then id. */
  inOrderOfStart(): readonly SimEvent[] {
    if (!this.inOrder) {
      this.sorted.sort((a, b) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));
      this.inOrder = true;
    }
    return this.sorted;
  }

  /** In no particular order. */
  all(): Iterable<SimEvent> {
    return this.shown.values();
  }

  /** To be called after an event's start changed. */
  moved(event: SimEvent): void {
    this.inOrder = false;
    if (this.beyond.has(event.id)) this.nextReveal = -Infinity;
  }

  /** Takes all events of a calendar away and returns them. */
  removeCalendar(calendarId: string): readonly SimEvent[] {
    const removed: SimEvent[] = [];
    for (const map of [this.shown, this.beyond]) {
      for (const event of map.values()) {
        if (event.calendarId !== calendarId) continue;
        map.delete(event.id);
        removed.push(event);
      }
    }
    this.sorted = this.sorted.filter((event) => event.calendarId !== calendarId);
    return removed;
  }

  /** Shows what has entered the window and forgets what is too old; `onEnter` hears of each event that becomes visible. */
  settle(now: number, onEnter: (event: SimEvent) => void): void {
    if (this.nextReveal <= now) this.reveal(now, onEnter);
    if (this.nextRetention <= now) this.forget(now);
  }

  private reveal(now: number, onEnter: (event: SimEvent) => void): void {
    this.nextReveal = Infinity;
    for (const event of this.beyond.values()) {
      const due = event.startAt - WINDOW_AHEAD;
      if (due > now) {
        this.nextReveal = Math.min(this.nextReveal, due);
        continue;
      }
      this.beyond.delete(event.id);
      onEnter(event);
      this.show(event);
    }
  }

  private forget(now: number): void {
    this.nextRetention = now + HOUR;
    const old = this.sorted.filter((event) => !event.pinned && event.endAt < now - RETENTION);
    if (old.length === 0) return;
    for (const event of old) this.shown.delete(event.id);
    this.sorted = this.sorted.filter((event) => this.shown.has(event.id));
  }

  private show(event: SimEvent): void {
    this.shown.set(event.id, event);
    this.sorted.push(event);
    this.inOrder = false;
  }
}
