/** The one switch for the zone of every time on screen. */
import { Button, Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCommand } from '../../commands.ts';
import { LOCAL_ZONE, useSetTimeZone, useTimeZone } from '../../time-zone.tsx';

export function TimeZoneToggle(): ReactElement {
  const { choice, label } = useTimeZone();
  const setTimeZone = useSetTimeZone();
  const other = choice === 'utc' ? 'local' : 'utc';
  const toggle = (): void => setTimeZone(other);
  useCommand('timezone.toggle', toggle);
  return (
    <Tooltip
      label={`Times in ${choice === 'utc' ? 'UTC' : LOCAL_ZONE}. Switch to ${other === 'utc' ? 'UTC' : LOCAL_ZONE}`}
    >
      <Button variant="subtle" color="gray" px={8} onClick={toggle} aria-label={`Time zone: ${label}`}>
        {label}
      </Button>
    </Tooltip>
  );
}
