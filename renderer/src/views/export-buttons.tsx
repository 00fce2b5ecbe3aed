/** "Export CSV / JSONL": reads everything that the core has of it and saves it as one file. */
import { useState, type ReactElement } from 'react';
import { Button } from '../components/basics/button.tsx';
import { readParts, saveFile, type ExportFormat, type ExportPart } from '../exporting.ts';
import { dayKey } from '../format/time.ts';
import { notify } from '../notices.ts';
import { CallFailure } from '../rpc.ts';
import { useTimeZone } from '../time-zone.tsx';
import styles from './views.module.css';

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string; readonly tip: string }[] = [
  { format: 'csv', label: 'CSV', tip: 'Save as CSV, for spreadsheets' },
  { format: 'jsonl', label: 'JSONL', tip: 'Save as JSONL, one record per line, for programs' },
];

export interface ExportButtonsProps {
  /** Of what: `audit log`. */
  readonly what: string;
  /** Name of the file without day and ending: `callboard-audit`. */
  readonly file: string;
  /** One part of it, as the contract's exports give them. */
  readonly read: (format: ExportFormat, after: string | null) => Promise<ExportPart>;
  /** The forms that the core has of it; absent: all. */
  readonly formats?: readonly ExportFormat[];
  readonly disabled?: boolean;
}

export function ExportButtons(props: ExportButtonsProps): ReactElement {
  const { what, file, read, formats, disabled = false } = props;
  const offered = FORMATS.filter(({ format }) => formats?.includes(format) ?? true);
  const [busy, setBusy] = useState<ExportFormat | null>(null);
  const { zone } = useTimeZone();
  const save = async (format: ExportFormat): Promise<void> => {
    setBusy(format);
    try {
      const parts = await readParts((after) => read(format, after));
      const name = `${file}-${dayKey(Date.now(), zone)}`;
      saveFile(name, format, parts);
      notify(`Saved as ${name}.${format}`);
    } catch (thrown) {
      const why = thrown instanceof CallFailure ? thrown.message : 'Something unexpected happened in this window.';
      notify(`Nothing was exported: ${why}`, 'failed');
    } finally {
      setBusy(null);
    }
  };
  return (
    <span className={styles['export']} role="group" aria-label={`Export the ${what}`}>
      {offered.length === 1 ? null : 'Export'}
      {offered.map(({ format, label, tip }) => (
        <Button
          key={format}
          size="small"
          // What is on the button is in its name: people who speak to their computer say what they see.
          label={offered.length === 1 ? `Export ${label} of the ${what}` : `Export the ${what} as ${label}`}
          tip={tip}
          busy={busy === format}
          disabled={disabled || (busy !== null && busy !== format)}
          onClick={() => void save(format)}
        >
          {offered.length === 1 ? `Export ${label}` : label}
        </Button>
      ))}
    </span>
  );
}
