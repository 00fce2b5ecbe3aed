/** Words that are made of an answer and of the question behind it. */
import { useState } from 'react';

/**
 * The value as it was when question and answer last belonged together: while a new question waits, the answer to the one before
 * stands there still, and words made of both would claim what nobody said. `value` is compared by identity.
 */
export function useSettled<T extends string | null>(value: T, settled: boolean): T {
  const [held, setHeld] = useState(value);
  if (settled && held !== value) setHeld(value);
  return settled ? value : held;
}
