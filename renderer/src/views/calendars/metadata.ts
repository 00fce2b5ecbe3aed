/** The `metadata` that an application attached (recall-api.md 4.6: string keys, string values). */

/** Its entries; empty when there are none or the payload is not what it should be. Other values are shown as JSON. */
export function metadataOf(raw: string): readonly (readonly [string, string])[] {
  let payload: unknown;
  try {
    payload = JSON.parse(raw);
  } catch {
    return [];
  }
  if (typeof payload !== 'object' || payload === null || !('metadata' in payload)) return [];
  const { metadata } = payload;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return [];
  return Object.entries(metadata).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}
