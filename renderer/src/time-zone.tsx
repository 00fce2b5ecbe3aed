/** The one time-zone switch: every time on screen is shown in this zone. */
import { useNavigate } from '@tanstack/react-router';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { GlobalSearch, TimeZoneChoice } from './address.ts';
import { UTC, type Zone } from './format/time.ts';
import { writeSetting } from './settings.ts';
import { useAddressTimeZone } from './use-address.ts';
import { localZoneName, ZONE_SETTING, zoneChoice, zoneOf } from './zones.ts';

export interface TimeZone {
  readonly choice: TimeZoneChoice;
  readonly zone: Zone;
}

const TimeZoneContext = createContext<TimeZone>({ choice: 'utc', zone: UTC });

/** The zone that times are shown in. */
export function useTimeZone(): TimeZone {
  return useContext(TimeZoneContext);
}

/** Takes the zone from the address, else as last chosen, else local. */
export function TimeZoneProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const choice = zoneChoice(useAddressTimeZone());
  const value = useMemo(() => ({ choice, zone: zoneOf(choice) }), [choice]);
  return <TimeZoneContext.Provider value={value}>{children}</TimeZoneContext.Provider>;
}

/** Chooses a zone, for this address and for the next start. */
export function useSetTimeZone(): (choice: TimeZoneChoice) => void {
  const navigate = useNavigate();
  return useCallback(
    (choice) => {
      writeSetting(ZONE_SETTING, choice);
      void navigate({ to: '.', search: (now: GlobalSearch) => ({ ...now, tz: choice }), replace: true });
    },
    [navigate],
  );
}

/** By then the first rows are on screen. */
const ZONE_NAME_AFTER_MS = 400;

/** Name of the computer's zone; `local time` until there was a moment to find out. */
export function useLocalZoneName(): string {
  const [name, setName] = useState('local time');
  useEffect(() => {
    const timer = setTimeout(() => setName(localZoneName()), ZONE_NAME_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return name;
}
