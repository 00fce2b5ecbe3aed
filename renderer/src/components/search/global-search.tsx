/**
 * The one field for everything: an e-mail address, a title, any id, a meeting link, or a command. Results come
 * while typing; Enter opens the marked one, and waits for the answer when it was pressed first (a pasted id).
 */
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import {
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import { APPLE, runCommand, useAvailableCommands, useCommand } from '../../commands.ts';
import { keyCaps } from '../../keys.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { Busy } from '../basics/button.tsx';
import { MIN_SEARCH_LETTERS, searchGroups, stepOption, type OptionGroup, type SearchOption } from './options.ts';
import { SearchLine } from './search-option.tsx';
import classes from './search.module.css';
import { useSearchResults } from './use-search.ts';

const NO_GROUPS: readonly OptionGroup[] = [];

export function GlobalSearch(): ReactElement {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState<string | null>(null);
  const [enterPressed, setEnterPressed] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const before = useRef<Element | null>(null);
  const listId = useId();
  const { found, pending, error } = useSearchResults(text);
  const available = useAvailableCommands();
  const commands = useMemo(() => available.filter(({ id }) => id !== 'search.focus'), [available]);
  const groups = useMemo(
    () => (open ? searchGroups(text.trim(), found, commands) : NO_GROUPS),
    [open, text, found, commands],
  );
  const options = groups.flatMap((group) => group.options);
  const active = options.find((option) => option.key === marked) ?? options[0] ?? null;
  const openOption = useOpenOption();

  const close = (): void => {
    setOpen(false);
    setText('');
    setMarked(null);
    setEnterPressed(false);
  };
  const choose = (option: SearchOption): void => {
    close();
    field.current?.blur();
    openOption(option);
  };

  useCommand('search.focus', () => {
    before.current = document.activeElement;
    field.current?.focus();
    field.current?.select();
  });

  const openMarked = useEffectEvent(() => {
    setEnterPressed(false);
    if (active !== null) choose(active);
  });
  useEffect(() => {
    if (enterPressed && !pending) openMarked();
  }, [enterPressed, pending]);

  const onKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        setOpen(true);
        setMarked(stepOption(options, active?.key ?? null, event.key === 'ArrowDown' ? 1 : -1));
        break;
      case 'Enter':
        if (!open) return;
        if (pending) setEnterPressed(true);
        else if (active !== null) choose(active);
        break;
      case 'Escape':
        close();
        field.current?.blur();
        if (before.current instanceof HTMLElement) before.current.focus();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className={classes['search']}>
      <IconSearch className={classes['icon']} size={16} stroke={1.6} />
      <input
        ref={field}
        className={classes['field']}
        type="text"
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && active !== null ? optionId(listId, active) : undefined}
        aria-label="Search e-mail, title, id, link or command"
        placeholder="E-mail, title, id, link …"
        autoComplete="off"
        spellCheck={false}
        maxLength={2_000}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(null);
          setEnterPressed(false);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <span className={classes['hint']} aria-hidden="true">
        {pending ? <Busy /> : keyCaps('Mod+K', APPLE).map((cap) => <kbd key={cap}>{cap}</kbd>)}
      </span>
      <div className={classes['panel']} hidden={!open} onMouseDown={(event) => event.preventDefault()}>
        {/* The list stays in the page while closed, so that aria-controls always names something. */}
        <div id={listId} role="listbox" aria-label="Search results">
          <Groups groups={groups} active={active} listId={listId} onChoose={choose} onMark={setMarked} />
        </div>
        {open && (
          <Footnote text={text.trim()} pending={pending} more={found?.more ?? false} empty={options.length === 0}>
            {error?.message}
          </Footnote>
        )}
      </div>
    </search>
  );
}

interface GroupsProps {
  readonly groups: readonly OptionGroup[];
  readonly active: SearchOption | null;
  readonly listId: string;
  readonly onChoose: (option: SearchOption) => void;
  readonly onMark: (key: string) => void;
}

function Groups({ groups, active, listId, onChoose, onMark }: GroupsProps): ReactElement[] {
  const { rows, byId } = useWorkspaces();
  const { zone } = useTimeZone();
  const activeLine = useRef<HTMLDivElement>(null);
  useEffect(() => {
    activeLine.current?.scrollIntoView({ block: 'nearest' });
  }, [active?.key]);
  return groups.map((group) => (
    <div key={group.name} role="group" aria-label={group.name}>
      <div className={classes['group']} aria-hidden="true">
        {group.name}
      </div>
      {group.options.map((option) => (
        <div
          key={option.key}
          id={optionId(listId, option)}
          ref={option === active ? activeLine : null}
          role="option"
          aria-selected={option === active}
          className={classes['option']}
          onMouseMove={() => onMark(option.key)}
          onClick={() => onChoose(option)}
        >
          <SearchLine
            option={option}
            zone={zone}
            workspace={option.kind === 'command' || rows.length < 2 ? undefined : byId.get(option.row.workspaceId)}
          />
        </div>
      ))}
    </div>
  ));
}

interface FootnoteProps {
  readonly text: string;
  readonly pending: boolean;
  readonly more: boolean;
  readonly empty: boolean;
  /** What went wrong, if anything. */
  readonly children: string | undefined;
}

function Footnote({ text, pending, more, empty, children: problem }: FootnoteProps): ReactElement | null {
  const words = ((): string | null => {
    if (problem !== undefined) return problem;
    if (text.length < MIN_SEARCH_LETTERS) return 'Type at least two letters, or paste an id or a meeting link.';
    if (pending) return empty ? 'Searching …' : null;
    if (empty) return 'Nothing here matches. Only the workspaces in view are searched.';
    return more ? 'There are more. Type on to narrow it down.' : null;
  })();
  if (words === null) return null;
  return (
    <p className={classes['footnote']} role="status" data-alone={empty} data-problem={problem !== undefined}>
      {words}
    </p>
  );
}

function optionId(listId: string, option: SearchOption): string {
  return `${listId}-${option.key}`;
}

function useOpenOption(): (option: SearchOption) => void {
  const navigate = useNavigate();
  return (option) => {
    switch (option.kind) {
      case 'command':
        runCommand(option.command.id);
        return;
      case 'calendar':
        void navigate({ to: '/calendars/$workspaceId/$id', params: paramsOf(option.row.workspaceId, option.row.id) });
        return;
      case 'event':
        void navigate({ to: '/events/$workspaceId/$id', params: paramsOf(option.row.workspaceId, option.row.id) });
        return;
      case 'bot':
        void navigate({ to: '/bots/$workspaceId/$id', params: paramsOf(option.row.workspaceId, option.row.botId) });
        return;
      default:
        option satisfies never;
    }
  };
}

function paramsOf(workspaceId: number, id: string): { workspaceId: string; id: string } {
  return { workspaceId: String(workspaceId), id };
}
