import type { EngineMethod } from '../../../../shared/contract.ts';
import type { Jobs } from '../../actions/jobs.ts';
import type { Fleet, FleetDeps } from '../../fleet.ts';
import type { EngineHandlers } from '../types.ts';

/** What the engine's handlers work with. */
export interface EngineDeps extends FleetDeps {
  readonly fleet: Fleet;
  readonly jobs: Jobs;
}

/** The handlers of one noun, e.g. `HandlersOf<'workspaces'>`; a missing one is a type error. */
export type HandlersOf<Noun extends string> = {
  readonly [M in EngineMethod as M extends `${Noun}.${string}` ? M : never]: EngineHandlers[M];
};
