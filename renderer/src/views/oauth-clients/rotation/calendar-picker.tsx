/** Chooses one calendar of a plan: among those that were named, and by searching among all that use the client. */
import { Select } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { readRef, refText } from '../../../address.ts';
import { useCall } from '../../../queries.ts';
import { useWorkspaces } from '../../../workspaces.tsx';
import { namesOf, type Choice } from './choices.ts';

interface CalendarPickerProps {
  readonly label: string;
  readonly description?: string;
  readonly offered: readonly Choice[];
  /** More are searched for among the calendars of this client, in these workspaces. */
  readonly clientId: string;
  readonly workspaceIds: readonly number[];
  readonly value: Choice | null;
  readonly onChange: (choice: Choice) => void;
}

/** Options that are drawn at a time. */
const SHOWN = 100;

export function CalendarPicker(props: CalendarPickerProps): ReactElement {
  const { label, description, offered, clientId, workspaceIds, value, onChange } = props;
  const { byId } = useWorkspaces();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const { data } = useCall(
    'calendars.list',
    {
      filter: { workspaces: [...workspaceIds], text: wanted },
      sort: { by: 'email', direction: 'asc' },
      after: null,
      limit: SHOWN,
    },
    { enabled: wanted.length >= 2 && wanted.length <= 200 && wanted !== value?.label },
  );
  const found = (data?.rows ?? []).filter((row) => row.oauthClientId === clientId).map(namesOf);
  const choices = new Map([...(value === null ? [] : [value]), ...offered, ...found].map((one) => [refText(one), one]));
  const groups = Map.groupBy(choices.values(), (choice) => choice.workspaceId);
  return (
    <Select
      label={label}
      description={description}
      data={[...groups].map(([workspaceId, members]) => ({
        group: byId.get(workspaceId)?.name ?? 'Unknown workspace',
        items: members.map((choice) => ({ value: refText(choice), label: choice.label })),
      }))}
      value={value === null ? null : refText(value)}
      onChange={(next) => {
        const ref = readRef(next ?? undefined);
        const choice = ref === undefined ? undefined : choices.get(refText(ref));
        if (choice !== undefined) onChange(choice);
      }}
      searchable
      onSearchChange={setText}
      limit={SHOWN}
      nothingFoundMessage="No calendar of this client has such an address"
      allowDeselect={false}
      comboboxProps={{ shadow: 'md' }}
    />
  );
}
