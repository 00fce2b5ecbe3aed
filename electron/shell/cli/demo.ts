import type { HostArguments } from '../arguments.ts';
import { runWebHost } from '../web-host.ts';

/** Serves the console with training mode on, until a signal. */
export async function runDemo(entry: string, args: HostArguments): Promise<void> {
  await runWebHost({
    entry,
    args,
    prepare: async (core) => {
      const answer = await core.call('demo.start', {});
      if (!answer.ok) throw new Error(answer.error.message);
    },
  });
}
