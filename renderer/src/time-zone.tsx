/** The one time-zone switch: every time on screen is shown in this zone. */
import { useNavigate } from '@tanstack/react-router';
import { createContext, useCallback, useContext, useMemo, type ReactElement, type ReactNode } from 'react';
import { TIME_ZONE_CHOICES, type GlobalSearch, type TimeZoneChoice } from './address.ts';
import { readSetting, writeSetting } from './settings.ts';
import { useAddressTimeZone } from './use-address.ts';

export interface TimeZone {
  readonly choice: TimeZoneChoice;
  /** IANA name for `Intl`, e.g. `UTC` or `Europe/Berlin`. */
  readonly zone: string;
  /** Short name for the screen: `UTC`, `Berlin`. */
  readonly label: string;
}

export const LOCAL_ZONE: string = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone that a choice means on this computer. */
export function timeZoneOf(choice: TimeZoneChoice): TimeZone {
  if (choice === 'utc') return { choice, zone: 'UTC', label: 'UTC' };
  return { choice, zone: LOCAL_ZONE, label: LOCAL_ZONE.slice(LOCAL_ZONE.lastIndexOf('/') + 1).replaceAll('_', ' ') };
}

const TimeZoneContext = createContext<TimeZone>(timeZoneOf('utc'));

/** The zone that times are shown in. */
export function useTimeZone(): TimeZone {
  return useContext(TimeZoneContext);
}

/** Takes the zone from the address, else as last chosen, else local. */
export function TimeZoneProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const asked = useAddressTimeZone();
  const choice = asked ?? readSetting('time-zone', TIME_ZONE_CHOICES, 'local');
  const value = useMemo(() => timeZoneOf(choice), [choice]);
  return <TimeZoneContext.Provider value={value}>{children}</TimeZoneContext.Provider>;
}

/** Chooses a zone, for this address and for the next start. */
export function useSetTimeZone(): (choice: TimeZoneChoice) => void {
  const navigate = useNavigate();
  return useCallback(
    (choice) => {
      writeSetting('time-zone', choice);
      void navigate({ to: '.', search: (now: GlobalSearch) => ({ ...now, tz: choice }), replace: true });
    },
    [navigate],
  );
}
