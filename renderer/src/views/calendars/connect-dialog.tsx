/**
 * Connects a calendar: what is needed for it, then a look for the same mailbox (Recall does not deduplicate, recall-api.md
 * 2.4), then the one button, then what becomes of it.
 */
import { useId, useRef, useState, type ReactElement, type SubmitEvent } from 'react';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { askFor } from '../../components/actions/asked.ts';
import { CheckField, Field, missingText, SecretField, type SecretName } from '../../components/actions/fields.tsx';
import { Refusal } from '../../components/actions/refusal.tsx';
import { useAction } from '../../components/actions/use-action.ts';
import styles from '../../components/actions/actions.module.css';
import { Button } from '../../components/basics/button.tsx';
import { Dialog } from '../../components/overlay/dialog.tsx';
import { CALENDAR_PLATFORM_WORDS } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import { useScope } from '../../use-address.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { checkConnectFields, connectRequest, initialConnectFields } from './connect-form.ts';
import type { ConnectErrors, ConnectFields, ConnectPlatform, ConnectRequest } from './connect-form.ts';
import { ConnectFound } from './connect-found.tsx';
import { ConnectProgress } from './connect-progress.tsx';

const WIDTH_PX = 600;
const PLATFORMS: readonly ConnectPlatform[] = ['google_calendar', 'microsoft_outlook'];
const SECRETS: readonly SecretName[] = ['clientSecret', 'refreshToken'];

export function ConnectDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { rows: workspaces, byId } = useWorkspaces();
  const scope = useScope();
  const { data: clients } = useCall('oauthClients.list', {});
  const [fields, setFields] = useState(() => initialConnectFields(workspaces, scope));
  const [request, setRequest] = useState<ConnectRequest | null>(null);
  const [errors, setErrors] = useState<ConnectErrors>({});
  const [missing, setMissing] = useState<readonly SecretName[]>([]);
  const [refused, setRefused] = useState(false);
  const [jobId, setJobId] = useState<number | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const clientSecret = useRef<HTMLInputElement>(null);
  const refreshToken = useRef<HTMLInputElement>(null);
  const suggestions = useId();
  useFocusReturn();
  const action = useAction(request);

  const secretField = (name: SecretName): HTMLInputElement | null =>
    (name === 'clientSecret' ? clientSecret : refreshToken).current;
  const holdsWork = (): boolean =>
    jobId === null && (fields.mailbox !== '' || SECRETS.some((name) => (secretField(name)?.value ?? '') !== ''));
  /** What was found out about other fields says nothing about these. */
  const set = (change: Partial<ConnectFields>): void => {
    setFields((now) => ({ ...now, ...change }));
    setRequest(null);
    setErrors({});
  };

  const look = (): void => {
    const wrong = checkConnectFields(fields);
    setErrors(wrong);
    const lacking = SECRETS.filter((name) => (secretField(name)?.value ?? '').trim() === '');
    setMissing(lacking);
    if (Object.keys(wrong).length === 0 && lacking.length === 0) setRequest(connectRequest(fields));
  };
  const connect = async (): Promise<void> => {
    const started = action.start({
      secrets: Object.fromEntries(SECRETS.map((name) => [name, secretField(name)?.value.trim()])),
      canary: null,
    });
    // Handed over: from here on they are in the core's hands and nowhere else.
    for (const name of SECRETS) {
      const field = secretField(name);
      if (field !== null) field.value = '';
    }
    const begun = await started;
    if (begun !== null) {
      setJobId(begun);
      return;
    }
    setRefused(true);
    setMissing(SECRETS);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!action.current) look();
    else if (SECRETS.some((name) => (secretField(name)?.value ?? '').trim() === '')) look();
    else void connect();
  };
  const updateInstead = ({ workspaceId, id }: CalendarRow): void =>
    askFor({ dialog: 'act', kind: 'calendar.update_credentials', targets: { calendars: [{ workspaceId, id }] } });

  if (jobId !== null && request !== null) {
    return (
      <Dialog title={`Connect ${request.mailbox}`} width={WIDTH_PX} onClose={onClose}>
        <ConnectProgress jobId={jobId} workspaceId={request.workspaceId} onClose={onClose} />
      </Dialog>
    );
  }
  const preview = action.current ? action.preview : undefined;
  const same =
    preview?.untouched.flatMap(({ reason, calendars }) => (reason === 'same_mailbox' ? calendars : [])) ?? [];
  const offered = (clients?.rows ?? []).filter(({ platform }) => platform === fields.platform);
  const workspace = fields.workspaceId === null ? undefined : byId.get(fields.workspaceId);
  return (
    <Dialog title="Connect a calendar" width={WIDTH_PX} onClose={onClose} holdsWork={holdsWork}>
      <form ref={form} className={styles['form']} onSubmit={submit} noValidate autoComplete="off">
        <div className={styles['pair']}>
          <Field label="Workspace" error={errors.workspaceId}>
            {({ id, describedBy }) => (
              <select
                id={id}
                className={styles['input']}
                aria-describedby={describedBy}
                value={fields.workspaceId ?? ''}
                onChange={(event) => set({ workspaceId: Number(event.currentTarget.value) })}
              >
                {fields.workspaceId === null ? <option value="">None can be changed</option> : null}
                {workspaces.map(({ id: value, name, mode }) => (
                  <option key={value} value={value} disabled={mode === 'read_only'}>
                    {mode === 'read_only' ? `${name} (read-only)` : name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Platform">
            {({ id }) => (
              <select
                id={id}
                className={styles['input']}
                value={fields.platform}
                onChange={(event) => {
                  const platform = PLATFORMS.find((known) => known === event.currentTarget.value);
                  if (platform !== undefined) set({ platform });
                }}
              >
                {PLATFORMS.map((value) => (
                  <option key={value} value={value}>
                    {CALENDAR_PLATFORM_WORDS[value]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Field
          label="Mailbox"
          hint="Whose consent gave the refresh token. Calendars of the same mailbox are looked for first."
          error={errors.mailbox}
        >
          {({ id, describedBy }) => (
            <input
              id={id}
              type="email"
              className={styles['input']}
              aria-describedby={describedBy}
              aria-invalid={errors.mailbox === undefined ? undefined : true}
              value={fields.mailbox}
              maxLength={320}
              spellCheck={false}
              onChange={(event) => set({ mailbox: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="OAuth client id" error={errors.oauthClientId}>
          {({ id, describedBy }) => (
            <input
              id={id}
              className={styles['input']}
              aria-describedby={describedBy}
              aria-invalid={errors.oauthClientId === undefined ? undefined : true}
              value={fields.oauthClientId}
              list={suggestions}
              maxLength={2_000}
              spellCheck={false}
              onChange={(event) => set({ oauthClientId: event.currentTarget.value })}
            />
          )}
        </Field>
        <datalist id={suggestions}>
          {offered.map(({ clientId, name }) => (
            <option key={clientId} value={clientId}>
              {name ?? 'seen in calendars'}
            </option>
          ))}
        </datalist>
        {SECRETS.map((name) => (
          <SecretField
            key={name}
            ref={name === 'clientSecret' ? clientSecret : refreshToken}
            name={name}
            label={name === 'clientSecret' ? 'Client secret' : 'Refresh token'}
            hint={name === 'clientSecret' ? 'Of this OAuth client.' : 'From the consent of this mailbox.'}
            error={missing.includes(name) ? missingText(refused) : undefined}
            onTyped={() => setMissing((now) => now.filter((other) => other !== name))}
          />
        ))}
        <CheckField
          checked={fields.sendOauthEmail}
          onChange={(sendOauthEmail) => set({ sendOauthEmail })}
          hint="Recall shows it as the authorised address until its first sync says which mailbox it is."
        >
          Tell Recall the address
        </CheckField>
        {action.changes.length === 0 ? null : (
          <div className={styles['changes']} role="alert">
            <strong>Nothing was begun: it has changed since you looked.</strong>
            {action.changes.map((change) => (
              <p key={change}>{change}</p>
            ))}
          </div>
        )}
        {action.failure === null ? null : <Refusal failure={action.failure} onRetry={action.ask} onLeave={onClose} />}
        {preview === undefined ? null : (
          <ConnectFound preview={preview} same={same} workspace={workspace} onUpdate={updateInstead} />
        )}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={action.starting || action.counting} disabled={preview?.count === 0}>
            {preview === undefined
              ? 'Look for this mailbox'
              : same.length === 0
                ? 'Connect calendar'
                : 'Connect another one anyway'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
