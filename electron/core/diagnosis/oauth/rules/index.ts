/** Every rule, in the order in which faults are mended: first the address, then encoding and names, then what is asked. */
import { ADDRESS_RULES } from './address.ts';
import { CALLBACK_RULES } from './callback.ts';
import { CONSENT_RULES } from './consent.ts';
import { ENCODING_RULES } from './encoding.ts';
import { PARAMETER_RULES } from './parameters.ts';
import { REDIRECT_RULES } from './redirect.ts';
import { SCOPE_RULES } from './scopes.ts';
import type { Rule } from './types.ts';
import { V1_STATE_RULES } from './v1-state.ts';

export const AUTHORIZATION_RULES: readonly Rule[] = [
  ...ADDRESS_RULES,
  ...ENCODING_RULES,
  ...PARAMETER_RULES,
  ...REDIRECT_RULES,
  ...V1_STATE_RULES,
  ...SCOPE_RULES,
  ...CONSENT_RULES,
];

export const CALLBACK_URL_RULES: readonly Rule[] = [...CALLBACK_RULES, ...V1_STATE_RULES];
