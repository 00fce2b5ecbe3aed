/** Plays faults: changes a good answer, or says how the connection misbehaves. */
import type { Answer } from './answers.ts';
import type { FaultKind } from './faults.ts';
import { gzipSync } from 'node:zlib';
import { html, json, jsonBytes, webPage } from './answers.ts';

/** How an answer leaves. Everything but `send` ends badly. */
export interface Delivery {
  readonly answer: Answer;
  readonly manner:
    | { readonly kind: 'send' }
    | { readonly kind: 'hang' }
    | { readonly kind: 'drip'; readonly everyMs: number }
    | { readonly kind: 'reset' }
    | { readonly kind: 'gzip'; readonly bytes: Buffer };
  readonly delayMs: number;
  readonly skewMs: number;
}

const DAY = 86_400_000;
const ELSEWHERE = 'https://elsewhere.example';
const STALE_LINK = 'https://meet.google.com/old-link-old';

type Value = Record<string, unknown>;

function isRecord(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Remembers the last record of each list's previous page, for the fault that repeats it. */
export class FaultPlayer {
  private readonly lastRecord = new Map<string, unknown>();

  /** Wraps a good answer in the faults that strike it. `list` names workspace and operation. */
  deliver(answer: Answer, faults: readonly FaultKind[], list: string): Delivery {
    let delivery: Delivery = { answer, manner: { kind: 'send' }, delayMs: 0, skewMs: 0 };
    for (const fault of faults) delivery = this.play(delivery, fault, list);
    return delivery;
  }

  /** To be called with every good answer while a repeating fault may come. */
  remember(answer: Answer, list: string): void {
    const body = parsed(answer);
    const results = isRecord(body) ? body['results'] : undefined;
    if (Array.isArray(results) && results.length > 0) this.lastRecord.set(list, results.at(-1));
  }

  private play(delivery: Delivery, fault: FaultKind, list: string): Delivery {
    const { answer } = delivery;
    const changed = (next: Answer): Delivery => ({ ...delivery, answer: next });
    switch (fault.type) {
      case 'status':
        return changed(statusAnswer(fault.status, fault.body ?? 'json', fault.retryAfter ?? null));
      case 'hang':
        return { ...delivery, manner: { kind: 'hang' } };
      case 'delay':
        return { ...delivery, delayMs: delivery.delayMs + fault.ms };
      case 'drip':
        return { ...delivery, manner: { kind: 'drip', everyMs: fault.everyMs ?? 200 } };
      case 'reset':
        return { ...delivery, manner: { kind: 'reset' } };
      case 'truncatedJson':
        return changed({ ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) });
      case 'malformedJson':
        return changed({ ...answer, body: Buffer.from('{"next": null, "previous": null, "results": [{"id": }]}') });
      case 'emptyBody':
        return changed({ ...answer, body: Buffer.alloc(0) });
      case 'html':
        return changed(webPage(200));
      case 'wrongTypes':
        return changed(
          editRecord(answer, fault.index, (record) => ({ ...record, ...(fault.fields ?? wrongFields(record)) })),
        );
      case 'foreignNext':
        return changed(
          editBody(answer, (body) => ({
            ...body,
            next: `${fault.origin ?? ELSEWHERE}/api/v2/calendar-events/?cursor=cD0yMDI2`,
          })),
        );
      case 'redirect':
        return changed(html(fault.status ?? 302, '', { Location: fault.location ?? `${ELSEWHERE}/` }));
      case 'gzipBomb':
        return { ...delivery, manner: { kind: 'gzip', bytes: gzipBomb(fault.bytes ?? 300_000_000) } };
      case 'hugeRaw':
        return changed(editRecord(answer, undefined, (record) => inflate(record, fault.characters ?? 2_000_000)));
      case 'botsNull':
        return changed(editRecord(answer, fault.index, (record) => ({ ...record, bots: null })));
      case 'missingStartTime':
        return changed(editRecord(answer, fault.index, ({ start_time: _start, ...rest }) => rest));
      case 'unknownEnum':
        return changed(editRecord(answer, fault.index, unknownValues));
      case 'sameIdOnTwoPages':
        return changed(editBody(answer, (body) => this.repeat(body, list)));
      case 'updatedAtBackwards':
        return changed(editAll(answer, (record) => older(record, fault.byMs ?? DAY)));
      case 'clockSkew':
        return { ...delivery, skewMs: delivery.skewMs + fault.ms };
    }
  }

  private repeat(body: Value, list: string): Value {
    const results: unknown[] = Array.isArray(body['results']) ? body['results'] : [];
    const again = this.lastRecord.get(list) ?? results.at(-1);
    return again === undefined ? body : { ...body, results: [again, ...results] };
  }
}

function parsed(answer: Answer): unknown {
  return answer.type === 'application/json' && answer.body.length > 0 ? JSON.parse(answer.body.toString('utf8')) : null;
}

function editBody(answer: Answer, edit: (body: Value) => Value): Answer {
  const body = parsed(answer);
  return isRecord(body) && answer.status < 300 ? { ...answer, body: Buffer.from(JSON.stringify(edit(body))) } : answer;
}

/** Edits one record of a page (by default the middle one), or the record itself where the answer is one. */
function editRecord(answer: Answer, index: number | undefined, edit: (record: Value) => Value): Answer {
  return editBody(answer, (body) => {
    const results = body['results'];
    if (!Array.isArray(results)) return edit(body);
    const at = index ?? Math.floor(results.length / 2);
    return {
      ...body,
      results: results.map((record: unknown, i) => (i === at && isRecord(record) ? edit(record) : record)),
    };
  });
}

function editAll(answer: Answer, edit: (record: Value) => Value): Answer {
  return editBody(answer, (body) => {
    const results = body['results'];
    return Array.isArray(results)
      ? { ...body, results: results.map((record: unknown) => (isRecord(record) ? edit(record) : record)) }
      : edit(body);
  });
}

function wrongFields(record: Value): Value {
  if ('raw' in record) return { calendar_id: 42, is_deleted: 'perhaps', bots: 'none' };
  if ('oauth_client_id' in record) return { status: 7, platform: null };
  return { status_changes: 'none', bot_name: 12 };
}

function unknownValues(record: Value): Value {
  if ('raw' in record) return { ...record, platform: 'caldav', meeting_platform: 'holodeck' };
  if ('oauth_client_id' in record) return { ...record, status: 'hibernating', platform: 'caldav' };
  const changes: unknown[] = Array.isArray(record['status_changes']) ? record['status_changes'] : [];
  return {
    ...record,
    status_changes: [
      ...changes,
      { code: 'teleported', sub_code: 'beam_lost', message: null, created_at: '2026-01-05T15:00:00Z' },
    ],
  };
}

function inflate(record: Value, characters: number): Value {
  const raw = isRecord(record['raw']) ? record['raw'] : {};
  return { ...record, raw: { ...raw, description: 'minutes of the meeting '.repeat(Math.ceil(characters / 23)) } };
}

function older(record: Value, byMs: number): Value {
  const at = Date.parse(String(record['updated_at']));
  const updated = Number.isFinite(at) ? { updated_at: new Date(at - byMs).toISOString() } : {};
  return 'raw' in record ? { ...record, ...updated, meeting_url: STALE_LINK } : { ...record, ...updated };
}

function statusAnswer(status: number, body: 'json' | 'html' | 'empty', retryAfter: number | string | null): Answer {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'Retry-After': String(retryAfter) };
  if (body === 'empty') return jsonBytes(status, Buffer.alloc(0), headers);
  if (body === 'html') return { ...webPage(status), headers };
  return json(status, { detail: DETAILS[status] ?? 'The request could not be completed.' }, headers);
}

const DETAILS: Readonly<Record<number, string>> = {
  401: 'Invalid token.',
  402: 'Insufficient credit balance.',
  403: 'Request blocked.',
  404: 'Not found.',
  409: 'A conflicting request is in progress. Try again.',
  429: 'Request was throttled.',
  507: 'No bots are available in the ad-hoc pool at the moment.',
};

/** Many gzip members of zeros one after another: quick to make, and unpacked as one stream. */
function gzipBomb(bytes: number): Buffer {
  const size = 10_000_000;
  const member = gzipSync(Buffer.alloc(size, 32));
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / size) }, () => member));
}
