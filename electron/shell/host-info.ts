import { hostname, userInfo } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };
import type { HostInfo } from '../core/deps.ts';

export const APP_VERSION = manifest.version;

/** Facts about this process for `app.info`; only the versions that a bug report needs. */
export function hostInfo(shell: HostInfo['shell']): HostInfo {
  const versions: Record<string, string> = {};
  for (const name of ['node', 'v8', 'electron', 'chrome']) {
    const version = process.versions[name];
    if (version !== undefined) versions[name] = version;
  }
  return { shell, appVersion: APP_VERSION, versions, actor: { user: userName(), host: hostname() } };
}

/** A user without an entry in the system's list (some containers) is known by number at least. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
