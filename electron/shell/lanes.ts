/**
 * Which worker answers a method. The contract itself would bring zod into the host thread, so the names stand here
 * again; the type makes a missing or a foreign name an error, and a test compares both lists.
 */
import type { ReplicaMethod } from '../../shared/contract.ts';

const REPLICA_METHODS: Readonly<Record<ReplicaMethod, true>> = {
  'app.search': true,
  'workspaces.list': true,
  'workspaces.removalPreview': true,
  'workspaces.recipes': true,
  'calendars.list': true,
  'calendars.get': true,
  'calendars.diagnosis': true,
  'calendars.atRisk': true,
  'calendars.gap': true,
  'calendars.counts': true,
  'events.list': true,
  'events.get': true,
  'events.verdict': true,
  'events.series': true,
  'events.counts': true,
  'events.reasons': true,
  'events.coverage': true,
  'events.domainCoverage': true,
  'bots.list': true,
  'bots.get': true,
  'incidents.list': true,
  'incidents.get': true,
  'incidents.calendars': true,
  'incidents.meetings': true,
  'incidents.counts': true,
  'incidents.evidence': true,
  'overview.get': true,
  'overview.health': true,
  'views.list': true,
  'doctor.oauth': true,
  'jobs.list': true,
  'jobs.get': true,
  'jobs.items': true,
  'audit.list': true,
  'audit.get': true,
  'exports.audit': true,
  'exports.job': true,
  'exports.events': true,
  'oauthClients.list': true,
};

export type Lane = 'replica' | 'engine';

/** Names that the contract does not know go to the engine, which refuses them in words. */
export function laneOf(method: string): Lane {
  return Object.hasOwn(REPLICA_METHODS, method) ? 'replica' : 'engine';
}
