/** The one switch for the zone of every time on screen. */
import type { ReactElement } from 'react';
import { useCommand } from '../../commands.ts';
import { useLocalZoneName, useSetTimeZone, useTimeZone } from '../../time-zone.tsx';
import { Button } from '../basics/button.tsx';

export function TimeZoneToggle(): ReactElement {
  const { choice } = useTimeZone();
  const local = useLocalZoneName();
  const setTimeZone = useSetTimeZone();
  const other = choice === 'utc' ? 'local' : 'utc';
  const toggle = (): void => setTimeZone(other);
  useCommand('timezone.toggle', toggle);
  const shown = choice === 'utc' ? 'UTC' : local;
  const label = shown.slice(shown.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return (
    <Button
      kind="quiet"
      onClick={toggle}
      label={`Time zone: ${label}`}
      tip={`Times in ${shown}. Switch to ${other === 'utc' ? 'UTC' : local}`}
    >
      {label}
    </Button>
  );
}
