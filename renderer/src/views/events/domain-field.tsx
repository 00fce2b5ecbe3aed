/** The customer whose meetings one looks for, by mail domain: typed freely, or one of those with meetings ahead. */
import type { ReactElement, Ref } from 'react';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { DAY_MS } from '../../../../shared/time.ts';
import { useCall } from '../../queries.ts';
import { RestingText } from './resting-text.tsx';
import { pickDomain } from './search.ts';

/** More would make the list of suggestions longer than anybody reads; any other domain can be typed. */
const SUGGESTED = 200;
/** Recall keeps events up to four weeks ahead (recall-api.md 3.1). */
const AHEAD_MS = 28 * DAY_MS;

export interface DomainFieldProps {
  readonly id?: string;
  readonly label?: string;
  readonly first?: boolean;
  readonly scope: WorkspaceScope;
  /** Whole minutes, ms UTC. */
  readonly now: number;
  readonly value: string | undefined;
  readonly onChange: (domain: string | undefined) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

export function DomainField(props: DomainFieldProps): ReactElement {
  const { scope, value, onChange } = props;
  // By the day: the suggestions need not be those of this very minute.
  const from = Math.floor(props.now / DAY_MS) * DAY_MS;
  const question = { workspaces: scope, from, to: from + AHEAD_MS, after: null, limit: SUGGESTED };
  const { data } = useCall('events.coverage', question);
  return (
    <RestingText
      id={props.id}
      label={props.label}
      first={props.first}
      ref={props.ref}
      placeholder="Mail domain, e.g. acme.com"
      value={value ?? ''}
      maxLength={253}
      suggestions={data?.rows.map(({ domain }) => domain) ?? []}
      onChange={(text) => onChange(pickDomain(text))}
    />
  );
}
