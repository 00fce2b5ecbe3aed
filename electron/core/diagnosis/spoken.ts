/** Recall's detail as people read it. Pure. */

/** Recall's detail without the parts that its other parts say as well (a code beside the message that holds it). */
export function spoken(detail: string | null): string | null {
  if (detail === null) return null;
  const parts = detail.split('; ');
  const whole = parts.filter(
    (part, index) => !parts.some((other, at) => at !== index && other.includes(part) && (other !== part || at < index)),
  );
  return whole.join('; ').replace(/[.\s]+$/, '');
}
