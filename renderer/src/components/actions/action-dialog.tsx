/** The dialog of every action on calendars. */
import { useRef, useState, type ReactElement } from 'react';
import type { ActionPreview, ActionRequest, ActionSecrets, CalendarTargets } from '../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { plural } from '../../format/numbers.ts';
import { ActionFrame } from './action-frame.tsx';
import styles from './actions.module.css';
import type { CalendarActionKind } from './asked.ts';
import { ConfirmationField } from './confirmation-field.tsx';
import { CheckField, missingText, SecretField, type SecretName } from './fields.tsx';
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

const SECRETS: readonly SecretName[] = ['clientSecret', 'refreshToken'];

export function ActionDialog({ kind, targets, onClose, onStarted }: ActionDialogProps): ReactElement {
  const [fields, setFields] = useState<readonly CredentialField[]>(['client_secret']);
  const [probe, setProbe] = useState(false);
  const [tryOne, setTryOne] = useState(true);
  const [goOn, setGoOn] = useState(false);
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState<readonly SecretName[]>([]);
  const [refused, setRefused] = useState(false);
  const clientSecret = useRef<HTMLInputElement>(null);
  const refreshToken = useRef<HTMLInputElement>(null);

  const action = useAction(fields.length === 0 ? null : requestOf(kind, targets, fields, probe));
  const { preview } = action;

  const secretField = (name: SecretName): HTMLInputElement | null =>
    (name === 'clientSecret' ? clientSecret : refreshToken).current;
  const holdsWork = (): boolean => typed !== '' || SECRETS.some((name) => (secretField(name)?.value ?? '') !== '');

  const canary = preview !== undefined && preview.count > 1 ? preview.canary : null;
  const first = tryOne ? canary : null;
  const confirmation = preview?.confirmation ?? null;
  const secrets = SECRETS.filter((name) => preview?.secrets.includes(name) === true);

  const submit = async (): Promise<void> => {
    if (preview === undefined) return;
    const lacking = secrets.filter((name) => (secretField(name)?.value ?? '').trim() === '');
    setMissing(lacking);
    const [lacked] = lacking;
    if (lacked !== undefined) {
      secretField(lacked)?.focus();
      return;
    }
    const entered: ActionSecrets = Object.fromEntries(secrets.map((name) => [name, secretField(name)?.value.trim()]));
    const started = action.start({
      ...(secrets.length === 0 ? {} : { secrets: entered }),
      canary: first === null ? null : { workspaceId: first.workspaceId, id: first.id },
      ...(first !== null && goOn ? { unattended: true } : {}),
      ...(confirmation === null ? {} : { confirmation: typed.trim() }),
    });
    // Handed over: from here on they are in the core's hands and nowhere else.
    for (const name of secrets) {
      const field = secretField(name);
      if (field !== null) field.value = '';
    }
    const jobId = await started;
    if (jobId !== null) {
      onStarted(jobId, preview, first);
      return;
    }
    setRefused(true);
    setMissing(secrets);
  };

  const toggleField = (field: CredentialField, on: boolean): void =>
    setFields((now) => (on ? [...now, field] : now.filter((other) => other !== field)));
  const single = 'calendars' in targets && targets.calendars.length === 1;

  return (
    <ActionFrame
      kind={kind}
      action={action}
      title={DIALOG_TITLES[kind]}
      confirm={confirmText(kind, preview?.count ?? (single ? 1 : 0))}
      blocked={confirmation !== null && typed.trim() !== confirmation}
      holdsWork={holdsWork}
      onClose={onClose}
      onSubmit={() => void submit()}
      choices={
        <>
          {kind === 'calendar.update_credentials' && single ? (
            <fieldset className={styles['choices']}>
              <legend>What to update</legend>
              <CheckField
                checked={fields.includes('client_secret')}
                onChange={(on) => toggleField('client_secret', on)}
              >
                Client secret
              </CheckField>
              <CheckField
                checked={fields.includes('refresh_token')}
                onChange={(on) => toggleField('refresh_token', on)}
              >
                Refresh token
              </CheckField>
            </fieldset>
          ) : null}
          {fields.length === 0 ? <p className={styles['quiet']}>Choose at least one of them.</p> : null}
        </>
      }
    >
      {secrets.map((name) => (
        <SecretField
          key={name}
          ref={name === 'clientSecret' ? clientSecret : refreshToken}
          name={name}
          error={missing.includes(name) ? missingText(refused) : undefined}
          onTyped={() => setMissing((now) => now.filter((other) => other !== name))}
        />
      ))}
      {secrets.length === 0 ? null : (
        <p className={styles['quiet']}>It stays in the keychain until this is done, and is never shown again.</p>
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
      {canary === null || preview === undefined ? null : (
        <>
          <CheckField
            checked={tryOne}
            onChange={setTryOne}
            hint={`The other ${plural(preview.count - 1, 'calendar')} wait for what comes of it.`}
          >
            Try one first: <bdi>{nameOf(canary)}</bdi>
          </CheckField>
          {tryOne ? (
            <CheckField checked={goOn} onChange={setGoOn} hint="Otherwise you are asked before the others begin.">
              Go on by itself when that one works
            </CheckField>
          ) : null}
        </>
      )}
      {confirmation === null ? null : <ConfirmationField phrase={confirmation} typed={typed} onTyped={setTyped} />}
    </ActionFrame>
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
