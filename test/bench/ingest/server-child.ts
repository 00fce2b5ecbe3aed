/** A simulator in a process of its own, without limits. Arguments: seed, calendars, events per calendar. */
import { startSimulator } from '../../../electron/simulator/index.ts';
import { say } from '../children.ts';

const [seed, calendars, eventsPerCalendar] = process.argv.slice(2).map(Number);
const simulator = await startSimulator({
  seed: seed ?? 1,
  prerender: true,
  limits: { enforce: false },
  world: [
    { name: 'Warm-up', colour: 'blue', calendars: 1, eventsPerCalendar: 50 },
    { name: 'Load', colour: 'teal', calendars: calendars ?? 40, eventsPerCalendar: eventsPerCalendar ?? 250 },
  ],
});
say({ workspaces: simulator.workspaces });
