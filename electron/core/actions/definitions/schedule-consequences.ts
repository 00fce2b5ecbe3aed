/** What follows from scheduling bots, in words with their counts, most important first. */
import type { Workspace } from '../../../../shared/entities.ts';
import type { Recipe } from '../../../../shared/verdicts.ts';
import type { Action, PlannedItem, World } from '../types.ts';
import { counted } from '../words.ts';
import { LATE_MS } from './events.ts';
import { recipesInUse } from './schedule-plan.ts';
import { secondBots } from './second-bots.ts';

/** `chosen`: the recipe that was asked for in place of those in use. `keeps`: each bot's configuration stays as it is. */
export function consequencesOf(
  items: readonly PlannedItem[],
  world: World,
  chosen: Recipe | null,
  keeps: boolean,
): ReturnType<Action['consequences']> {
  const plans = items.flatMap(({ event, plan }) => (event === null || plan === null ? [] : [{ event, plan }]));
  const late = plans.filter(({ event }) => (event.event.startAt ?? Infinity) - world.now <= LATE_MS).length;
  const unknown = plans.filter(({ plan }) => plan.configOf === null).length;
  const otherKey = plans.filter(
    ({ event }) => event.from !== null && event.from.deduplicationKey !== event.to?.deduplicationKey,
  );
  const sharing = sharedKeys(items);
  const warning = (text: string) => ({ severity: 'warning' as const, text });
  const info = (text: string) => ({ severity: 'info' as const, text });
  return [
    ...(late === 0
      ? []
      : [
          warning(
            `${counted(late, 'event starts', 'events start')} within 10 minutes or ${late === 1 ? 'has' : 'have'} begun. Bots that late come from a pool that may be empty (507): they may come late, and Callboard goes on asking about every 30 seconds until the meeting has ended.`,
          ),
        ]),
    ...strangeRecipes(items, world, chosen).map(warning),
    ...secondBots(items, world),
    ...(keeps && unknown > 0
      ? [
          warning(
            `${counted(unknown, 'event never had', 'events never had')} a bot whose configuration could be kept. ${unknown === 1 ? 'It gets' : 'They get'} an empty one, which means Recall's defaults.`,
          ),
        ]
      : []),
    ...(otherKey.length === 0
      ? []
      : [
          info(
            `${counted(otherKey.length, 'bot gets', 'bots get')} another key. Recall does not say whether the bot under the old key goes by itself: each event is read afterwards, and where two bots are left, you can retire the old one.`,
          ),
        ]),
    ...(sharing === 0
      ? []
      : [
          info(
            `${counted(sharing, 'of these events shares', 'of these events share')} a key with another one here: one bot serves all events of a key.`,
          ),
        ]),
    keeps
      ? info(
          "Each bot gets the configuration that its event's bot has now. Callboard reads it from Recall right before and keeps it nowhere.",
        )
      : info(
          'Every bot gets exactly the configuration that you give. Recall replaces the whole of it: what you leave out falls back to the default.',
        ),
  ];
}

/** Events whose key another event of the plan has too. */
function sharedKeys(items: readonly PlannedItem[]): number {
  const counts = Map.groupBy(items, ({ workspaceId, plan }) => `${workspaceId} ${plan?.key ?? ''}`);
  return [...counts.values()].filter((same) => same.length > 1).reduce((sum, same) => sum + same.length, 0);
}

/** A key that others in the workspace do not use makes a bot of its own where they share one. */
function strangeRecipes(items: readonly PlannedItem[], world: World, chosen: Recipe | null): string[] {
  if (chosen === null) return [];
  const here = new Set(items.map(({ workspaceId }) => workspaceId));
  const names = new Map(world.workspaces.map(({ id, name }: Workspace) => [id, name]));
  const strange = [...recipesInUse(world).values()].filter(
    ({ workspaceId, inUse }) => here.has(workspaceId) && inUse !== null && inUse.template !== chosen.template,
  );
  return strange.map(
    ({ workspaceId, inUse }) =>
      `${names.get(workspaceId) ?? 'The workspace'} uses another recipe (${inUse?.label ?? 'unknown'}). A bot under a key of this one is a second bot where other events of the same meeting have theirs.`,
  );
}
