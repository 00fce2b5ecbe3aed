/** The pieces that details are made of. */
import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './basics.module.css';

/** A titled part of a detail, named for assistive technology. */
export function Section(props: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <div className={styles['sectionHead']}>
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

/** Named values, one per line. Entries whose value is undefined are left out. */
export function KeyValues({ entries }: { readonly entries: readonly (readonly [string, ReactNode])[] }): ReactElement {
  return (
    <dl className={styles['facts']}>
      {entries.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** Secondary text. */
export function Dimmed({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className={styles['dimmed']}>{children}</span>;
}

/** Text from elsewhere: always text, its writing direction kept to itself. */
export function RemoteText({ text, empty }: { readonly text: string | null; readonly empty: string }): ReactElement {
  return text === null || text === '' ? <Dimmed>{empty}</Dimmed> : <bdi>{text}</bdi>;
}
