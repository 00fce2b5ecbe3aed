/** CSV as RFC 4180 has it, in a form that no spreadsheet takes for a formula. */

export type Cell = string | number | null;

/** Spreadsheets run a cell that begins like this, or read past what it begins with (OWASP, "CSV Injection"). */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const DANGEROUS = /^[=+\-@＝＋－＠\u0000-\u001f\u007f-\u009f]/;
const QUOTED = /[",\r\n]/;

/** One line with its line end. Text that a spreadsheet might run gets a leading apostrophe; null is an empty cell. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = DANGEROUS.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
