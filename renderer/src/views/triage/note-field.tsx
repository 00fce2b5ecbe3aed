/** A person's note on an incident: saved when the keys leave it, and by Mod+Enter; what is typed is never lost. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { APPLE, useCommand } from '../../commands.ts';
import { Section } from '../../components/basics/layout.tsx';
import { notify, notifyUndoable } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import styles from './triage.module.css';

/** As the contract has it. */
const LONGEST = 10_000;

export function NoteField({ incident }: { readonly incident: Incident }): ReactElement {
  const { id: incidentId, note } = incident;
  const { mutateAsync } = useChange('incidents.note');
  const saved = note ?? '';
  // Null: nothing was typed that is not saved.
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const onItsWay = useRef<string | null>(null);
  const hintId = useId();
  useCommand('triage.note', () => field.current?.focus());

  const save = async (): Promise<void> => {
    if (typed === null || typed === onItsWay.current) return;
    if (typed.trim() === saved.trim()) {
      setTyped(null);
      return;
    }
    onItsWay.current = typed;
    try {
      await mutateAsync({ incidentId, note: typed.trim() });
      setProblem(null);
      // What was typed meanwhile stays.
      setTyped((now) => (now === typed ? null : now));
      const undo = (): void =>
        void mutateAsync({ incidentId, note: saved }).then(
          () => notify('The note is as it was.'),
          ({ message }: Error) => notify(message, 'failed'),
        );
      notifyUndoable(typed.trim() === '' ? 'Note removed.' : 'Note saved.', undo);
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown.message : 'It could not be saved.');
    } finally {
      onItsWay.current = null;
    }
  };
  // Another row was opened while it was being written.
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => () => void latest.current(), []);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const sent = event.key === 'Enter' && (APPLE ? event.metaKey : event.ctrlKey);
    if (!sent && event.key !== 'Escape') return;
    event.preventDefault();
    // Leaving it saves it.
    event.currentTarget.blur();
  };
  return (
    <Section title="Note">
      <textarea
        ref={field}
        className={styles['note']}
        aria-label="Note"
        aria-describedby={hintId}
        placeholder="What you found out, who is told, what was agreed"
        value={typed ?? saved}
        rows={3}
        maxLength={LONGEST}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void save()}
        onKeyDown={onKeyDown}
      />
      <p id={hintId} className={styles['quiet']}>
        {problem === null ? 'Saved when you leave it. It stays on this computer.' : null}
      </p>
      {problem === null ? null : (
        <p className={styles['problem']} role="alert">
          {problem} What you wrote is still here.
        </p>
      )}
    </Section>
  );
}
