/** What else can be done with a record, beside the first step. */
import type { ReactElement } from 'react';
import { Popover } from '../overlay/popover.tsx';
import styles from './actions.module.css';

export interface MoreAction {
  readonly label: string;
  readonly onChoose: () => void;
}

/** Nothing where there is nothing else. */
export function MoreActions({ actions }: { readonly actions: readonly MoreAction[] }): ReactElement | null {
  if (actions.length === 0) return null;
  return (
    <Popover label="More actions" side="below" buttonClass={styles['moreButton']} button={<>More actions</>}>
      {(close) => (
        <div className={styles['menu']}>
          {actions.map(({ label, onChoose }) => (
            <button
              key={label}
              type="button"
              onClick={() => {
                close();
                onChoose();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
