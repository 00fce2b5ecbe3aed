import { redactText } from '../../recall/redact.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

export function createViewHandlers({ store, changed }: EngineDeps): HandlersOf<'views'> {
  return {
    'views.save': ({ id, page, name, address }) => {
      const saved = store.saveView({ page, name: redactText(name), address: withoutCredentials(address) }, id ?? null);
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

/** What is searched for may be a credential that was pasted by mistake; everything else stays as it is. */
function withoutCredentials(address: string): string {
  const search = [...new URLSearchParams(address)];
  const clean = search.map(([name, value]): [string, string] => [name, redactText(value)]);
  const found = clean.some(([, value], index) => value !== search[index]?.[1]);
  return redactText(found ? `?${new URLSearchParams(clean).toString()}` : address);
}
