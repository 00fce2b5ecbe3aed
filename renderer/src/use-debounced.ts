/** Values that people are still typing. */
import { useEffect, useState } from 'react';

/** The value once it has stood still for `ms`; until then, the one before. */
export function useDebounced<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
