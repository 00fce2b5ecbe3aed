/** The dialog that schedules bots of events, or moves and configures anew those that are there: for Recall it is one call. */
import { useEffect, useRef, useState, type ReactElement, type Ref } from 'react';
import type { ActionPreview, ActionRequest, EventTargets } from '../../../../shared/actions.ts';
import type { WorkspaceRecipe } from '../../../../shared/verdicts.ts';
import { plural } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { useDebounced } from '../../use-debounced.ts';
import { Busy } from '../basics/button.tsx';
import { CopyId } from '../basics/copy.tsx';
import { Time } from '../basics/time.tsx';
import { ActionFrame } from './action-frame.tsx';
import styles from './actions.module.css';
import own from './events-dialog.module.css';
import { ConfigEditor, type ConfigEditorHandle } from './config-editor.tsx';
import { ConfirmationField } from './confirmation-field.tsx';
import { RadioField } from './fields.tsx';
import { KeyField } from './key-field.tsx';
import { useAction } from './use-action.ts';
import { confirmText, DIALOG_TITLES } from './words.ts';

export interface ScheduleDialogProps {
  readonly targets: EventTargets;
  readonly onClose: () => void;
  /** It began; the dialog is done. */
  readonly onStarted: (jobId: number, preview: ActionPreview) => void;
}

const KIND = 'event.schedule_bot';
const WIDTH_PX = 680;
const WIDTH_WITH_EDITOR_PX = 940;
/** A template is asked about once it stands still. */
const TYPING_MS = 400;

export function ScheduleDialog({ targets, onClose, onStarted }: ScheduleDialogProps): ReactElement {
  const [template, setTemplate] = useState<string | null | undefined>(undefined);
  const [config, setConfig] = useState<'keep' | 'given'>('keep');
  const [typed, setTyped] = useState('');
  const editor = useRef<ConfigEditorHandle>(null);

  const recipe = useDebounced(template, TYPING_MS);
  const request: ActionRequest | null =
    recipe === null ? null : { kind: KIND, targets, config, ...(recipe === undefined ? {} : { recipe }) };
  const action = useAction(request);
  const { preview } = action;
  const confirmation = preview?.confirmation ?? null;
  const recipes = useRecipes(preview, action.ask);
  const again =
    preview !== undefined &&
    preview.events.length === preview.count &&
    preview.events.every(({ from }) => from !== null);

  const submit = async (): Promise<void> => {
    if (preview === undefined) return;
    if (config === 'given' && editor.current?.check() !== true) return;
    const jobId = await action.start({
      canary: null,
      ...(config === 'given' ? { secrets: { botConfig: editor.current?.text() ?? '' } } : {}),
      ...(confirmation === null ? {} : { confirmation: typed.trim() }),
    });
    // Refused: the text stays where it was written, to be put right.
    if (jobId === null) return;
    editor.current?.clear();
    onStarted(jobId, preview);
  };

  return (
    <ActionFrame
      kind={KIND}
      action={action}
      title={DIALOG_TITLES[KIND]}
      width={config === 'given' ? WIDTH_WITH_EDITOR_PX : WIDTH_PX}
      confirm={confirmText(KIND, preview?.count ?? 1, again)}
      blocked={template !== recipe || template === null || (confirmation !== null && typed.trim() !== confirmation)}
      holdsWork={() => typed !== '' || editor.current?.changed() === true}
      onClose={onClose}
      onSubmit={() => void submit()}
      settings={
        <>
          <KeyField recipes={recipes} onChange={setTemplate} />
          {/* What was written stays while another key leaves nothing to do. */}
          {preview === undefined || (preview.count === 0 && config === 'keep') ? null : (
            <>
              <fieldset className={own['options']}>
                <legend>Configuration</legend>
                <RadioField
                  name="config"
                  checked={config === 'keep'}
                  onChoose={() => setConfig('keep')}
                  hint="Recall takes no partial changes, so Callboard reads the present or last bot of each event and sends its configuration along. Where there was none, the bot gets Recall’s defaults."
                >
                  Keep what the bot has now
                </RadioField>
                <RadioField
                  name="config"
                  checked={config === 'given'}
                  onChoose={() => setConfig('given')}
                  hint="It replaces the whole configuration: what is not in it is gone."
                >
                  Give a new one
                </RadioField>
              </fieldset>
              {config === 'given' ? <NewConfig ref={editor} preview={preview} /> : null}
              {confirmation === null ? null : (
                <ConfirmationField phrase={confirmation} typed={typed} onTyped={setTyped} />
              )}
            </>
          )}
        </>
      }
    />
  );
}

/** The recipes of a plan's workspaces. What was counted with other ones than are in use now is counted anew. */
function useRecipes(preview: ActionPreview | undefined, recount: () => void): readonly WorkspaceRecipe[] {
  const workspaces = preview === undefined ? [] : workspacesOf(preview);
  const { data } = useCall('workspaces.recipes', { workspaces }, { enabled: workspaces.length > 0 });
  const inUse = data === undefined ? null : JSON.stringify(data.rows.map((row) => [row.workspaceId, row.inUse]));
  const counted = useRef(inUse);
  const ask = useRef(recount);
  ask.current = recount;
  useEffect(() => {
    const before = counted.current;
    counted.current = inUse;
    if (before !== null && inUse !== before) ask.current();
  }, [inUse]);
  return data?.rows ?? [];
}

/** The editor with what it begins with: of one event what its last bot had, of several an empty configuration. */
function NewConfig(props: { readonly ref: Ref<ConfigEditorHandle>; readonly preview: ActionPreview }): ReactElement {
  const { ref, preview } = props;
  const [plan] = preview.events;
  const one = preview.count === 1 && plan !== undefined ? plan.event : null;
  const { data, isFetching } = useCall(
    'events.verdict',
    { workspaceId: one?.workspaceId ?? 0, id: one?.id ?? '' },
    { enabled: one !== null, keepPrevious: false },
  );
  const last = data?.lastConfig ?? null;
  if (data === undefined && isFetching) {
    return (
      <p className={styles['quiet']} role="status">
        <Busy /> Reading what its bot had …
      </p>
    );
  }
  return (
    <>
      <p className={styles['quiet']}>
        {last === null ? null : (
          <>
            It begins with what <CopyId id={last.botId} what="bot id" /> had, as read <Time at={last.retrievedAt} />
            .{' '}
          </>
        )}
        {preview.count > 1 ? `All ${plural(preview.count, 'bot')} get the same. ` : null}
        It stays in the keychain until this is done, and is never shown again.
      </p>
      <ConfigEditor ref={ref} initial={last === null ? '{}' : spread(last.json)} />
    </>
  );
}

/** Whose events it is about, also those that nothing can be done about because no recipe is known. */
function workspacesOf({ workspaces, untouched }: ActionPreview): number[] {
  const without = untouched.filter(({ reason }) => reason === 'no_recipe').flatMap(({ events }) => events);
  return [...new Set([...workspaces, ...without].map(({ workspaceId }) => workspaceId))];
}

/** JSON text with line breaks; as it stands when it is no JSON. */
function spread(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
