/** Builds the troubled replica in a process of its own, so that its memory is not the measurement's. Argument: path. */
import { say } from '../children.ts';
import { buildReplica } from './replica.ts';

say(buildReplica(process.argv[2] ?? ''));
