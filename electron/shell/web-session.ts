/**
 * Who may use the web host: the browser that opened the printed address. The token in it is good for one exchange into a
 * cookie that scripts cannot read and other sites cannot send.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export class WebSession {
  readonly #port: number;
  readonly #token = secret();
  readonly #cookie = secret();
  #exchanged = false;

  constructor(port: number) {
    this.#port = port;
  }

  /** `http://127.0.0.1:PORT`, the only origin that is served. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The address to open, with the one-time token. */
  get address(): string {
    return `${this.origin}/?token=${this.#token}`;
  }

  /** Exchanges the token, once; returns the Set-Cookie value, or null when the token is wrong or used. */
  exchange(token: string): string | null {
    if (this.#exchanged || !same(token, this.#token)) return null;
    this.#exchanged = true;
    return `${this.#cookieName}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** True when the request carries the cookie. */
  owns(headers: IncomingHttpHeaders): boolean {
    const prefix = `${this.#cookieName}=`;
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return pairs.some((pair) => pair.startsWith(prefix) && same(pair.slice(prefix.length), this.#cookie));
  }

  /** Refuses names that lead here by DNS rebinding: the address is the printed one or `localhost`. */
  hostAllowed(headers: IncomingHttpHeaders): boolean {
    return headers.host === `127.0.0.1:${this.#port}` || headers.host === `localhost:${this.#port}`;
  }

  /** A browser names the page that sends: it must be ours. `required` for everything that is not a plain GET. */
  originAllowed(headers: IncomingHttpHeaders, required: boolean): boolean {
    if (headers.origin === undefined) return !required;
    return headers.origin === `http://${headers.host ?? ''}`;
  }

  /** Browsers send cookies to all ports of a host, so the port is part of the name. */
  get #cookieName(): string {
    return `callboard-${this.#port}`;
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Constant time for any two strings. */
function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
