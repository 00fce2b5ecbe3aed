/** What the list of calendars can be filtered by as far as causes go, with how many calendars wait because of each. Pure. */
import type { Output } from '../../../../shared/contract.ts';
import { PARTIES, type Party } from '../../../../shared/values.ts';
import { countText } from '../../format/numbers.ts';
import { PARTY_WORDS, titled } from '../../format/words.ts';

type KnownCauses = Output<'incidents.counts'>['causes'];

interface Option<V extends string> {
  readonly value: V;
  readonly label: string;
}

/** Causes that calendars have now, most frequent first; the one in force is among them whatever it is. */
export function causeOptions(known: KnownCauses, chosen: string | undefined): readonly Option<string>[] {
  const options = known
    .filter(({ calendars, code }) => calendars > 0 || code === chosen)
    .toSorted((a, b) => b.calendars - a.calendars)
    .map(({ code, title, calendars }) => ({ value: code, label: `${title} (${countText(calendars)})` }));
  if (chosen === undefined || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: titled(chosen) }];
}

/** Parties that calendars wait for now; without counts while they are not known. */
export function partyOptions(known: KnownCauses, chosen: Party | undefined): readonly Option<Party>[] {
  if (known.length === 0) return PARTIES.map((party) => ({ value: party, label: PARTY_WORDS[party] }));
  return PARTIES.flatMap((party) => {
    const calendars = known.reduce((sum, cause) => sum + (cause.party === party ? cause.calendars : 0), 0);
    if (calendars === 0 && party !== chosen) return [];
    return [{ value: party, label: `${PARTY_WORDS[party]} (${countText(calendars)})` }];
  });
}
