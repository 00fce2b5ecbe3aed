/**
 * The messages between hosts, workers and windows. One channel each for call, cancel and event, whatever
 * carries them (worker port, Electron IPC, HTTP + SSE).
 */
import type { Answer } from './envelope.ts';

/** Names of the Electron IPC channels; also the last path segment of the web host's routes. */
export const CHANNELS = { call: 'callboard:call', cancel: 'callboard:cancel', event: 'callboard:event' } as const;

/** What became stale. Never carries rows: the window asks again. */
export interface StaleEvent {
  /** Grows by one per event; a gap means that events were missed and everything is stale. */
  readonly seq: number;
  readonly topic: Topic;
  /** Null: all workspaces. */
  readonly workspaceId: number | null;
  /** Remote ids that changed, when few; absent: any of the topic. */
  readonly ids?: readonly string[];
}

export const TOPICS = [
  'app',
  'workspaces',
  'calendars',
  'events',
  'bots',
  'sync',
  'jobs',
  'audit',
  'oauthClients',
  'incidents',
  'views',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Host → worker. `id` is fresh per call. */
export type ToWorker =
  | { readonly type: 'call'; readonly id: string; readonly method: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: string }
  | { readonly type: 'port-reply'; readonly id: string; readonly answer: Answer<unknown> }
  /** The computer slept or woke, or the app is about to quit. */
  | { readonly type: 'power'; readonly state: 'suspend' | 'resume' }
  /** (reader only) the file was replaced or migrated: open it again. */
  | { readonly type: 'reopen' }
  | { readonly type: 'stop' };

/** Worker → host. */
export type FromWorker =
  | { readonly type: 'ready' }
  /** The worker cannot start; `code` decides the exit status of the host. */
  | { readonly type: 'failed'; readonly code: StartFailure; readonly message: string }
  | { readonly type: 'reply'; readonly id: string; readonly answer: Answer<unknown> }
  | { readonly type: 'event'; readonly event: StaleEvent }
  /** The core asks its host for something that only a host can do (see HostPort). */
  | { readonly type: 'port-call'; readonly id: string; readonly method: string; readonly input: unknown }
  /** The database file changed under the reader (migrated, rebuilt): the host passes `reopen` on. */
  | { readonly type: 'store-changed' }
  | { readonly type: 'stopped' };

/** Why the core could not start. */
export type StartFailure = 'already_running' | 'newer_database' | 'data_folder' | 'storage' | 'internal';
