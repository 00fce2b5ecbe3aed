/** What the corrected URL has that the pasted text had not. Pure. */

export interface Part {
  readonly text: string;
  readonly changed: boolean;
}

/** A parameter, or one scope of it, begins at each of these. */
const BEGINNINGS = /(?=[?&])|(?=%20)/;

/** The corrected URL in its order, cut into what stood in the text like that and what did not. */
export function differenceOf(text: string, corrected: string): Part[] {
  const parts: Part[] = [];
  for (const piece of corrected.split(BEGINNINGS)) {
    const changed = !stoodIn(text, piece);
    const last = parts.at(-1);
    if (last?.changed === changed) parts[parts.length - 1] = { text: last.text + piece, changed };
    else parts.push({ text: piece, changed });
  }
  return parts;
}

/** A parameter may have stood behind any of the signs that part parameters. */
function stoodIn(text: string, piece: string): boolean {
  if (text.includes(piece)) return true;
  return /^[?&]/.test(piece) && ['?', '&', ';'].some((sign) => text.includes(sign + piece.slice(1)));
}
