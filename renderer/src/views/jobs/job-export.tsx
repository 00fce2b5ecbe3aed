/** A job's report as a file. */
import type { ReactElement } from 'react';
import { call } from '../../rpc.ts';
import { ExportButtons } from '../export-buttons.tsx';

export function JobExport({ jobId }: { readonly jobId: number }): ReactElement {
  return (
    <ExportButtons
      what="report"
      file={`callboard-job-${jobId}`}
      read={(format, after) => call('exports.job', { jobId, format, after })}
    />
  );
}
