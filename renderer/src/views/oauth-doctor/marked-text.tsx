/** The checked text with its faulty parts underlined; each carries the number of its finding. */
import type { KeyboardEvent, ReactElement } from 'react';
import type { OauthReport } from '../../../../shared/diagnosis.ts';
import { Section } from '../../components/basics/layout.tsx';
import styles from './doctor.module.css';
import { segmentsOf } from './segments.ts';

interface MarkedTextProps {
  readonly report: OauthReport;
  /** The finding that is pointed at. */
  readonly active: number | null;
  readonly onActive: (finding: number | null) => void;
  readonly onOpen: (finding: number) => void;
  /** Id of a finding's title. */
  readonly titleId: (finding: number) => string;
}

export function MarkedText({ report, active, onActive, onOpen, titleId }: MarkedTextProps): ReactElement {
  return (
    <div className={styles['checked']}>
      <Section title="Checked text">
        <pre
          className={styles['text']}
          dir="ltr"
          role="group"
          tabIndex={0}
          aria-label="Checked text; faulty parts lead to their findings"
        >
          {segmentsOf(report.shown, report.findings).map(({ text, findings, ending }, index) => {
            const [first] = findings;
            if (first === undefined) return <span key={index}>{text}</span>;
            const onKeyDown = (event: KeyboardEvent): void => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onOpen(first);
            };
            return (
              <mark
                key={index}
                role="button"
                tabIndex={0}
                data-severity={report.findings[first]?.severity}
                data-active={active !== null && findings.includes(active) ? '' : undefined}
                aria-describedby={findings.map(titleId).join(' ')}
                onPointerEnter={() => onActive(first)}
                onPointerLeave={() => onActive(null)}
                onFocus={() => onActive(first)}
                onBlur={() => onActive(null)}
                onClick={() => onOpen(first)}
                onKeyDown={onKeyDown}
              >
                {text}
                {ending.length === 0 ? null : (
                  <sup aria-hidden="true">{ending.map((finding) => finding + 1).join(' ')}</sup>
                )}
              </mark>
            );
          })}
        </pre>
      </Section>
    </div>
  );
}
