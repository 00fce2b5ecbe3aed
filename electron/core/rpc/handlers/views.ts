import { redactText } from '../../recall/redact.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

export function createViewHandlers({ store, changed }: EngineDeps): HandlersOf<'views'> {
  return {
    'views.save': ({ id, page, name, address }) => {
      // The search in it may be a credential that was pasted by mistake.
      const saved = store.saveView({ page, name: redactText(name), address: redactText(address) }, id ?? null);
      changed('views', null);
      return { id: saved };
    },
    'views.remove': ({ id }) => {
      store.removeView(id);
      changed('views', null);
      return {};
    },
  };
}
