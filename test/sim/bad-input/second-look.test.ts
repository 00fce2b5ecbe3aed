/** A record that was broken when it was first read comes right although its event never changes again. */
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { comingEvent, SEED, withConsole } from './support/console.ts';
import { EVENTS_PATH, onRecord } from './support/go-between.ts';

describe(`an event that was unreadable during the first fill (seed ${SEED})`, () => {
  it('is asked for again, and heals without having changed at Recall', () =>
    withConsole(
      {
        filled: false,
        fromTheStart({ sim, between }) {
          const struck = sim.world.workspace('Struck');
          const victim = struck.events().find((event) => event.startAt > struck.now() + HOUR_MS && !event.isDeleted);
          if (victim === undefined) throw new Error('Struck has no coming event.');
          between.meddle(onRecord(EVENTS_PATH, victim.id, (record) => ({ ...record, is_deleted: 'perhaps' })));
        },
      },
      async (bench) => {
        await bench.until('the broken record is counted', async () => {
          const { counts, freshAt } = await bench.status(bench.struck);
          return counts.quarantined === 1 && freshAt !== null;
        });
        // Lists still show it broken; the event alone is sound.
        await bench.pass(15 * MINUTE_MS);
        expect((await bench.status(bench.struck)).counts.quarantined).toBe(0);
        bench.between.meddle(null);
        await bench.converge(bench.struck);
      },
    ));

  it('is no longer counted once Recall has it no more', () =>
    withConsole({}, async (bench) => {
      const victim = comingEvent(bench.struck);
      bench.between.meddle(onRecord(EVENTS_PATH, victim.id, (record) => ({ ...record, platform: 5 })));
      bench.struck.truth.updateEvent(victim.id, { title: 'Changed and struck' });
      await bench.until(
        'the broken record is counted',
        async () => (await bench.status(bench.struck)).counts.quarantined === 1,
      );
      bench.struck.truth.removeCalendar(victim.calendarId);
      await bench.pass(15 * MINUTE_MS);
      expect((await bench.status(bench.struck)).counts.quarantined).toBe(0);
    }));
});
