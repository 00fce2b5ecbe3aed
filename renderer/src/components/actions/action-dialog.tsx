/**
 * The dialog of every action on calendars: what it would do, counted, then the one button that begins it. Nothing happens
 * before that button, and nothing but what was shown happens after it.
 */
import { useEffect, useRef, useState, type ReactElement, type SubmitEvent } from 'react';
import type { ActionPreview, ActionRequest, ActionSecrets, CalendarTargets } from '../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { plural } from '../../format/numbers.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import { Button, Busy } from '../basics/button.tsx';
import { Dialog } from '../overlay/dialog.tsx';
import styles from './actions.module.css';
import type { CalendarActionKind } from './asked.ts';
import { CheckField, Field, missingText, SecretField, type SecretName } from './fields.tsx';
import { Plan } from './plan.tsx';
import { Refusal } from './refusal.tsx';
import { useAction } from './use-action.ts';
import { confirmText, DIALOG_TITLES, nameOf } from './words.ts';

type CredentialField = 'client_secret' | 'refresh_token';

export interface ActionDialogProps {
  readonly kind: CalendarActionKind;
  readonly targets: CalendarTargets;
  readonly onClose: () => void;
  /** It began; the dialog is done. `first`: the calendar that is tried before the others. */
  readonly onStarted: (jobId: number, preview: ActionPreview, first: CalendarRow | null) => void;
}

const WIDTH_PX = 600;
const SECRETS: readonly SecretName[] = ['clientSecret', 'refreshToken'];

export function ActionDialog({ kind, targets, onClose, onStarted }: ActionDialogProps): ReactElement {
  const [fields, setFields] = useState<readonly CredentialField[]>(['client_secret']);
  const [probe, setProbe] = useState(false);
  const [tryOne, setTryOne] = useState(true);
  const [goOn, setGoOn] = useState(false);
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState<readonly SecretName[]>([]);
  const [refused, setRefused] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const clientSecret = useRef<HTMLInputElement>(null);
  const refreshToken = useRef<HTMLInputElement>(null);
  useFocusReturn();

  const action = useAction(fields.length === 0 ? null : requestOf(kind, targets, fields, probe));
  const { preview } = action;

  // The keys go to what has to be done next, unless they went somewhere by themselves already.
  const ready = preview !== undefined;
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('[data-first], button[type=submit]');
    if (ready && form.current?.contains(document.activeElement) === false) first?.focus();
  }, [ready]);

  const secretField = (name: SecretName): HTMLInputElement | null =>
    (name === 'clientSecret' ? clientSecret : refreshToken).current;
  const holdsWork = (): boolean => typed !== '' || SECRETS.some((name) => (secretField(name)?.value ?? '') !== '');

  const canary = preview !== undefined && preview.count > 1 ? preview.canary : null;
  const first = tryOne ? canary : null;
  const confirmation = preview?.confirmation ?? null;
  const confirmed = confirmation === null || typed.trim() === confirmation;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (preview === undefined || !action.current || preview.count === 0 || !confirmed) return;
    const lacking = preview.secrets.filter((name) => (secretField(name)?.value ?? '').trim() === '');
    setMissing(lacking);
    const [lacked] = lacking;
    if (lacked !== undefined) {
      secretField(lacked)?.focus();
      return;
    }
    const secrets: ActionSecrets = Object.fromEntries(
      preview.secrets.map((name) => [name, secretField(name)?.value.trim()]),
    );
    const started = action.start({
      ...(preview.secrets.length === 0 ? {} : { secrets }),
      canary: first === null ? null : { workspaceId: first.workspaceId, id: first.id },
      ...(first !== null && goOn ? { unattended: true } : {}),
      ...(confirmation === null ? {} : { confirmation: typed.trim() }),
    });
    // Handed over: from here on they are in the core's hands and nowhere else.
    for (const name of preview.secrets) {
      const field = secretField(name);
      if (field !== null) field.value = '';
    }
    const jobId = await started;
    if (jobId !== null) {
      onStarted(jobId, preview, first);
      return;
    }
    setRefused(true);
    setMissing(preview.secrets);
  };

  const toggleField = (field: CredentialField, on: boolean): void =>
    setFields((now) => (on ? [...now, field] : now.filter((other) => other !== field)));
  const single = 'calendars' in targets && targets.calendars.length === 1;
  const nothing = preview !== undefined && preview.count === 0;

  return (
    <Dialog title={preview?.title ?? DIALOG_TITLES[kind]} width={WIDTH_PX} onClose={onClose} holdsWork={holdsWork}>
      <form
        ref={form}
        className={styles['form']}
        onSubmit={(event) => void submit(event)}
        noValidate
        autoComplete="off"
      >
        {kind === 'calendar.update_credentials' && single ? (
          <fieldset className={styles['choices']}>
            <legend>What to update</legend>
            <CheckField checked={fields.includes('client_secret')} onChange={(on) => toggleField('client_secret', on)}>
              Client secret
            </CheckField>
            <CheckField checked={fields.includes('refresh_token')} onChange={(on) => toggleField('refresh_token', on)}>
              Refresh token
            </CheckField>
          </fieldset>
        ) : null}
        {fields.length === 0 ? <p className={styles['quiet']}>Choose at least one of them.</p> : null}
        {action.changes.length === 0 ? null : <Changes changes={action.changes} />}
        {action.failure === null ? null : <Refusal failure={action.failure} onRetry={action.ask} onLeave={onClose} />}
        {preview === undefined ? (
          action.counting ? (
            <p className={styles['quiet']} role="status">
              <Busy /> Counting what this would do …
            </p>
          ) : null
        ) : (
          <>
            {nothing ? <p>There is nothing to do: none of these calendars can be acted on.</p> : null}
            {action.current || action.counting ? <Plan preview={preview} /> : null}
            {nothing ? null : (
              <>
                {preview.secrets.map((name) => (
                  <SecretField
                    key={name}
                    ref={name === 'clientSecret' ? clientSecret : refreshToken}
                    name={name}
                    error={missing.includes(name) ? missingText(refused) : undefined}
                    onTyped={() => setMissing((now) => now.filter((other) => other !== name))}
                  />
                ))}
                {preview.secrets.length === 0 ? null : (
                  <p className={styles['quiet']}>
                    It stays in the keychain until this is done, and is never shown again.
                  </p>
                )}
                {kind === 'calendar.update_credentials' ? (
                  <CheckField
                    checked={probe}
                    onChange={setProbe}
                    hint="Recall is asked for an access token once each status is known; Callboard drops it unseen."
                  >
                    Also test each credential afterwards
                  </CheckField>
                ) : null}
                {canary === null ? null : (
                  <>
                    <CheckField
                      checked={tryOne}
                      onChange={setTryOne}
                      hint={`The other ${plural(preview.count - 1, 'calendar')} wait for what comes of it.`}
                    >
                      Try one first: <bdi>{nameOf(canary)}</bdi>
                    </CheckField>
                    {tryOne ? (
                      <CheckField
                        checked={goOn}
                        onChange={setGoOn}
                        hint="Otherwise you are asked before the others begin."
                      >
                        Go on by itself when that one works
                      </CheckField>
                    ) : null}
                  </>
                )}
                {confirmation === null ? null : (
                  <Field
                    label={
                      <>
                        Type <bdi className={styles['phrase']}>{confirmation}</bdi> to confirm
                      </>
                    }
                  >
                    {({ id }) => (
                      <input
                        id={id}
                        className={styles['input']}
                        value={typed}
                        autoComplete="off"
                        spellCheck={false}
                        maxLength={500}
                        data-first=""
                        onChange={(event) => setTyped(event.currentTarget.value)}
                      />
                    )}
                  </Field>
                )}
              </>
            )}
          </>
        )}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>{nothing ? 'Close' : 'Cancel'}</Button>
          {nothing ? null : (
            <Button
              kind={preview?.danger === 'irreversible' ? 'danger' : 'primary'}
              disabled={!action.current || !confirmed}
              busy={action.starting}
            >
              {confirmText(kind, preview?.count ?? (single ? 1 : 0))}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function requestOf(
  kind: CalendarActionKind,
  targets: CalendarTargets,
  fields: readonly CredentialField[],
  probe: boolean,
): ActionRequest {
  switch (kind) {
    case 'calendar.reconnect':
    case 'calendar.test_credential':
    case 'calendar.delete':
      return { kind, targets };
    case 'calendar.update_credentials':
      return { kind, targets, fields: [...fields], ...(probe ? { probe } : {}) };
  }
}

function Changes({ changes }: { readonly changes: readonly string[] }): ReactElement {
  return (
    <div className={styles['changes']} role="alert">
      <strong>Nothing was begun: it has changed since you looked.</strong>
      <ul>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <p>Look again at what follows before you confirm.</p>
    </div>
  );
}
