/** A step as it is offered. */
import type { EventStep, EventVerdict } from '../../../../shared/verdicts.ts';

export type Step = EventVerdict['step'];

/** A verb first; `botId`: the bot that it is about. */
export const step = (kind: EventStep, label: string, why: string, botId: string | null = null): Step => ({
  kind,
  label,
  why,
  botId,
});
