/** Calls of one workspace side by side; more gain nothing (LIMITS.md 1.1). */
export const ABREAST = 4;

/** Works on all values, a few at a time; the first failure is thrown when those under way have ended. */
export async function abreast<T>(values: readonly T[], work: (value: T) => Promise<void>): Promise<void> {
  const rest = [...values];
  const worker = async (): Promise<void> => {
    for (let value = rest.shift(); value !== undefined; value = rest.shift()) await work(value);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(ABREAST, values.length) }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
