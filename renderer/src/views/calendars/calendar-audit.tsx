/** What was done to a calendar through Callboard. */
import type { ReactElement } from 'react';
import type { CalendarRef } from '../../../../shared/actions.ts';
import { RecordAudit } from '../record-audit.tsx';
import { auditQuestion } from './audit-question.ts';

export function CalendarAudit({ calendar }: { readonly calendar: CalendarRef }): ReactElement {
  return <RecordAudit filter={auditQuestion(calendar).filter} what="calendar" />;
}
