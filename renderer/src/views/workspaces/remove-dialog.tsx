/** Says what removing a workspace deletes here, and asks for its name before it does. */
import { Modal, TextInput } from '@mantine/core';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { Button } from '../../components/basics/button.tsx';
import { plural } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import type { Workspace } from './choices.ts';
import classes from './workspace-form.module.css';

interface RemoveDialogProps {
  readonly workspace: Workspace;
  readonly onClose: () => void;
}

export function RemoveDialog({ workspace, onClose }: RemoveDialogProps): ReactElement {
  const [typed, setTyped] = useState('');
  const { data: preview, error } = useCall('workspaces.removalPreview', { workspaceId: workspace.id });
  const remove = useChange('workspaces.remove');
  const confirmed = typed.trim() === workspace.name.trim();

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!confirmed) return;
    remove.mutate(
      { workspaceId: workspace.id },
      {
        onSuccess: () => {
          notify(`${workspace.name} removed from Callboard`);
          onClose();
        },
      },
    );
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={480}
      title={
        <span className={classes['title']}>
          <span className={classes['colour']} data-colour={workspace.colour} aria-hidden="true" />
          Remove <bdi>{workspace.name}</bdi>
        </span>
      }
    >
      <form className={classes['dialog']} onSubmit={submit}>
        <p>This deletes from this computer:</p>
        {preview === undefined ? (
          <p className={classes['hint']}>{error?.message ?? 'Counting …'}</p>
        ) : (
          <ul className={classes['counts']}>
            <li>{plural(preview.calendars, 'calendar')}</li>
            <li>{plural(preview.events, 'event')}</li>
            <li>{plural(preview.bots, 'bot')}</li>
            <li>{plural(preview.historyEntries, 'history entry', 'history entries')}</li>
          </ul>
        )}
        <p>
          {workspace.training
            ? 'It is training data and can be made again.'
            : 'Its API key and webhook secret leave the keychain. Nothing changes at Recall; added again, calendars and events come back. The history does not: only Callboard kept it.'}
        </p>
        <TextInput
          label={
            <>
              Type <bdi>{workspace.name}</bdi> to confirm
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        {remove.error !== null && (
          <p className={classes['problem']} role="alert">
            {remove.error.message}
          </p>
        )}
        <div className={classes['buttons']}>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" disabled={!confirmed} busy={remove.isPending}>
            Remove workspace
          </Button>
        </div>
      </form>
    </Modal>
  );
}
