/** Register an OAuth client, or change a registered one. Nothing of it goes to Recall, and no secret is asked for. */
import { CloseButton, Select, TextInput } from '@mantine/core';
import { useRef, useState, type KeyboardEvent, type ReactElement, type SubmitEvent } from 'react';
import type { OauthClient } from '../../../../shared/actions.ts';
import { useCommand } from '../../commands.ts';
import { Button } from '../../components/basics/button.tsx';
import { notify } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import {
  fieldOf,
  initialFields,
  PLATFORM_CHOICES,
  sameFields,
  saveInput,
  toggled,
  type ClientFields,
  type FieldErrors,
} from './form-state.ts';
import styles from './client-form.module.css';

interface ClientFormProps {
  /** Registered: it is changed. Only seen in calendars: it is registered. Undefined: a new one. */
  readonly client: OauthClient | undefined;
  /** Of a new one that no calendar uses any more. */
  readonly clientId?: string | undefined;
  readonly onClose: () => void;
}

export function ClientForm({ client, clientId = '', onClose }: ClientFormProps): ReactElement {
  const registered = client !== undefined && client.id !== null ? client : undefined;
  const [initial] = useState<ClientFields>(() =>
    client === undefined ? { ...initialFields(undefined), clientId } : initialFields(client),
  );
  const [fields, setFields] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const expires = useRef<HTMLInputElement>(null);
  const { rows: workspaces } = useWorkspaces();
  const save = useChange('oauthClients.save');
  useFocusReturn();

  const set = (change: Partial<ClientFields>): void => {
    setFields((before) => ({ ...before, ...change }));
    setErrors({});
  };

  /** Escape closes what has not been touched; typed words are never thrown away by a slip of a key. */
  const closeUntouched = (): void => {
    if (sameFields(fields, initial)) onClose();
  };
  useCommand('list.close', closeUntouched);
  const onKeyDown = (event: KeyboardEvent): void => {
    const listOpen = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
    if (event.key !== 'Escape' || event.defaultPrevented || listOpen) return;
    event.preventDefault();
    closeUntouched();
  };

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    // A date that was begun and not finished reads as none at all.
    const halfDate = expires.current?.validity.badInput === true;
    const checked = saveInput(registered, halfDate ? { ...fields, expires: '?' } : fields);
    if ('errors' in checked) {
      setErrors(checked.errors);
      return;
    }
    setErrors({});
    save.mutate(checked.input, {
      onSuccess: () => {
        notify(`${checked.input.name} ${registered === undefined ? 'registered' : 'saved'}`);
        onClose();
      },
      onError: ({ error, message }) => {
        const field = fieldOf(error.details);
        if (field !== undefined) setErrors({ [field]: message });
      },
    });
  };

  const title = registered === undefined ? 'Register an OAuth client' : 'Edit OAuth client';
  const known = fieldOf(save.error?.error.details) !== undefined;
  return (
    <aside className={styles['panel']} aria-label={title} onKeyDown={onKeyDown}>
      <header className={styles['header']}>
        <h2>{title}</h2>
        <CloseButton aria-label="Close without saving" onClick={onClose} />
      </header>
      <form className={styles['form']} onSubmit={submit} noValidate autoComplete="off">
        <TextInput
          label="Name"
          description="As your team calls it, for example “Outlook production”."
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={errors.name}
          maxLength={80}
          autoFocus
        />
        <Select
          label="Platform"
          data={[...PLATFORM_CHOICES]}
          value={fields.platform}
          onChange={(platform) => set({ platform })}
          error={errors.platform}
          placeholder="Choose"
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
        />
        <TextInput
          label="Client id"
          description="The public id, as the Google or Azure console shows it. Calendars are matched by it."
          value={fields.clientId}
          onChange={(event) => set({ clientId: event.currentTarget.value })}
          error={errors.clientId}
          classNames={{ input: styles['mono'] ?? '' }}
          maxLength={2_000}
          spellCheck={false}
        />
        <TextInput
          ref={expires}
          type="date"
          label="Secret expires on"
          description="The provider’s date, counted from its beginning in UTC. Leave it empty when it is not known or never expires."
          value={fields.expires}
          onChange={(event) => set({ expires: event.currentTarget.value })}
          error={errors.expires}
        />
        <fieldset className={styles['workspaces']}>
          <legend>Workspaces</legend>
          {workspaces.length === 0 && <p className={styles['hint']}>There is no workspace yet.</p>}
          {workspaces.map((workspace) => (
            <label key={workspace.id} className={styles['check']}>
              <input
                type="checkbox"
                checked={fields.workspaceIds.includes(workspace.id)}
                onChange={() => set({ workspaceIds: toggled(fields.workspaceIds, workspace.id) })}
              />
              <span className={styles['colour']} data-colour={workspace.colour} aria-hidden="true" />
              <bdi>{workspace.name}</bdi>
            </label>
          ))}
          <p className={styles['hint']}>
            Where it is meant to be used. A rotation reaches every calendar that names it, in all workspaces.
          </p>
          {errors.workspaceIds !== undefined && <p className={styles['error']}>{errors.workspaceIds}</p>}
        </fieldset>
        {save.error !== null && !known && (
          <p className={styles['problem']} role="alert">
            {save.error.message}
          </p>
        )}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={save.isPending}>
            {registered === undefined ? 'Register' : 'Save'}
          </Button>
        </div>
      </form>
    </aside>
  );
}
