/** System packages on Debian and its relatives, for a machine where we are root (containers, CI). */
import { existsSync } from 'node:fs';
import { failedToday, rememberFailure, withLock } from './cache.mjs';
import { run, say, which } from './process.mjs';

let updated = false;

/** True where {@link aptInstall} may be tried. */
export function canInstallPackages() {
  return process.platform === 'linux' && process.getuid?.() === 0 && which('apt-get') !== null;
}

/** True when dpkg says that the package is installed. */
async function installed(name) {
  if (which('dpkg-query') === null) return false;
  const { code, output } = await run('dpkg-query', ['-W', '-f=${Status}', name]);
  return code === 0 && output.includes('install ok installed');
}

/**
 * Installs the named packages that are missing, without recommendations and without questions.
 * Returns true when all of them are there afterwards. A failure prints the end of apt's log and is not repeated for
 * a day.
 */
export async function aptInstall(names, why) {
  if (!canInstallPackages()) return false;
  const missing = [];
  for (const name of names) if (!(await installed(name))) missing.push(name);
  if (missing.length === 0) return true;
  const key = `apt-${missing.join('-')}`;
  if (failedToday(key)) return false;
  say(`installing ${missing.join(', ')} ${why}`);
  return withLock('packages', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (args) => run('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
    if (!updated) {
      updated = true;
      const lists = await apt(['update']);
      if (lists.code !== 0 && !existsSync('/var/lib/apt/lists')) return false;
    }
    const { code, output } = await apt(['install', '--no-install-recommends', ...missing]);
    if (code === 0) return true;
    rememberFailure(key);
    say(`apt-get could not install ${missing.join(', ')}:\n${output.trim().split('\n').slice(-15).join('\n')}`);
    return false;
  });
}
