/** What the chained records of an entry say, read from their JSON texts. Pure. */
import type { AuditDetail } from '../../../../shared/actions.ts';

export interface Said {
  /** What was sent, without secrets; null: the record does not say. */
  readonly sent: string | null;
  /** What came back, the newest answer; null: nothing yet. */
  readonly answer: string | null;
  readonly status: number | null;
  /** Anything else that was kept, as named values. */
  readonly details: readonly (readonly [name: string, value: string])[];
}

/** Puts the records of an entry together. A record that cannot be read is left out: it is shown as it stands below. */
export function saidBy(records: AuditDetail['records']): Said {
  let said: Said = { sent: null, answer: null, status: null, details: [] };
  for (const { body } of records) {
    const record = objectOf(body);
    if (record === null) continue;
    const { sent, answer, status, details } = record;
    said = {
      sent: typeof sent === 'string' ? sent : said.sent,
      answer: typeof answer === 'string' ? answer : said.answer,
      status: typeof status === 'number' ? status : said.status,
      details: isObject(details) ? Object.entries(details).map(([name, value]) => [name, textOf(value)]) : said.details,
    };
  }
  return said;
}

/** The JSON text of a record with line breaks; as it stands when it is no JSON. */
export function spread(body: string): string {
  const record = objectOf(body);
  return record === null ? body : JSON.stringify(record, null, 2);
}

interface Fields {
  readonly sent?: unknown;
  readonly answer?: unknown;
  readonly status?: unknown;
  readonly details?: unknown;
}

function objectOf(body: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
