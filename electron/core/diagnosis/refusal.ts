/** What the text of a refused change is about. Pure. */
import type { RefusalSubject } from '../../../shared/values.ts';
import { causesIn } from './match.ts';
import type { Cause } from './types.ts';

export interface Refusal {
  readonly about: RefusalSubject;
  /** What the text means by the catalogue; null: it knows none for it. */
  readonly meaning: string | null;
}

/** Read with the catalogue of causes. A secret that goes to every calendar of a client has to know whether it is to blame. */
export function refusalOf(text: string): Refusal {
  const [first] = causesIn(text, null);
  if (first === undefined) return { about: 'unknown', meaning: null };
  return { about: subjectOf(first.cause), meaning: first.cause.meaning };
}

function subjectOf({ party, scope, action }: Cause): RefusalSubject {
  if (party === 'unknown') return 'unknown';
  if (action.kind === 'rotate_secret') return 'secret';
  return party === 'us' && scope === 'client' ? 'client' : 'calendar';
}
