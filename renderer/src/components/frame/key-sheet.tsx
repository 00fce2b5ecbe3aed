/** Every key, on one sheet. Written by the command registry. */
import { useState, type ReactElement } from 'react';
import { COMMAND_GROUPS, commands, type CommandGroup } from '../../../../shared/commands.ts';
import { APPLE, useCommand } from '../../commands.ts';
import { keyCaps } from '../../keys.ts';
import { Dialog } from '../overlay/dialog.tsx';
import classes from './key-sheet.module.css';

// The registry's own object, read in its order.
const GROUPS = Object.entries(COMMAND_GROUPS) as readonly [CommandGroup, string][];

export function KeySheet(): ReactElement | null {
  const [open, setOpen] = useState(false);
  useCommand('help.keys', () => setOpen(true));
  if (!open) return null;
  return (
    <Dialog title="Keyboard shortcuts" width={720} onClose={() => setOpen(false)}>
      <div className={classes['sheet']}>
        {GROUPS.map(([group, name]) => {
          const entries = commands.filter((command) => command.group === group && command.keys.length > 0);
          if (entries.length === 0) return null;
          return (
            <section key={group} className={classes['group']} aria-label={name}>
              <h3>{name}</h3>
              <dl>
                {entries.map((command) => (
                  <div key={command.id} className={classes['line']}>
                    <dt>{command.label}</dt>
                    <dd>
                      {command.keys.map((keys, index) => (
                        <span key={keys}>
                          {index > 0 && <span className={classes['or']}>or</span>}
                          {keyCaps(keys, APPLE).map((cap, position) => (
                            <kbd key={`${cap}${position}`}>{cap}</kbd>
                          ))}
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
