/** The notifications of one workspace. */
import { useState, type ReactElement, type ReactNode } from 'react';
import type { WorkspaceNotices } from '../../../../shared/diagnosis.ts';
import type { Workspace } from '../../../../shared/entities.ts';
import { WorkspaceTag } from '../../components/basics/marks.tsx';
import { clockOfMinutes, LEVEL_WORDS, LEVELS, minutesOfClock, NIGHT } from './notices-words.ts';
import classes from './notices.module.css';

export function WorkspaceLine(props: {
  readonly workspace: Workspace;
  readonly notices: WorkspaceNotices;
  /** Settles when it was saved and read again, or refused. */
  readonly onSave: (notices: WorkspaceNotices) => Promise<unknown>;
  /** What else can be done with them. */
  readonly children: ReactNode;
}): ReactElement {
  const { workspace, notices, onSave, children } = props;
  /** What was chosen stands at once; what is saved stands again afterwards. */
  const [chosen, setChosen] = useState<WorkspaceNotices | null>(null);
  const { level, quiet } = chosen ?? notices;
  const choose = async (change: Partial<WorkspaceNotices>): Promise<void> => {
    const next = { ...notices, ...chosen, ...change };
    setChosen(next);
    await onSave(next);
    setChosen((now) => (now === next ? null : now));
  };
  return (
    <tr>
      <th scope="row">
        <WorkspaceTag workspace={workspace} />
      </th>
      <td>
        <select
          className={classes['field']}
          aria-label={`Tell me about, in ${workspace.name}`}
          value={level}
          onChange={({ target }) => {
            const found = LEVELS.find((each) => each === target.value);
            if (found !== undefined) void choose({ level: found });
          }}
        >
          {LEVELS.map((each) => (
            <option key={each} value={each}>
              {LEVEL_WORDS[each]}
            </option>
          ))}
        </select>
      </td>
      <td>
        <label className={classes['quiet']}>
          <input
            type="checkbox"
            aria-label={`Quiet hours in ${workspace.name}`}
            checked={quiet !== null}
            disabled={level === 'none'}
            onChange={({ target }) => void choose({ quiet: target.checked ? NIGHT : null })}
          />
          {quiet === null ? <span className={classes['dim']}>none</span> : null}
        </label>
        {quiet !== null && (
          <QuietTimes
            quiet={quiet}
            name={workspace.name}
            disabled={level === 'none'}
            onSave={(changed) => void choose({ quiet: changed })}
          />
        )}
      </td>
      <td className={classes['actions']}>{children}</td>
    </tr>
  );
}

type Quiet = NonNullable<WorkspaceNotices['quiet']>;

/** Saved when a field is left: a time that is being typed goes through others on its way. */
function QuietTimes(props: {
  readonly quiet: Quiet;
  readonly name: string;
  readonly disabled: boolean;
  readonly onSave: (quiet: Quiet) => void;
}): ReactElement {
  const { quiet, name, disabled, onSave } = props;
  const [from, setFrom] = useState(clockOfMinutes(quiet.from));
  const [to, setTo] = useState(clockOfMinutes(quiet.to));
  const [held, setHeld] = useState(quiet);
  if (held.from !== quiet.from || held.to !== quiet.to) {
    // Somebody else changed them (the button for all workspaces, its undo); the fields stay, and the focus in them.
    setHeld(quiet);
    setFrom(clockOfMinutes(quiet.from));
    setTo(clockOfMinutes(quiet.to));
  }
  const typed = { from: minutesOfClock(from), to: minutesOfClock(to) };
  const problem =
    typed.from === null || typed.to === null
      ? 'Enter both times.'
      : typed.from === typed.to
        ? 'They begin and end at the same minute. Choose another end.'
        : null;
  const leave = (): void => {
    if (typed.from === null || typed.to === null || typed.from === typed.to) return;
    if (typed.from !== quiet.from || typed.to !== quiet.to) onSave({ from: typed.from, to: typed.to });
  };
  const overnight = typed.from !== null && typed.to !== null && typed.from > typed.to;
  return (
    <span className={classes['times']}>
      <input
        type="time"
        className={classes['field']}
        aria-label={`Quiet from, in ${name}`}
        aria-invalid={problem !== null}
        value={from}
        disabled={disabled}
        onChange={({ target }) => setFrom(target.value)}
        onBlur={leave}
      />
      to
      <input
        type="time"
        className={classes['field']}
        aria-label={`Quiet until, in ${name}`}
        aria-invalid={problem !== null}
        value={to}
        disabled={disabled}
        onChange={({ target }) => setTo(target.value)}
        onBlur={leave}
      />
      {overnight && problem === null && <span className={classes['dim']}>the next day</span>}
      {problem !== null && (
        <span className={classes['problem']} role="alert">
          {problem} Not saved yet.
        </span>
      )}
    </span>
  );
}
