/** Says what taking an OAuth client off the register means before it does. */
import type { ReactElement } from 'react';
import type { OauthClient } from '../../../../shared/actions.ts';
import { Button } from '../../components/basics/button.tsx';
import { Dialog } from '../../components/overlay/dialog.tsx';
import { plural } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import { nameOf, usageOf } from './usage.ts';
import styles from './client-form.module.css';

interface RemoveDialogProps {
  readonly client: OauthClient;
  readonly onClose: () => void;
}

export function RemoveDialog({ client, onClose }: RemoveDialogProps): ReactElement {
  const remove = useChange('oauthClients.remove');
  const { calendars } = usageOf(client);
  const { id } = client;
  const name = nameOf(client);
  const confirm = (): void => {
    if (id === null) return;
    remove.mutate(
      { id },
      {
        onSuccess: () => {
          notify(`${name} removed from the register`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={`Remove ${name}`} width={460} onClose={onClose}>
      <div className={styles['dialog']}>
        <p>
          Its name and expiry date leave Callboard, and nobody is reminded any more. Nothing changes at Recall.
          {calendars > 0 &&
            ` ${plural(calendars, 'calendar')} still ${calendars === 1 ? 'uses' : 'use'} it, so it stays listed as seen in calendars.`}
        </p>
        {remove.error !== null && (
          <p className={styles['problem']} role="alert">
            {remove.error.message}
          </p>
        )}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="primary" busy={remove.isPending} onClick={confirm}>
            Remove from the register
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
