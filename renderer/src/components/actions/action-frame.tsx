/**
 * What the dialogs of all actions have in common: what it would do, counted, then the one button that begins it. Nothing happens
 * before that button, and nothing but what was shown happens after it.
 */
import { useEffect, useRef, type ReactElement, type ReactNode, type SubmitEvent } from 'react';
import type { ActionKind } from '../../../../shared/actions.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import { Button, Busy } from '../basics/button.tsx';
import { Dialog } from '../overlay/dialog.tsx';
import styles from './actions.module.css';
import { Plan } from './plan.tsx';
import { Refusal } from './refusal.tsx';
import type { ActionState } from './use-action.ts';
import { nounOf } from './words.ts';

export interface ActionFrameProps {
  readonly kind: ActionKind;
  readonly action: ActionState;
  /** Until the preview brings its own. */
  readonly title: string;
  /** px. */
  readonly width?: number;
  /** On the one button. */
  readonly confirm: string;
  /** Something that has to be entered first is missing. */
  readonly blocked?: boolean;
  /** Above the plan: what decides about it. */
  readonly choices?: ReactNode;
  /** Below the plan, where there is something to do. */
  readonly children?: ReactNode;
  /** The same, also where there is nothing to do yet: another choice may change that. */
  readonly settings?: ReactNode;
  readonly holdsWork: () => boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}

const WIDTH_PX = 600;

export function ActionFrame(props: ActionFrameProps): ReactElement {
  const {
    kind,
    action,
    title,
    confirm,
    blocked = false,
    choices,
    children,
    settings,
    holdsWork,
    onClose,
    onSubmit,
  } = props;
  const form = useRef<HTMLFormElement>(null);
  const { preview } = action;
  const nothing = preview !== undefined && preview.count === 0;
  useFocusReturn();

  // The keys go to what has to be done next, unless they went somewhere by themselves already.
  const ready = preview !== undefined;
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('[data-first], button[type=submit]');
    if (ready && form.current?.contains(document.activeElement) === false) first?.focus();
  }, [ready]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (preview !== undefined && action.current && !nothing && !blocked) onSubmit();
  };
  return (
    <Dialog title={preview?.title ?? title} width={props.width ?? WIDTH_PX} onClose={onClose} holdsWork={holdsWork}>
      <form ref={form} className={styles['form']} onSubmit={submit} noValidate autoComplete="off">
        {choices}
        {action.changes.length === 0 ? null : <Changes changes={action.changes} />}
        {action.failure === null ? null : <Refusal failure={action.failure} onRetry={action.ask} onLeave={onClose} />}
        {preview === undefined ? (
          action.counting ? (
            <p className={styles['quiet']} role="status">
              <Busy /> Counting what this would do …
            </p>
          ) : null
        ) : (
          <>
            {nothing ? <p>There is nothing to do: none of these {nounOf(kind)}s can be acted on.</p> : null}
            {action.current || action.counting ? <Plan preview={preview} /> : null}
            {nothing ? null : children}
          </>
        )}
        {settings}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>{nothing ? 'Close' : 'Cancel'}</Button>
          {nothing ? null : (
            <Button
              kind={preview?.danger === 'irreversible' ? 'danger' : 'primary'}
              disabled={!action.current || blocked}
              busy={action.starting}
            >
              {confirm}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Changes({ changes }: { readonly changes: readonly string[] }): ReactElement {
  return (
    <div className={styles['changes']} role="alert">
      <strong>Nothing was begun: it has changed since you looked.</strong>
      <ul>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <p>Look again at what follows before you confirm.</p>
    </div>
  );
}
