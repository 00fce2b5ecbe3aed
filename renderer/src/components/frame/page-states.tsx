/** What stands in the page's place when there is no page. */
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { CallFailure } from '../../rpc.ts';
import { Button } from '../basics/button.tsx';
import classes from './page-states.module.css';

/** A page that broke while it was being drawn or loaded. */
export function PageFailure({ error, reset }: ErrorComponentProps): ReactElement {
  const router = useRouter();
  const known = error instanceof CallFailure;
  return (
    <div className={classes['state']} role="alert">
      <h1>This page could not be shown</h1>
      <p>
        {known
          ? error.message
          : 'Something unexpected happened while this page was being drawn. Nothing was lost; the other pages still work.'}
      </p>
      <Button
        onClick={() => {
          reset();
          void router.invalidate();
        }}
      >
        Try again
      </Button>
    </div>
  );
}

/** An address that leads nowhere. */
export function PageMissing(): ReactElement {
  return (
    <div className={classes['state']}>
      <h1>There is no page at this address</h1>
      <p>It may be an address from another version, or a part of it is missing.</p>
      <Link to="/calendars">Go to calendars</Link>
    </div>
  );
}
