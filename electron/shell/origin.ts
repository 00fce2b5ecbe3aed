/** Which pages are ours. Everything that grants something to a page asks here. */

/** Address of the window: the only page that Callboard ever loads. */
export const APP_URL = 'app://callboard/';

export interface Origin {
  /** Where the window starts. */
  readonly url: string;
  /** True for an address of our own page. */
  isOurs(address: string): boolean;
}

/** `devServer` is the renderer's development server; only a loopback address is accepted, else it is ignored. */
export function createOrigin(devServer: string | undefined): Origin {
  const dev = devServer === undefined ? null : loopback(devServer);
  const start = new URL(dev ?? APP_URL);
  return {
    url: start.href,
    isOurs(address) {
      // URL.origin is "null" for schemes of our own, so its parts are compared.
      const url = URL.parse(address);
      return (
        url !== null &&
        url.protocol === start.protocol &&
        url.host === start.host &&
        url.username === '' &&
        url.password === ''
      );
    },
  };
}

function loopback(address: string): string | null {
  const url = URL.parse(address);
  const local = url !== null && url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return local ? url.href : null;
}

/**
 * The address to hand to the outside browser, or null. Only https, without credentials, in its normalised form: the
 * operating system would start programs for other schemes.
 */
export function outsideAddress(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;
}
