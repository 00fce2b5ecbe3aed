/** The two time zones of the screen: the computer's own and UTC. */
import { TIME_ZONE_CHOICES, type TimeZoneChoice } from './address.ts';
import { LOCAL, UTC, type Zone } from './format/time.ts';
import { readSetting } from './settings.ts';

export const ZONE_SETTING = 'time-zone';

/** The choice: from the address, else as last chosen, else local. */
export function zoneChoice(asked: TimeZoneChoice | undefined): TimeZoneChoice {
  return asked ?? readSetting(ZONE_SETTING, TIME_ZONE_CHOICES, 'local');
}

/** The zone that a choice means. */
export function zoneOf(choice: TimeZoneChoice): Zone {
  return choice === 'utc' ? UTC : LOCAL;
}

let name: string | undefined;

/** IANA name of the computer's zone, e.g. `Europe/Berlin`. The first call loads the browser's language data (20 ms). */
export function localZoneName(): string {
  name ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return name;
}
