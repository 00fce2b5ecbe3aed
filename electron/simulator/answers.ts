/** Answers of the API, and the documented error bodies (recall-api.md 1.5, 1.6, 3.6). */

export interface Answer {
  readonly status: number;
  /** UTF-8 of JSON, or of HTML where `type` says so; empty for 204. */
  readonly body: Buffer;
  readonly type: 'application/json' | 'text/html; charset=utf-8';
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer whose body is JSON text already. */
export function jsonBytes(status: number, body: Buffer, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body, type: 'application/json', headers };
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return jsonBytes(status, Buffer.from(JSON.stringify(value)), headers);
}

export function html(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: Buffer.from(body), type: 'text/html; charset=utf-8', headers };
}

export const NO_CONTENT: Answer = jsonBytes(204, Buffer.alloc(0));

function detail(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return json(status, { detail: text }, headers);
}

export const NOT_FOUND = detail(404, 'Not found.');
export const INVALID_CURSOR = detail(404, 'Invalid cursor');
export const INVALID_PAGE = detail(404, 'Invalid page.');
export const INVALID_TOKEN = detail(401, 'Invalid token.');
export const NO_TOKEN = detail(401, 'Authentication credentials were not provided.');
export const CONFLICT = detail(409, 'A conflicting request is in progress. Try again.');
export const POOL_EMPTY = detail(
  507,
  'No bots are available in the ad-hoc pool at the moment. Try again in about 30 seconds.',
);

export function methodNotAllowed(method: string): Answer {
  return detail(405, `Method "${method}" not allowed.`);
}

export function unsupportedMediaType(type: string): Answer {
  return detail(415, `Unsupported media type "${type}" in request.`);
}

/** @param seconds whole seconds until a slot opens. */
export function throttled(seconds: number): Answer {
  const unit = seconds === 1 ? 'second' : 'seconds';
  return detail(429, `Request was throttled. Expected available in ${seconds} ${unit}.`, {
    'Retry-After': String(seconds),
  });
}

/** The firewall's refusal in its newer form. */
export function blocked(reason: string): Answer {
  return json(403, { code: 'request_blocked', detail: reason });
}

/** 400 of a field: `{"<field>": ["..."]}`. */
export function invalidField(field: string, message: string): Answer {
  return json(400, { [field]: [message] });
}

/** 400 of scheduling: documented envelope, documented fixed message. */
export function invalidRequest(message: string): Answer {
  return json(400, {
    code: 'invalid_request_data',
    message: 'Unable to process request because invalid data was submitted. Check `errors` field for more details.',
    errors: { non_field_errors: [message] },
  });
}

/** 400 with `code` and `detail`, as bot commands answer. */
export function refused(code: string, text: string): Answer {
  return json(400, { code, detail: text });
}

/** 400 of the access-token endpoint. */
export function tokenError(code: string, message: string): Answer {
  return json(400, { code, message });
}

const PAGES: Readonly<Record<number, string>> = {
  401: 'Sign in to continue',
  402: 'Payment required',
  403: 'Request blocked',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
};

/** A web page as gateways, firewalls and sign-in portals send it. */
export function webPage(status: number): Answer {
  const title = PAGES[status] ?? 'Sign in to the network';
  return html(
    status,
    `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>Reference ${status}-0001</p></body></html>\n`,
  );
}
