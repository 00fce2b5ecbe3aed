/** The field above the bots: an id, a link or an address goes in, and the page that it means comes up. */
import { IconSearch, IconX } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useId, useRef, useState, type ReactElement } from 'react';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { useCommand } from '../../commands.ts';
import { Busy, Button, IconButton } from '../../components/basics/button.tsx';
import { MIN_SEARCH_LETTERS, type Found, type SearchOption } from '../../components/search/options.ts';
import { SearchLine } from '../../components/search/search-option.tsx';
import { useCall } from '../../queries.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useWorkspaces } from '../../workspaces.tsx';
import { AskRecall } from './ask-recall.tsx';
import styles from './bots.module.css';
import { foundOptions, landingOf, looksLikeId } from './landing.ts';

/** Found records that are shown; whoever has more narrows it down. */
const SHOWN = 20;

export interface LookupProps {
  /** What was looked up; undefined: nothing. */
  readonly text: string | undefined;
  readonly scope: WorkspaceScope;
  readonly onLookUp: (text: string | undefined) => void;
  /** The keys go back to the list. */
  readonly onLeave: () => void;
}

export function Lookup({ text, scope, onLookUp, onLeave }: LookupProps): ReactElement {
  const [typed, setTyped] = useState(text ?? '');
  const [before, setBefore] = useState(text);
  const [landing, setLanding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const labelId = useId();
  const openOption = useOpenOption();
  // The address changed from elsewhere (back, forward): it wins over what was typed.
  if (text !== before) {
    setBefore(text);
    setTyped(text ?? '');
  }
  const long = text !== undefined && text.length >= MIN_SEARCH_LETTERS;
  const { data, error, isFetching, isPlaceholderData } = useCall(
    'app.search',
    { text: text ?? '', workspaces: scope, limit: SHOWN },
    { enabled: long, keepPrevious: false },
  );
  useCommand('list.filter', () => {
    field.current?.focus();
    field.current?.select();
  });

  // Only right after looking it up: whoever comes back to this address wants to see what was found.
  const land = useEffectEvent((found: Found) => {
    setLanding(false);
    const only = landingOf(text ?? '', found);
    if (only !== null) openOption(only);
  });
  useEffect(() => {
    if (landing && data !== undefined && !isFetching && !isPlaceholderData) land(data);
  }, [landing, data, isFetching, isPlaceholderData]);

  const clear = (): void => {
    setTyped('');
    onLookUp(undefined);
    field.current?.focus();
  };
  return (
    <search className={styles['lookup']}>
      <form
        className={styles['lookupForm']}
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = typed.trim();
          setLanding(wanted !== '');
          onLookUp(wanted === '' ? undefined : wanted);
        }}
      >
        <label id={labelId} className={styles['lookupField']}>
          <span className="cb-unseen">Look up a bot, event, meeting link or e-mail address</span>
          <IconSearch size={16} stroke={1.6} aria-hidden />
          <input
            ref={field}
            type="text"
            placeholder="Bot id, event id, provider’s id, iCal UID, meeting link or e-mail"
            autoComplete="off"
            spellCheck={false}
            maxLength={2_000}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              onLeave();
            }}
          />
          {long && isFetching ? <Busy /> : null}
        </label>
        <Button size="small">Look up</Button>
        {text === undefined ? null : (
          <IconButton label="Clear what was looked up" onClick={clear}>
            <IconX size={16} />
          </IconButton>
        )}
      </form>
      {text === undefined ? null : !long ? (
        <p className={styles['lookupNote']} role="status">
          Type at least two letters, or paste an id or a meeting link.
        </p>
      ) : error !== null ? (
        <p className={styles['lookupNote']} role="alert">
          {error.message}
        </p>
      ) : data === undefined ? null : (
        <FoundRecords text={text} found={data} />
      )}
    </search>
  );
}

function FoundRecords({ text, found }: { readonly text: string; readonly found: Found }): ReactElement {
  const { rows, byId } = useWorkspaces();
  const { zone } = useTimeZone();
  const options = foundOptions(text, found);
  if (options.length === 0) {
    return (
      <div className={styles['lookupNote']} role="status">
        <p>Nothing here matches. Only the workspaces in view are searched.</p>
        {looksLikeId(text) ? <AskRecall id={text.trim().toLowerCase()} /> : null}
      </div>
    );
  }
  return (
    <>
      <ul className={styles['found']} aria-label="Found records">
        {options.map((option) => (
          <li key={option.key}>
            <OptionLink option={option}>
              <SearchLine
                option={option}
                zone={zone}
                workspace={option.kind === 'command' || rows.length < 2 ? undefined : byId.get(option.row.workspaceId)}
              />
            </OptionLink>
          </li>
        ))}
      </ul>
      {found.more ? <p className={styles['lookupNote']}>There are more. A longer text narrows it down.</p> : null}
    </>
  );
}

function OptionLink(props: { readonly option: SearchOption; readonly children: ReactElement }): ReactElement {
  const { option, children } = props;
  const className = styles['foundLink'];
  switch (option.kind) {
    case 'calendar':
      return (
        <Link className={className} to="/calendars/$workspaceId/$id" params={paramsOf(option.row)}>
          {children}
        </Link>
      );
    case 'event':
      return (
        <Link className={className} to="/events/$workspaceId/$id" params={paramsOf(option.row)}>
          {children}
        </Link>
      );
    case 'bot':
      return (
        <Link
          className={className}
          to="/bots/$workspaceId/$id"
          params={paramsOf({ workspaceId: option.row.workspaceId, id: option.row.botId })}
        >
          {children}
        </Link>
      );
    case 'command':
      return children;
  }
}

function paramsOf(row: { readonly workspaceId: number; readonly id: string }): { workspaceId: string; id: string } {
  return { workspaceId: String(row.workspaceId), id: row.id };
}

function useOpenOption(): (option: SearchOption) => void {
  const navigate = useNavigate();
  return (option) => {
    switch (option.kind) {
      case 'calendar':
        void navigate({ to: '/calendars/$workspaceId/$id', params: paramsOf(option.row) });
        return;
      case 'event':
        void navigate({ to: '/events/$workspaceId/$id', params: paramsOf(option.row) });
        return;
      case 'bot':
        void navigate({
          to: '/bots/$workspaceId/$id',
          params: paramsOf({ workspaceId: option.row.workspaceId, id: option.row.botId }),
        });
        return;
      case 'command':
        return;
    }
  };
}
