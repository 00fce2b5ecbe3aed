/** What people make of incidents: local, reversible, and at once. */
import { redactText } from '../../recall/redact.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

export function createIncidentHandlers({ store, clock, changed }: EngineDeps): HandlersOf<'incidents'> {
  return {
    'incidents.setState': ({ incidentIds, state }) => {
      store.setIncidentState(incidentIds, state, clock.now());
      changed('incidents', null);
      return {};
    },
    'incidents.note': ({ incidentId, note }) => {
      // Somebody may paste a whole answer or address: no credential of it stays.
      const text = redactText(note).trim();
      store.noteIncident(incidentId, text === '' ? null : text);
      changed('incidents', null);
      return {};
    },
  };
}
