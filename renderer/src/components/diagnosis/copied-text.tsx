/** A text for somebody: made, put onto the clipboard, and shown as it was copied, to be read before it is sent. */
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { CallFailure } from '../../rpc.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { Busy, Button } from '../basics/button.tsx';
import { copyText, readText, type CopyOf } from './copying.ts';
import styles from './diagnosis.module.css';
import { choiceText, type CopyChoice } from './words.ts';

type State =
  | { readonly step: 'reading' }
  | { readonly step: 'failed'; readonly message: string }
  | { readonly step: 'read'; readonly subject: string; readonly text: string; readonly copied: boolean };

/** Drawn anew (`key`) for every choice. */
export function CopiedText({ of, choice }: { readonly of: CopyOf; readonly choice: CopyChoice }): ReactElement {
  const { choice: zone } = useTimeZone();
  const [state, setState] = useState<State>({ step: 'reading' });
  const [turn, setTurn] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  // What is asked for is fixed while this is on screen; who asks may draw anew at any time.
  const asked = useRef({ of, choice, zone });

  useEffect(() => {
    let over = false;
    const make = async (): Promise<void> => {
      const { of, choice, zone } = asked.current;
      const { subject, text } = await readText(of, choice, zone);
      const copied = await copyText(text);
      if (!over) setState({ step: 'read', subject, text, copied });
    };
    setState({ step: 'reading' });
    make().catch((thrown: unknown) => {
      const message = thrown instanceof CallFailure ? thrown.message : 'Something unexpected happened in this window.';
      if (!over) setState({ step: 'failed', message });
    });
    return () => {
      over = true;
    };
  }, [turn]);

  const failed = state.step === 'read' && !state.copied;
  useEffect(() => {
    // The next press is the keyboard's own copy.
    if (failed) field.current?.select();
  }, [failed]);

  const what = choiceText(choice);
  if (state.step === 'reading') {
    return (
      <p className={styles['copyState']} role="status">
        <Busy /> Writing the text {what} …
      </p>
    );
  }
  if (state.step === 'failed') {
    return (
      <div className={styles['copyState']} role="alert">
        <p>Nothing was copied: {state.message}</p>
        <Button size="small" onClick={() => setTurn((now) => now + 1)}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <div className={styles['copied']}>
      <p role="status" data-tone={state.copied ? 'ok' : 'wait'}>
        {state.copied
          ? `Copied ${what}.`
          : `The clipboard cannot be written here. The text ${what} is selected: copy it from the field.`}
      </p>
      <p className={styles['subject']}>
        <span className={styles['name']}>Subject</span> <bdi>{state.subject}</bdi>
      </p>
      <textarea
        ref={field}
        className={styles['copyField']}
        aria-label={state.copied ? 'What was copied' : 'Text to copy'}
        readOnly
        rows={14}
        dir="auto"
        spellCheck={false}
        value={state.text}
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  );
}
