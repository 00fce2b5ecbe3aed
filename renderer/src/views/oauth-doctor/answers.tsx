/** The corrected URL, and the parts of the pasted one as they are understood. */
import type { ReactElement } from 'react';
import { CopyButton } from '../../components/basics/copy.tsx';
import { Dimmed, Section } from '../../components/basics/layout.tsx';
import { differenceOf } from './difference.ts';
import styles from './doctor.module.css';

export function Corrected(props: { readonly url: string; readonly shown: string }): ReactElement {
  return (
    <div className={styles['corrected']}>
      <Section title="Corrected URL" aside={<CopyButton text={props.url} what="corrected URL" />}>
        <pre
          className={styles['text']}
          dir="ltr"
          role="group"
          tabIndex={0}
          aria-label="Corrected URL; what changed is marked"
        >
          {differenceOf(props.shown, props.url).map(({ text, changed }, index) =>
            changed ? <ins key={index}>{text}</ins> : <span key={index}>{text}</span>,
          )}
        </pre>
        <p className={styles['hint']}>
          Marked is what differs. Mended is only what has one right form; what is still to be decided stands in the
          findings.
        </p>
      </Section>
    </div>
  );
}

export function Parameters(props: {
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}): ReactElement {
  return (
    <div className={styles['parameters']}>
      <Section title="Parameters, decoded">
        <table>
          <thead className="cb-unseen">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {props.parameters.map(({ name, value }, index) => (
              <tr key={index}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>{value === '' ? <Dimmed>empty</Dimmed> : <bdi>{value}</bdi>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </div>
  );
}
