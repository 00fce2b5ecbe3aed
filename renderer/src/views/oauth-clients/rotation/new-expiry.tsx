/** After a rotation: the date on which the new secret expires, so that the next one is announced in time. */
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import type { OauthClient } from '../../../../../shared/actions.ts';
import { Button } from '../../../components/basics/button.tsx';
import { notify } from '../../../notices.ts';
import { useChange } from '../../../queries.ts';
import { dayOf } from '../expiry.ts';
import { renewedInput } from '../form-state.ts';
import styles from './rotation.module.css';

interface NewExpiryProps {
  readonly client: OauthClient | undefined;
  readonly clientId: string;
}

export function NewExpiry({ client, clientId }: NewExpiryProps): ReactElement {
  return client === undefined || client.id === null ? (
    <Unregistered clientId={clientId} />
  ) : (
    <Registered client={client} />
  );
}

function Unregistered({ clientId }: { readonly clientId: string }): ReactElement {
  const navigate = useNavigate();
  return (
    <section className={styles['after']} aria-labelledby="rotation-register">
      <h3 id="rotation-register">Be reminded before it expires</h3>
      <p className={styles['hint']}>
        This client is not registered, so Callboard does not know when its secret expires.
      </p>
      <div>
        <Button onClick={() => void navigate({ to: '/oauth-clients', search: { form: 'add', client: clientId } })}>
          Register this client…
        </Button>
      </div>
    </section>
  );
}

function Registered({ client }: { readonly client: OauthClient }): ReactElement {
  const save = useChange('oauthClients.save');
  const [day, setDay] = useState('');
  const input = renewedInput(client, day);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (input === null) return;
    save.mutate(input, {
      onSuccess: () => {
        setDay('');
        notify(`The new expiry date of ${input.name} is saved`);
      },
    });
  };
  return (
    <form className={styles['after']} onSubmit={submit} aria-labelledby="rotation-expiry">
      <h3 id="rotation-expiry">Set the new expiry date</h3>
      <div className={styles['inline']}>
        <TextInput
          type="date"
          label="New secret expires on"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button disabled={input === null} busy={save.isPending}>
          Save the date
        </Button>
      </div>
      <p className={styles['hint']}>
        {client.secretExpiresAt === null
          ? 'No date is entered.'
          : `Entered at present: ${dayOf(client.secretExpiresAt)}.`}{' '}
        You are reminded 30, 14 and 3 days ahead.
      </p>
      {save.error !== null && (
        <p className={styles['problem']} role="alert">
          {save.error.message}
        </p>
      )}
    </form>
  );
}
