import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { userCacheFolder } from '../../../src/cli/cache/user-cache-folder.ts';
import type { Surroundings } from '../../../src/cli/cache/user-cache-folder.ts';

const home = join('/', 'home', 'ada');

function folderOf(platform: NodeJS.Platform, env: Surroundings['env'] = {}): string | undefined {
  return userCacheFolder({ platform, env, home: () => home });
}

describe('the cache of a user', () => {
  it('is where the XDG Base Directory Specification has it', () => {
    expect(folderOf('linux')).toBe(join(home, '.cache', 'sqllint'));
    expect(folderOf('linux', { XDG_CACHE_HOME: join('/', 'fast') })).toBe(join('/', 'fast', 'sqllint'));
    expect(folderOf('freebsd')).toBe(join(home, '.cache', 'sqllint'));
  });

  it('is not where a path leads that depends on the current folder', () => {
    expect(folderOf('linux', { XDG_CACHE_HOME: 'cache' })).toBe(join(home, '.cache', 'sqllint'));
    expect(folderOf('linux', { XDG_CACHE_HOME: '' })).toBe(join(home, '.cache', 'sqllint'));
  });

  it('is in the library on macOS, whatever XDG says', () => {
    expect(folderOf('darwin', { XDG_CACHE_HOME: join('/', 'fast') })).toBe(join(home, 'Library', 'Caches', 'sqllint'));
  });

  it('is in the local part of the profile on Windows', () => {
    const local = join('/', 'profile', 'Local');
    expect(folderOf('win32', { LOCALAPPDATA: local })).toBe(join(local, 'sqllint', 'Cache'));
    expect(folderOf('win32')).toBe(join(home, 'AppData', 'Local', 'sqllint', 'Cache'));
  });

  it('is nowhere for a user without a home', () => {
    const nobody = () => {
      throw new Error('ENOENT: no such user');
    };
    expect(userCacheFolder({ platform: 'linux', env: {}, home: nobody })).toBeUndefined();
  });
});
