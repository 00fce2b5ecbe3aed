/** The text of `--help`: commands, then every method of the contract. */
import { contract } from '../../../shared/contract.ts';

const COMMANDS = `Callboard on the command line

  sync --once          fetch what changed in every workspace, then end
  doctor [--deep]      check data folder, database, keychain and workspaces; --deep also re-reads every payload
  demo                 start training mode and serve the console on 127.0.0.1
  rpc METHOD JSON      call one method; the answer is JSON. "-" reads the JSON from standard input,
                       which keeps an API key out of the process list and the shell's history

  --data-dir FOLDER    the data folder (also CALLBOARD_DATA_DIR)
  --port NUMBER        demo: port of the console
  --no-open            demo: do not open a browser
  --help               this text

Exit status: 0 done, 1 failed, 2 wrong usage, 3 data folder, 4 already running, 5 database of a newer version, 6 storage.
`;

/** The whole help text, ending in a newline. */
export function helpText(): string {
  const methods = Object.entries(contract).map(([name, { kind, summary }]) => ({ name, kind, summary }));
  const width = Math.max(...methods.map(({ name }) => name.length));
  const lines = methods.map(
    ({ name, kind, summary }) => `  ${name.padEnd(width)}  ${kind === 'mutation' ? 'changes' : 'asks   '}  ${summary}`,
  );
  return `${COMMANDS}\nMethods\n\n${lines.join('\n')}\n`;
}
