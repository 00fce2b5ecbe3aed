/** Texts that leave the console as files. */

export type ExportFormat = 'csv' | 'jsonl';

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  jsonl: 'application/jsonl;charset=utf-8',
};

export interface ExportPart {
  readonly text: string;
  /** Null: this was the last one. */
  readonly next: string | null;
}

/** Reads a text part by part until the last; rejects with what `read` rejects with, so that half a file is never saved. */
export async function readParts(read: (after: string | null) => Promise<ExportPart>): Promise<readonly string[]> {
  const parts: string[] = [];
  let after: string | null = null;
  do {
    const part: ExportPart = await read(after);
    parts.push(part.text);
    after = part.next;
  } while (after !== null);
  return parts;
}

/** Hands a file to the browser's downloads; in the desktop window it asks where to save it. */
export function saveFile(name: string, format: ExportFormat, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: MEDIA_TYPES[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${format}`;
  link.click();
  // The download has its own hold on the content from here on.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
