/** Ids and other texts that people carry elsewhere. */
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import styles from './basics.module.css';

const CONFIRM_MS = 1_500;

/** Copies a text; says so by its icon and to assistive technology. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): ReactElement {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    // Absent outside secure contexts, e.g. when a web host is reached by a name other than loopback.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (clipboard === undefined) {
      setState('failed');
      return;
    }
    clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  const label =
    state === 'copied' ? 'Copied' : state === 'failed' ? `Could not copy; select the ${what} instead` : `Copy ${what}`;
  return (
    <button
      type="button"
      className={styles['copy']}
      title={label}
      aria-label={label}
      data-copied={state === 'copied' ? '' : undefined}
      onClick={copy}
    >
      {state === 'copied' ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
    </button>
  );
}

/** An id in monospace with a copy button; cut in the middle of the line where there is no room, whole on hover. */
export function CopyId({ id, what }: { readonly id: string; readonly what: string }): ReactElement {
  return (
    <span className={styles['id']}>
      <span className={styles['idText']} title={id}>
        {id}
      </span>
      <CopyButton text={id} what={what} />
    </span>
  );
}
