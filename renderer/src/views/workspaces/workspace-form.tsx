/** Add or change a workspace. Secrets go from their fields to the keychain and are never shown again. */
import { CloseButton, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent, type ReactElement, type SubmitEvent } from 'react';
import { useCommand } from '../../commands.ts';
import { Button } from '../../components/basics/button.tsx';
import { notify } from '../../notices.ts';
import { queryKey } from '../../queries.ts';
import { call, CallFailure } from '../../rpc.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import { pollChoices, REGION_CHOICES, type Workspace } from './choices.ts';
import { ColourField } from './colour-field.tsx';
import {
  addInput,
  checkFields,
  fieldOf,
  initialFields,
  sameFields,
  testInput,
  updateInput,
  type FieldErrors,
  type Secrets,
  type WorkspaceFields,
} from './form-state.ts';
import { failedTest, Outcome } from './workspace-table.tsx';
import { wordsOf } from './words-of.ts';
import classes from './workspace-form.module.css';

interface WorkspaceFormProps {
  /** Undefined: a new one. */
  readonly workspace: Workspace | undefined;
  readonly others: readonly Workspace[];
  readonly onClose: () => void;
}

export function WorkspaceForm({ workspace, others, onClose }: WorkspaceFormProps): ReactElement {
  const isNew = workspace === undefined;
  const client = useQueryClient();
  const [fields, setFields] = useState(() => initialFields(workspace, others));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [test, setTest] = useState<{ works: boolean | null; message: string } | null>(null);
  const [saving, setSaving] = useState(false);
  const apiKey = useRef<HTMLInputElement>(null);
  const webhookSecret = useRef<HTMLInputElement>(null);
  useFocusReturn();

  /** What was found out about the fields as they were says nothing about them as they are. */
  const forget = (): void => {
    setTest(null);
    setErrors({});
  };
  const set = (change: Partial<WorkspaceFields>): void => {
    setFields((before) => ({ ...before, ...change }));
    forget();
  };
  const secrets = (): Secrets => ({
    apiKey: apiKey.current?.value ?? '',
    webhookSecret: webhookSecret.current?.value ?? '',
  });

  /** Escape closes what has not been touched; typed words are never thrown away by a slip of a key. */
  const closeUntouched = (): void => {
    const typed = Object.values(secrets()).some((value) => value !== '');
    if (!typed && sameFields(fields, initialFields(workspace, others))) onClose();
  };
  useCommand('list.close', closeUntouched);
  const onKeyDown = (event: KeyboardEvent): void => {
    const listOpen = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
    if (event.key !== 'Escape' || event.defaultPrevented || listOpen) return;
    event.preventDefault();
    closeUntouched();
  };

  const runTest = async (): Promise<void> => {
    setTest({ works: null, message: 'Asking Recall …' });
    setTest(await call('workspaces.test', testInput(workspace, fields, secrets())).catch(failedTest));
  };

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const missing = checkFields(fields, secrets(), isNew);
    setErrors(missing);
    setProblem(null);
    if (Object.keys(missing).length > 0) return;
    setSaving(true);
    try {
      // Not through a mutation: React Query would keep the secrets among its variables.
      if (isNew) await call('workspaces.add', addInput(fields, secrets()));
      else await call('workspaces.update', updateInput(workspace, fields, secrets()));
      await client.invalidateQueries({ queryKey: queryKey('workspaces.list', {}) });
      notify(isNew ? `${fields.name.trim()} added. Its soonest meetings come first.` : `${fields.name.trim()} saved`);
      onClose();
    } catch (thrown) {
      const field = thrown instanceof CallFailure ? fieldOf(thrown.error.details) : undefined;
      if (field === undefined) setProblem(wordsOf(thrown));
      else setErrors({ [field]: wordsOf(thrown) });
    } finally {
      setSaving(false);
    }
  };

  const training = workspace?.training ?? false;
  return (
    <aside
      className={classes['panel']}
      aria-label={isNew ? 'Add a workspace' : `Edit ${workspace.name}`}
      onKeyDown={onKeyDown}
    >
      <header className={classes['header']}>
        <h2>{isNew ? 'Add a workspace' : 'Edit workspace'}</h2>
        <CloseButton aria-label="Close without saving" onClick={onClose} />
      </header>
      <form className={classes['form']} onSubmit={(event) => void save(event)} noValidate autoComplete="off">
        <TextInput
          label="Name"
          description="As your team calls it. Recall does not see it."
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={errors.name}
          maxLength={80}
          autoFocus
        />
        <Select
          label="Region"
          description="A key works only in the region where it was made."
          data={[...REGION_CHOICES]}
          value={fields.region}
          onChange={(region) => region !== null && set({ region })}
          error={errors.region}
          allowDeselect={false}
          disabled={training}
          comboboxProps={{ shadow: 'md' }}
        />
        {fields.region === 'custom' && (
          <TextInput
            label="Base URL"
            description="https, without a path. The API key is sent there and nowhere else."
            placeholder="https://recall.example.com"
            value={fields.baseUrl}
            onChange={(event) => set({ baseUrl: event.currentTarget.value })}
            error={errors.baseUrl}
            disabled={training}
            inputMode="url"
            spellCheck={false}
          />
        )}
        <TextInput
          ref={apiKey}
          type="password"
          label="API key"
          description={
            isNew
              ? 'Goes to the keychain of this computer. It is never shown again.'
              : 'Stored in the keychain. Leave empty to keep it.'
          }
          error={errors.apiKey}
          autoComplete="new-password"
          spellCheck={false}
          maxLength={10_000}
          disabled={training}
          onChange={forget}
        />
        <div className={classes['test']}>
          <Button onClick={() => void runTest()} busy={test !== null && test.works === null}>
            Test
          </Button>
          {test !== null && <Outcome result={test} />}
        </div>
        <TextInput
          ref={webhookSecret}
          type="password"
          label="Webhook secret"
          description={isNew ? 'Optional. Proves that a webhook is Recall’s.' : 'Leave empty to keep the stored one.'}
          error={errors.webhookSecret}
          autoComplete="new-password"
          spellCheck={false}
          maxLength={10_000}
          disabled={training}
        />
        <ColourField value={fields.colour} onChange={(colour) => set({ colour })} />
        <div className={classes['field']}>
          <span className={classes['label']} id="workspace-mode">
            Mode
          </span>
          <SegmentedControl
            aria-labelledby="workspace-mode"
            data={[
              { value: 'read_only', label: 'Read-only' },
              { value: 'operate', label: 'Operate' },
            ]}
            value={fields.mode}
            onChange={(mode) => set({ mode })}
          />
          <p className={classes['hint']}>
            {fields.mode === 'read_only'
              ? 'Callboard only reads: nothing else is sent to Recall for this workspace, and running jobs hold here.'
              : 'Callboard may change things at Recall, each time after a preview and your confirmation. The audit log keeps every change.'}
          </p>
        </div>
        <Select
          label="Ask for changes"
          description="One request per turn, within Recall’s limits."
          data={[...pollChoices(fields.pollIntervalMs)]}
          value={String(fields.pollIntervalMs)}
          onChange={(ms) => ms !== null && set({ pollIntervalMs: Number(ms) })}
          error={errors.pollIntervalMs}
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
        />
        {problem !== null && (
          <p className={classes['problem']} role="alert">
            {problem}
          </p>
        )}
        <div className={classes['buttons']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={saving}>
            {isNew ? 'Add workspace' : 'Save'}
          </Button>
        </div>
      </form>
    </aside>
  );
}
