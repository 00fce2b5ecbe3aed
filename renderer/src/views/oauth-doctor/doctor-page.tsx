/** Paste an authorisation URL, a callback URL or an error text: what is wrong with it, and how it should be. */
import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import { Button } from '../../components/basics/button.tsx';
import { Note } from '../../components/basics/states.tsx';
import { countText } from '../../format/numbers.ts';
import { Corrected, Parameters } from './answers.tsx';
import styles from './doctor.module.css';
import { EXAMPLES } from './examples.ts';
import { FindingList } from './finding-list.tsx';
import { MarkedText } from './marked-text.tsx';
import { LONGEST_TEXT, useReport, type Doctor } from './use-report.ts';
import { countsOf, takenFor, takenOut } from './words.ts';

export function OauthDoctorView(): ReactElement {
  const doctor = useReport();
  const { text, report, problem, tooLong } = doctor;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>OAuth doctor</h1>
        <p>
          What is wrong with an authorisation URL, a callback URL or an error text of Google or Microsoft. The text is
          checked on this computer, is sent nowhere and kept nowhere.
        </p>
      </header>
      <div className={styles['work']}>
        <Field doctor={doctor} />
        {problem === null ? null : (
          <Note
            tone="bad"
            action={
              <Button size="small" onClick={doctor.retry}>
                Try again
              </Button>
            }
          >
            {problem}
          </Note>
        )}
        {tooLong ? (
          <Note tone="wait">
            The text has {countText(text.length)} characters; at most {countText(LONGEST_TEXT)} can be checked. Paste
            only the URL or the error.
          </Note>
        ) : null}
        {text === '' ? <Examples onChoose={doctor.setText} /> : null}
        {report === null || text === '' || tooLong ? null : <Answer doctor={doctor} report={report} />}
      </div>
    </div>
  );
}

function Field({ doctor }: { readonly doctor: Doctor }): ReactElement {
  const { text, setText, report, cleaned } = doctor;
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  // A new element has no history: undoing does not bring a secret back.
  const hadFocus = useRef(true);
  useEffect(() => {
    if (hadFocus.current) field.current?.focus();
  }, [cleaned]);
  return (
    <div className={styles['field']}>
      <div className={styles['fieldHead']}>
        <label htmlFor={`${hintId}field`}>Paste an authorisation URL, a callback URL or an error text</label>
        <Button size="small" kind="quiet" disabled={text === ''} onClick={() => setText('')}>
          Clear
        </Button>
      </div>
      <textarea
        key={cleaned}
        ref={field}
        id={`${hintId}field`}
        value={text}
        rows={5}
        // Browsers keep what was typed for the next visit, and some send it away to check its spelling.
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        dir="ltr"
        aria-describedby={hintId}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={() => (hadFocus.current = true)}
        onBlur={() => (hadFocus.current = false)}
      />
      <p id={hintId} className={styles['hint']} role="status">
        {report === null || text === ''
          ? 'Mails, logs and HTML source around it do no harm.'
          : `${takenFor(report)}: ${countsOf(report)}.`}
        {report !== null && text !== '' && report.secrets.length > 0 ? ` ${takenOut(report.secrets)}` : null}
      </p>
    </div>
  );
}

function Examples({ onChoose }: { readonly onChoose: (text: string) => void }): ReactElement {
  return (
    <section className={styles['examples']} aria-label="Examples">
      <h2>Or try one of these</h2>
      <ul>
        {EXAMPLES.map(({ title, text }) => (
          <li key={title}>
            <Button onClick={() => onChoose(text)}>{title}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answer(props: { readonly doctor: Doctor; readonly report: NonNullable<Doctor['report']> }): ReactElement {
  const { report } = props;
  const [active, setActive] = useState<number | null>(null);
  const id = useId();
  const titleId = (finding: number): string => `${id}${finding}`;
  const open = (finding: number): void => {
    const item = document.getElementById(titleId(finding))?.closest('li');
    item?.focus();
    item?.scrollIntoView({ block: 'nearest' });
  };
  // A finding of the text before is not one of this text.
  useEffect(() => setActive(null), [report]);
  return (
    <>
      {report.kind === 'nothing' ? null : (
        <MarkedText report={report} active={active} onActive={setActive} onOpen={open} titleId={titleId} />
      )}
      <FindingList report={report} active={active} onActive={setActive} titleId={titleId} />
      {report.corrected === null ? null : <Corrected url={report.corrected} shown={report.shown} />}
      {report.parameters.length === 0 ? null : <Parameters parameters={report.parameters} />}
    </>
  );
}
