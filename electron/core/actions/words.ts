/** Numbers and names inside sentences. */

/** `1 calendar`, `12 calendars`, `1,204 calendars`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
