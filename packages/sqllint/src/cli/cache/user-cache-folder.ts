import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What decides about the place: of the machine and of the user. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws where the user has no home. */
  readonly home: () => string;
}

const here: Surroundings = { platform: process.platform, env: process.env, home: homedir };

/**
 * The folder of the user in which sqllint may keep what it can make anew, where the platform wants
 * it: `~/Library/Caches/sqllint` on macOS, `%LOCALAPPDATA%\sqllint\Cache` on Windows, and elsewhere
 * `$XDG_CACHE_HOME/sqllint`, which is `~/.cache/sqllint` (XDG Base Directory Specification, where a
 * path that is not absolute does not count).
 *
 * @returns undefined for a user without a home
 */
export function userCacheFolder({ platform, env, home }: Surroundings = here): string | undefined {
  try {
    switch (platform) {
      case 'darwin':
        return join(home(), 'Library', 'Caches', 'sqllint');
      case 'win32':
        return join(given(env['LOCALAPPDATA']) ?? join(home(), 'AppData', 'Local'), 'sqllint', 'Cache');
      default:
        return join(given(env['XDG_CACHE_HOME']) ?? join(home(), '.cache'), 'sqllint');
    }
  } catch {
    // A process that runs under a number which belongs to nobody, as containers do.
    return undefined;
  }
}

function given(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
