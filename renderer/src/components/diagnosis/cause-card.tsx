/** A finding in full: what it means, who acts, what it stands on, what else it can mean, what to do, and where the rule is from. */
import { useId, type ReactElement, type ReactNode } from 'react';
import type { Finding, Possibility, SafeAction } from '../../../../shared/diagnosis.ts';
import { Button } from '../basics/button.tsx';
import { BasisLegend } from './basis-mark.tsx';
import type { CopyOf } from './copying.ts';
import { CopyMenu } from './copy-menu.tsx';
import styles from './diagnosis.module.css';
import { EvidenceList } from './evidence-list.tsx';
import { listed } from './words.ts';
import { PartyMark } from './party-mark.tsx';

export interface CauseCardProps {
  readonly finding: Finding;
  /** Absent: texts are copied elsewhere on the page. */
  readonly of?: CopyOf;
  /** Absent: the one safe action is a button elsewhere on the page. */
  readonly onAct?: () => void;
}

export function CauseCard({ finding, of, onAct }: CauseCardProps): ReactElement {
  const { title, party, alsoParties, explanation, besides, possibilities, evidence, remedy, action, source } = finding;
  return (
    <div className={styles['card']} data-severity={finding.severity}>
      <div className={styles['cardHead']}>
        <h3>{title}</h3>
        {of === undefined ? null : <CopyMenu of={of} party={party} />}
      </div>
      <p>{explanation}</p>
      <p>
        <span className={styles['name']}>Who acts</span> <PartyMark party={party} />
        {alsoParties.length === 0 ? null : (
          <>
            {' '}
            <span className={`${styles['name'] ?? ''} ${styles['also'] ?? ''}`}>perhaps also</span>{' '}
            {alsoParties.map((also, index) => (
              <span key={also}>
                {index === 0 ? null : ', '}
                <PartyMark party={also} />
              </span>
            ))}
          </>
        )}
      </p>
      {besides.length === 0 ? null : (
        <p className={styles['besides']}>
          More than one cause at once: the same moment also speaks of {listed(besides)}. Each of them has to be
          remedied.
        </p>
      )}
      {evidence.length === 0 ? null : (
        <Part title="Evidence" aside={<BasisLegend />}>
          <EvidenceList evidence={evidence} />
        </Part>
      )}
      {possibilities.length === 0 ? null : (
        <Part title="It can mean">
          <ul className={styles['possibilities']}>
            {possibilities.map((possibility) => (
              <PossibilityItem key={possibility.title} possibility={possibility} />
            ))}
          </ul>
        </Part>
      )}
      {remedy.length === 0 ? null : (
        <Part title="What to do">
          <ol className={styles['remedy']}>
            {remedy.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Part>
      )}
      {action === null ? null : <SafeStep action={action} onAct={onAct} />}
      <p className={styles['source']}>Source of this rule: {source}</p>
    </div>
  );
}

function Part(props: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className={styles['part']} aria-labelledby={id}>
      <div className={styles['partHead']}>
        <h4 id={id}>{props.title}</h4>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

function PossibilityItem({ possibility }: { readonly possibility: Possibility }): ReactElement {
  const { title, party, meaning, tell, known } = possibility;
  return (
    <li>
      <div className={styles['possibilityHead']}>
        <strong>{title}</strong>
        <PartyMark party={party} />
      </div>
      <p>{meaning}</p>
      <p>
        <span className={styles['name']}>What would tell</span> {tell}
      </p>
      {known === null ? null : (
        <p>
          <span className={styles['name']}>Here</span> <bdi>{known}</bdi>
        </p>
      )}
    </li>
  );
}

function SafeStep(props: {
  readonly action: SafeAction;
  readonly onAct: (() => void) | undefined;
}): ReactElement | null {
  const { action, onAct } = props;
  return (
    <div className={styles['step']}>
      <p>
        <span className={styles['name']}>The one safe step</span> <strong>{action.label}.</strong> {action.why}
      </p>
      {onAct === undefined ? null : (
        <Button size="small" onClick={onAct}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
