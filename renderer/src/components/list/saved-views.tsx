/** Views of a list with names of their own: filters, sort and workspaces, kept as an address to come back to. */
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState, type KeyboardEvent, type ReactElement, type SubmitEvent } from 'react';
import type { SavedView } from '../../../../shared/diagnosis.ts';
import { parseSearch } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { notify, notifyUndoable } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { Button, IconButton } from '../basics/button.tsx';
import { Popover, type PopoverHandle } from '../overlay/popover.tsx';
import { isSameName, viewAddress } from './saved-view-address.ts';
import styles from './saved-views.module.css';

type ViewPage = 'triage' | 'calendars' | 'events';

const NONE: readonly SavedView[] = [];
/** As the contract has it. */
const MAX_NAME = 80;

/** The menu of a page's saved views; the page is the one that it stands on. */
export function SavedViews({ page }: { readonly page: ViewPage }): ReactElement {
  const address = useSearch({ strict: false, select: viewAddress });
  const { data, error } = useCall('views.list', { page }, { enabled: useAfterFirstFrame() });
  const popover = useRef<PopoverHandle>(null);
  const [naming, setNaming] = useState(false);
  useCommand('view.save', () => {
    setNaming(true);
    popover.current?.open();
  });
  const views = data?.rows ?? NONE;
  const current = views.find((view) => view.address === address);
  return (
    <Popover
      ref={popover}
      label="Saved views"
      side="below"
      width={300}
      buttonClass={styles['button']}
      buttonLabel={current === undefined ? 'Saved views' : `Saved view: ${current.name}`}
      button={<bdi className={styles['current']}>{current?.name ?? 'Views'}</bdi>}
      onClosed={() => setNaming(false)}
    >
      {(close) => (
        <Panel
          page={page}
          views={views}
          address={address}
          failure={error?.message ?? null}
          naming={naming || views.length === 0}
          onDone={close}
        />
      )}
    </Popover>
  );
}

interface PanelProps {
  readonly page: ViewPage;
  readonly views: readonly SavedView[];
  readonly address: string;
  readonly failure: string | null;
  /** The keys go to the name of a new view at once. */
  readonly naming: boolean;
  readonly onDone: () => void;
}

function Panel({ page, views, address, failure, naming, onDone }: PanelProps): ReactElement {
  const navigate = useNavigate();
  const save = useChange('views.save');
  const remove = useChange('views.remove');
  const [renamed, setRenamed] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const open = (view: SavedView): void => {
    // Said out loud: a workspace scope that is not named would survive from the address before.
    void navigate({ to: '.', search: () => ({ ws: undefined, ...parseSearch(view.address) }) });
    onDone();
  };
  const take = (view: SavedView): void => {
    field.current?.focus();
    remove.mutate(
      { id: view.id },
      {
        onSuccess: () => {
          const { name, address: kept } = view;
          notifyUndoable(`Removed the view “${name}”.`, () =>
            save.mutate({ page, name, address: kept }, { onSuccess: () => notify(`“${name}” is back.`) }),
          );
        },
        onError: ({ message }) => notify(message, 'failed'),
      },
    );
  };
  return (
    <div className={styles['panel']}>
      {failure === null ? null : (
        <p className={styles['problem']} role="alert">
          {failure}
        </p>
      )}
      {views.length === 0 ? (
        <p className={styles['quiet']}>
          No saved views yet. Set the filters as you need them and save them under a name.
        </p>
      ) : (
        <ul className={styles['views']}>
          {views.map((view) => (
            <li key={view.id}>
              {view.id === renamed ? (
                <NameForm
                  label={`New name of ${view.name}`}
                  name={view.name}
                  first
                  verb={() => 'Rename'}
                  onName={(name) =>
                    save.mutateAsync({ id: view.id, page, name, address: view.address }).then(() => setRenamed(null))
                  }
                  onCancel={() => setRenamed(null)}
                />
              ) : (
                <>
                  <button
                    type="button"
                    className={styles['view']}
                    aria-current={view.address === address ? 'page' : undefined}
                    onClick={() => open(view)}
                  >
                    <bdi>{view.name}</bdi>
                  </button>
                  <IconButton label={`Rename ${view.name}`} onClick={() => setRenamed(view.id)}>
                    <IconPencil size={14} />
                  </IconButton>
                  <IconButton label={`Remove ${view.name}`} onClick={() => take(view)}>
                    <IconTrash size={14} />
                  </IconButton>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <NameForm
        ref={field}
        label="Name of this view"
        name=""
        first={naming}
        verb={(name) => (views.some((view) => isSameName(view.name, name)) ? 'Replace' : 'Save')}
        onName={async (name) => {
          const same = views.find((view) => isSameName(view.name, name));
          await save.mutateAsync({ ...(same === undefined ? {} : { id: same.id }), page, name, address });
          notify(`Saved as “${name}”.`);
          onDone();
        }}
      />
    </div>
  );
}

interface NameFormProps {
  readonly label: string;
  readonly name: string;
  /** The keys go here as soon as it is shown. */
  readonly first: boolean;
  /** What is on the button when this is typed. */
  readonly verb: (typed: string) => string;
  readonly onName: (name: string) => Promise<void>;
  readonly onCancel?: () => void;
  readonly ref?: React.Ref<HTMLInputElement>;
}

function NameForm({ label, name, first, verb, onName, onCancel, ref }: NameFormProps): ReactElement {
  const [typed, setTyped] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (typed.trim() === '') return;
    try {
      await onName(typed.trim());
      setProblem(null);
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown.message : 'It could not be saved.');
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || onCancel === undefined) return;
    // Leaves the name, not the whole panel.
    event.preventDefault();
    onCancel();
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} autoComplete="off">
      <input
        ref={ref}
        // Asked for by a press of a button or key just now; the panel is a dialog of its own.
        autoFocus={first && onCancel !== undefined}
        data-first={first ? '' : undefined}
        className={styles['name']}
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={MAX_NAME}
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button size="small" disabled={typed.trim() === ''}>
        {verb(typed.trim())}
      </Button>
      {problem === null ? null : (
        <p className={styles['problem']} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
