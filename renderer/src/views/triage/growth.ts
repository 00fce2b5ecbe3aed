/** The shape of an incident's growth. Pure. */

/**
 * The area under "how many had broken by then", as an SVG path: steps from left to right, the highest one at the top.
 * @param growth Counts at equal distances, the last one `size`.
 * @param width px, as `height`.
 */
export function growthPath(growth: readonly number[], size: number, width: number, height: number): string {
  const most = Math.max(size, ...growth, 1);
  const step = width / Math.max(1, growth.length);
  const y = (count: number): number => round(height - (count / most) * height);
  const steps = growth.map((count, at) => `V${y(count)}H${round((at + 1) * step)}`);
  return `M0 ${height}${steps.join('')}V${height}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
