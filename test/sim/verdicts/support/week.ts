/** The cast of a simulated week: three customers' software with three recipes, some forty calendars, some 1,500 events. */
import { MINUTE_MS } from '../../../../shared/time.ts';
import type { WorldSpec } from '../../../../electron/simulator/index.ts';
import type { Stage } from './stage.ts';
import { deletion, outage } from './stories-calendars.ts';
import * as moves from './stories-moves.ts';
import * as plain from './stories-plain.ts';
import * as sharing from './stories-sharing.ts';

export const WEEK_WORLD: WorldSpec = [
  { name: 'Shared', calendars: 0, eventsPerCalendar: 0, recipe: { template: 'shared' } },
  { name: 'PerDomain', calendars: 0, eventsPerCalendar: 0, recipe: { template: 'per_domain', time: 'milliseconds' } },
  { name: 'PerEvent', calendars: 0, eventsPerCalendar: 0, recipe: { template: 'per_event', time: 'offset' } },
];

/** Decides every story. */
export function castWeek(stage: Stage): void {
  const [shared, perDomain, perEvent] = [
    stage.workspace('Shared'),
    stage.workspace('PerDomain'),
    stage.workspace('PerEvent'),
  ] as const;
  for (let n = 0; n < 9; n += 1) {
    stage.calendar(shared, `person${n}@${n % 2 === 0 ? 'acme.example' : 'vandelay.example'}`, true);
    stage.calendar(perDomain, `person${n}@${n % 2 === 0 ? 'globex.example' : 'hooli.example'}`, true);
    stage.calendar(perEvent, `person${n}@initech.example`, true);
  }
  for (const workspace of [shared, perDomain, perEvent]) {
    plain.crowd(stage, workspace, 330);
    plain.failures(stage, workspace);
    plain.doubtful(stage, workspace);
    plain.nothingToRecord(stage, workspace);
    plain.told(stage, workspace);
    moves.drifted(stage, workspace);
    moves.nudged(stage, workspace);
    moves.perpetual(stage, workspace, 8);
    moves.firstSeenLate(stage, workspace);
    moves.restored(stage, workspace);
    moves.unscheduled(stage, workspace);
    moves.lastMinute(stage, workspace);
    moves.beyondWindow(stage, workspace);
    sharing.crowded(stage, workspace);
  }
  // The key of a transferred event keeps the old customer's domain, so only where keys know no domain.
  moves.transferred(stage, shared);
  moves.transferred(stage, perEvent);

  const team = [stage.calendar(shared, 'ann@acme.example'), stage.calendar(shared, 'bob@acme.example')] as const;
  const guests = stage.calendar(perDomain, 'eve@hooli.example');
  const hosts = [
    stage.calendar(perDomain, 'ann@globex.example'),
    stage.calendar(perDomain, 'bob@globex.example'),
  ] as const;
  const owners = [
    stage.calendar(perEvent, 'ann@initech.example'),
    stage.calendar(perEvent, 'bob@initech.example'),
  ] as const;
  sharing.shared(stage, shared, team);
  sharing.shared(stage, perDomain, hosts);
  sharing.ofTwoDomains(stage, perDomain, [hosts[0], guests]);
  sharing.eachItsOwn(stage, perEvent, owners);
  sharing.doubled(stage, 'other_key', [shared, shared], team);
  const twins = [
    stage.calendar(perEvent, 'twin@initech.example'),
    stage.calendar(perEvent, 'twin@initech.example'),
  ] as const;
  sharing.doubled(stage, 'same_mailbox', [perEvent, perEvent], twins);
  const abroad = [
    stage.calendar(shared, 'kim@umbrella.example'),
    stage.calendar(perEvent, 'lee@umbrella.example'),
  ] as const;
  sharing.doubled(stage, 'other_workspace', [shared, perEvent], abroad);

  outage(stage, shared, stage.calendar(shared, 'out1@acme.example'), { breaks: 3, heals: 7 });
  outage(stage, perDomain, stage.calendar(perDomain, 'out2@globex.example'), { breaks: 2, heals: null });
  outage(stage, perEvent, stage.calendar(perEvent, 'out3@initech.example'), {
    breaks: 4,
    heals: 9,
    botsLeaveAfter: 5 * MINUTE_MS,
  });
  deletion(stage, shared, stage.calendar(shared, 'leaver@acme.example'), 5);
}
