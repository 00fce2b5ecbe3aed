/** What the doctor found, worst first, numbered like the marks in the text. */
import type { ReactElement } from 'react';
import type { OauthFinding, OauthReport } from '../../../../shared/diagnosis.ts';
import { Mark } from '../../components/basics/marks.tsx';
import { PartyMark } from '../../components/diagnosis/party-mark.tsx';
import styles from './doctor.module.css';
import { CHECKED, isRight, SEVERITY_MARKS } from './words.ts';

interface FindingListProps {
  readonly report: OauthReport;
  readonly active: number | null;
  readonly onActive: (finding: number | null) => void;
  readonly titleId: (finding: number) => string;
}

export function FindingList({ report, active, onActive, titleId }: FindingListProps): ReactElement {
  return (
    <section className={styles['findings']} aria-label="Findings">
      {isRight(report) ? <NothingWrong report={report} /> : null}
      <ol>
        {report.findings.map((finding, index) => (
          <li
            key={`${finding.code}${index}`}
            className={styles['finding']}
            tabIndex={0}
            aria-labelledby={titleId(index)}
            data-severity={finding.severity}
            data-active={active === index ? '' : undefined}
            onPointerEnter={() => onActive(index)}
            onPointerLeave={() => onActive(null)}
            onFocus={() => onActive(index)}
            onBlur={() => onActive(null)}
          >
            <FindingBody finding={finding} number={index + 1} titleId={titleId(index)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function FindingBody(props: {
  readonly finding: OauthFinding;
  readonly number: number;
  readonly titleId: string;
}): ReactElement {
  const { finding, number, titleId } = props;
  const { shape, word, tone } = SEVERITY_MARKS[finding.severity];
  return (
    <>
      <div className={styles['findingHead']}>
        <span className={styles['number']} aria-hidden="true">
          {number}
        </span>
        <h3 id={titleId}>{finding.title}</h3>
        <Mark shape={shape} word={word} tone={tone} />
      </div>
      <p>
        <bdi>{finding.explanation}</bdi>
      </p>
      <p>
        <span className={styles['name']}>What to do:</span> <bdi>{finding.remedy}</bdi>
      </p>
      <p className={styles['source']}>
        Who acts: <PartyMark party={finding.party} /> · Source: {finding.source}
      </p>
    </>
  );
}

function NothingWrong({ report }: { readonly report: OauthReport }): ReactElement | null {
  if (report.kind !== 'authorization_url' && report.kind !== 'callback_url') return null;
  return (
    <div className={styles['right']}>
      <h3>
        <Mark shape="●" word="Nothing wrong was found" tone="ok" />
      </h3>
      <p>{CHECKED[report.kind]}</p>
    </div>
  );
}
