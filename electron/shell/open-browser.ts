import { spawn } from 'node:child_process';

/** True where a browser window can be shown: always on macOS and Windows, with a display server elsewhere. */
export function hasDisplay(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** Opens `address` in the default browser. Failing is fine: the address was printed. */
export function openBrowser(address: string, platform: NodeJS.Platform): void {
  const [command, ...args] = opener(address, platform);
  if (command === undefined) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function opener(address: string, platform: NodeJS.Platform): readonly string[] {
  switch (platform) {
    case 'darwin':
      return ['open', address];
    case 'win32':
      // rundll32 takes the address as it is, where cmd's "start" would interpret "&".
      return ['rundll32', 'url.dll,FileProtocolHandler', address];
    default:
      return ['xdg-open', address];
  }
}
