/** One line of the settings: what it is, and how it is. */
import type { ReactElement, ReactNode } from 'react';
import classes from './settings.module.css';

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className={classes['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
