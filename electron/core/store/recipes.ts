/** Deduplication recipes of workspaces: chosen by a person, else inferred from their keys; and the keys themselves. */
import { CallboardError } from '../../../shared/envelope.ts';
import type { Total, WorkspaceScope } from '../../../shared/filters.ts';
import type { Recipe, WorkspaceRecipe } from '../../../shared/verdicts.ts';
import { recipeOf, shareOf } from '../diagnosis/events/recipes.ts';
import { int, NO_START, startOf, text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';
import { eventFacets } from './facets.ts';
import { COUNT_CAP, named } from './list-events.ts';
import { facetRanges, mergeSql } from './merge.ts';
import type { MergeShape } from './merge.ts';
import { scopeIds } from './scope.ts';
import type { KeySample } from './verdicts.ts';

export const RECIPES_SQL = {
  read: 'SELECT chosen, inferred, sampled, share FROM workspace_recipe WHERE workspace_id = ?',
  infer: `INSERT INTO workspace_recipe (workspace_id, inferred, sampled, share) VALUES (?, ?, ?, ?)
    ON CONFLICT (workspace_id) DO UPDATE SET inferred = excluded.inferred, sampled = excluded.sampled, share = excluded.share`,
  choose: `INSERT INTO workspace_recipe (workspace_id, chosen, sampled, share) VALUES (?, ?, 0, 0)
    ON CONFLICT (workspace_id) DO UPDATE SET chosen = excluded.chosen`,
  breaking: `SELECT count(*) FROM (SELECT 1 FROM verdict INDEXED BY verdict_breaking
    WHERE workspace_id = (? + 0) AND breaks = 1 AND start_at >= ? AND start_at < ${NO_START} LIMIT ${COUNT_CAP + 1}) AS j`,
  // Entries of the past may follow an earlier recipe. What an entry says of its own time and link is what its key was built from.
  samples: `SELECT b.deduplication_key, ifnull(b.start_at, e.start_at), ifnull(b.meeting_url, e.meeting_url), e.id, c.id,
      e.ical_uid, lower(ifnull(c.email, c.oauth_email))
    FROM json_each(?) AS j CROSS JOIN event AS e ON e.pk = j.value CROSS JOIN calendar AS c ON c.pk = e.calendar_pk
    CROSS JOIN bot_entry AS b ON b.event_pk = e.pk
    WHERE b.gone_at IS NULL AND b.deduplication_key IS NOT NULL AND ifnull(b.start_at, e.start_at) >= ?`,
} as const;

type RecipeTuple = [chosen: string | null, inferred: string | null, sampled: number, share: number];
type SampleTuple = [
  key: string,
  startAt: number,
  meetingUrl: string | null,
  eventId: string,
  calendarId: string,
  icalUid: string | null,
  mailbox: string | null,
];

/** Events with a bot, by start; parameters as in merge.ts. */
export const SAMPLED_SHAPE: Omit<MergeShape, 'limit'> = {
  table: 'event',
  key: 'start_at',
  direction: 'asc',
  workspaces: 1,
  ranges: facetRanges(eventFacets({ coverage: 'bot' })),
  after: 'start',
  window: true,
};
/** Keys that a chosen recipe is held against. */
const COMPARED = 200;

const NONE: RecipeTuple = [null, null, 0, 0];

function readRow(connection: Connection, workspaceId: number): RecipeTuple {
  return connection.get<RecipeTuple>(RECIPES_SQL.read, [workspaceId]) ?? NONE;
}

/** The recipe in use in a workspace; null: nobody chose one, and its keys do not tell. */
export function workspaceRecipe(connection: Connection, workspaceId: number): Recipe | null {
  const [chosen, inferred] = readRow(connection, workspaceId);
  return toRecipe(chosen ?? inferred);
}

/** A template that this version does not understand is as good as none. */
function toRecipe(template: string | null): Recipe | null {
  if (template === null) return null;
  try {
    return recipeOf(template);
  } catch (error) {
    if (error instanceof CallboardError) return null;
    throw error;
  }
}

/** @param now events that start earlier are not counted as breaking the recipe, ms UTC. */
export function recipes(connection: Connection, scope: WorkspaceScope, now: number): WorkspaceRecipe[] {
  return scopeIds(connection, scope).map((workspaceId) => {
    const [chosen, inferred, sampled, share] = readRow(connection, workspaceId);
    const inUse = toRecipe(chosen ?? inferred);
    const breaking = breakingEvents(connection, workspaceId, now);
    if (chosen === null || inUse === null) {
      const source = inUse === null ? 'none' : chosen === null ? 'inferred' : 'chosen';
      return { workspaceId, inUse, source, sampled, share, breaking };
    }
    const samples = keySamples(connection, workspaceId, now, COMPARED);
    return {
      workspaceId,
      inUse,
      source: 'chosen',
      sampled: samples.length,
      share: shareOf(inUse, samples),
      breaking,
    };
  });
}

function breakingEvents(connection: Connection, workspaceId: number, now: number): Total {
  const count = connection.get<[number]>(RECIPES_SQL.breaking, [workspaceId, now])?.[0] ?? 0;
  return count > COUNT_CAP ? { count: COUNT_CAP, exact: false } : { count, exact: true };
}

/** Keys of bots to come, those of the soonest events first; at most `limit`. */
export function keySamples(connection: Connection, workspaceId: number, now: number, limit: number): KeySample[] {
  const bind = { ...named([workspaceId]), from: now, to: NO_START };
  const pks = connection.all<[start: number, facet: number, pk: number]>(mergeSql({ ...SAMPLED_SHAPE, limit }), bind);
  if (pks.length === 0) return [];
  return connection
    .all<SampleTuple>(RECIPES_SQL.samples, [JSON.stringify(pks.map(([, , pk]) => pk)), now])
    .slice(0, limit)
    .map(([key, startAt, meetingUrl, eventId, calendarId, icalUid, mailbox]) => ({
      key,
      startAt: startOf(startAt),
      meetingUrl,
      eventId,
      calendarId,
      icalUid,
      mailbox,
    }));
}

/** Returns whether the recipe in use became another one. Inside a transaction. */
export function saveInferredRecipe(
  connection: Connection,
  workspaceId: number,
  inferred: string | null,
  sampled: number,
  share: number,
): boolean {
  const [chosen, before, sampledBefore, shareBefore] = readRow(connection, workspaceId);
  if (before === inferred && sampledBefore === sampled && shareBefore === share) return false;
  connection.run(RECIPES_SQL.infer, [workspaceId, textOrNull(inferred), int(sampled), share]);
  return chosen === null && before !== inferred;
}

/** Null: infer it again. The template has to be one that `recipeOf` takes. Inside a transaction. */
export function chooseRecipe(connection: Connection, workspaceId: number, template: string | null): void {
  connection.run(RECIPES_SQL.choose, [workspaceId, template === null ? null : text(template)]);
}
