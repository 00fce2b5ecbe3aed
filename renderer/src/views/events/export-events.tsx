/** The events of a list as a file: exactly those that its filter finds, in its order. */
import type { ReactElement } from 'react';
import type { EventFilter, EventSort } from '../../../../shared/filters.ts';
import { LOCAL } from '../../format/time.ts';
import { call } from '../../rpc.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { localZoneName } from '../../zones.ts';
import { ExportButtons } from '../export-buttons.tsx';

export function ExportEvents(props: {
  readonly filter: EventFilter;
  readonly sort: EventSort;
  /** What is in the file, for people: `events`. */
  readonly what?: string;
  /** Name of the file without day and ending. */
  readonly file?: string;
  readonly disabled?: boolean;
}): ReactElement | null {
  const { filter, sort, what = 'events', file = 'callboard-events', disabled = false } = props;
  const { zone } = useTimeZone();
  if (!useAfterFirstFrame()) return null;
  const timeZone = zone === LOCAL ? localZoneName() : zone;
  return (
    <ExportButtons
      what={what}
      file={file}
      formats={['csv']}
      read={(_format, after) => call('exports.events', { filter, sort, timeZone, after })}
      disabled={disabled}
    />
  );
}
