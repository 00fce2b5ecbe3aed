/** What a bot that recorded nothing says about its meeting. Pure. */
import type { VerdictReason } from '../../../../shared/verdicts.ts';
import { subCodeOf } from './bot-codes/index.ts';
import type { BotFacts } from './types.ts';

type Loss = Extract<
  VerdictReason,
  'bot_failed' | 'not_admitted' | 'nobody_joined' | 'permission_denied' | 'removed_by_host' | 'not_recorded'
>;

/** Of a bot that failed or ended without recording. A sub-code that nobody knows says no more than the outcome itself. */
export function lossReasonOf(bot: BotFacts | null): Loss {
  const kind = subCodeOf(bot?.subCode ?? null)?.kind;
  switch (kind) {
    case 'not_admitted':
    case 'nobody_joined':
    case 'permission_denied':
    case 'removed_by_host':
      return kind;
    case 'failed':
      return 'bot_failed';
    case 'normal':
    case 'not_recorded':
    case undefined:
      return bot?.outcome === 'failed' ? 'bot_failed' : 'not_recorded';
  }
}
