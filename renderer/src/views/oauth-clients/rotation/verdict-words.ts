/** What became of the calendar that goes first, in words: what it holds, and what a refusal speaks of. Pure. */
import type { ItemState, RefusalSubject } from '../../../../../shared/values.ts';

export function holdingOf(state: ItemState): string {
  switch (state) {
    case 'waiting':
    case 'running':
      return 'It is being sent to this calendar and to no other.';
    case 'unknown':
      return 'The secret was sent and no answer came. Recall is asked what the calendar holds before anything else happens.';
    case 'verifying':
      return 'The calendar holds the new secret. Recall connects it now, which usually takes under a minute.';
    case 'ok':
      return 'The calendar holds the new secret, and it connected with it.';
    case 'failing':
      return 'The calendar holds the new secret. Its former one cannot be brought back; the next rotation replaces this one.';
    case 'unproven':
      return 'The calendar holds the new secret, but its status proves nothing yet.';
    case 'failed':
      return 'Recall did not take the secret: the calendar holds the one it had.';
    case 'skipped':
      return 'Nothing was sent: the calendar holds the secret it had.';
    default:
      return state satisfies never;
  }
}

/** What a refusal means for the rotation, by what it speaks of. */
export function refusalMeans(about: RefusalSubject): string {
  switch (about) {
    case 'secret':
      return 'It is about the secret that was sent: it may be mistyped, of another client, the secret’s id in place of its value, or not valid yet.';
    case 'client':
      return 'It is about the OAuth client itself, so no secret helps until that is put right at the provider.';
    case 'calendar':
      return 'It speaks of this calendar or of its provider, not of the secret. Whether the secret works, another calendar tells.';
    case 'unknown':
      return 'Callboard does not know this reason, so it may be the secret or this calendar alone.';
    default:
      return about satisfies never;
  }
}
