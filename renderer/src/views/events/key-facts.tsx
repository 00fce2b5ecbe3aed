/** The deduplication key of an event's bot against the recipe that its workspace uses (recall-api.md 3.4). */
import type { ReactElement } from 'react';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { CopyButton } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues } from '../../components/basics/layout.tsx';
import styles from '../../components/detail/detail.module.css';

export function KeyFacts({ recipe }: { readonly recipe: EventVerdict['recipe'] }): ReactElement {
  const { inUse, own, breaks, key } = recipe;
  return (
    <>
      <KeyValues
        entries={[
          ['Workspace uses', inUse === null ? <Dimmed>not known: too few keys, or of many kinds</Dimmed> : inUse.label],
          ['This event uses', own === null ? <Dimmed>no key, or one of no known kind</Dimmed> : own.label],
          [
            'Key by the recipe',
            key === null ? undefined : (
              <span key="key">
                <bdi className={styles['key']}>{key}</bdi> <CopyButton text={key} what="deduplication key" />
              </span>
            ),
          ],
        ]}
      />
      {breaks ? (
        <p className={styles['warning']}>
          The key of its bot is not of the recipe that the workspace uses, so others in the meeting get a bot of their
          own.
        </p>
      ) : null}
    </>
  );
}
