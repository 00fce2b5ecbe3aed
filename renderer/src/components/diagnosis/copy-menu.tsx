/** "Copy": the evidence for a ticket, or a ready message for whoever must act, as text or Markdown; one press copies. */
import { useRef, useState, type ReactElement } from 'react';
import type { CommandId } from '../../../../shared/commands.ts';
import { AUDIENCES, type Audience, type Party } from '../../../../shared/values.ts';
import { useCommand } from '../../commands.ts';
import { AUDIENCE_WORDS } from '../../format/words.ts';
import { Popover, type PopoverHandle } from '../overlay/popover.tsx';
import { CopiedText } from './copied-text.tsx';
import type { CopyOf } from './copying.ts';
import styles from './diagnosis.module.css';
import { choiceText, COPY_FORMATS, FORMAT_WORDS, type CopyChoice } from './words.ts';

export type { CopyOf } from './copying.ts';

export interface CopyMenuProps {
  readonly of: CopyOf;
  /** Who must act: their text is marked. */
  readonly party: Party;
}

const WIDTH_PX = 460;

const COMMANDS = {
  ticket: 'calendar.copyTicket',
  end_user: 'calendar.copyMessage',
  it_admin: 'calendar.copyForIt',
} as const satisfies Readonly<Record<Audience, CommandId>>;

export function CopyMenu({ of, party }: CopyMenuProps): ReactElement {
  const popover = useRef<PopoverHandle>(null);
  // Asked for by a key: the panel opens with it.
  const [first, setFirst] = useState<CopyChoice | null>(null);
  const open = (audience: Audience): void => {
    setFirst({ audience, format: 'text' });
    popover.current?.open();
  };
  useCommand(COMMANDS.ticket, () => open('ticket'));
  useCommand(COMMANDS.end_user, () => open('end_user'));
  useCommand(COMMANDS.it_admin, () => open('it_admin'));
  return (
    <Popover
      ref={popover}
      label="Copy a text"
      button="Copy"
      buttonClass={styles['menuButton']}
      side="below"
      width={WIDTH_PX}
      onClosed={() => setFirst(null)}
    >
      {() => <CopyPanel key={first?.audience ?? ''} of={of} party={party} first={first} />}
    </Popover>
  );
}

/** The choices, and below them what was copied last. `first`: copied at once. */
export function CopyPanel(props: CopyMenuProps & { readonly first: CopyChoice | null }): ReactElement {
  const { of, party, first } = props;
  const [chosen, setChosen] = useState<{ readonly choice: CopyChoice; readonly turn: number } | null>(
    first === null ? null : { choice: first, turn: 0 },
  );
  return (
    <div className={styles['copyPanel']}>
      <ul className={styles['copyChoices']}>
        {AUDIENCES.map((audience) => (
          <li key={audience}>
            <span>
              {AUDIENCE_WORDS[audience]}
              {audience === party ? <span className={styles['name']}> (who must act)</span> : null}
            </span>
            {COPY_FORMATS.map((format) => (
              <button
                key={format}
                type="button"
                className={styles['choice']}
                aria-label={`Copy ${choiceText({ audience, format })}`}
                aria-pressed={chosen?.choice.audience === audience && chosen.choice.format === format}
                onClick={() => setChosen((now) => ({ choice: { audience, format }, turn: (now?.turn ?? 0) + 1 }))}
              >
                {FORMAT_WORDS[format]}
              </button>
            ))}
          </li>
        ))}
      </ul>
      {chosen === null ? (
        <p className={styles['copyState']}>
          Secrets are left out. What is copied is shown here first, so that it can be read before it is sent.
        </p>
      ) : (
        <CopiedText key={chosen.turn} of={of} choice={chosen.choice} />
      )}
    </div>
  );
}
