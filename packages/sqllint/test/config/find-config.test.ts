import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { findConfig } from '../../src/config/find-config.ts';
import { folderWith } from '../cli/command.ts';

describe('where a configuration is found', () => {
  it.each([
    'sqllint.config.ts',
    'sqllint.config.mts',
    'sqllint.config.js',
    'sqllint.config.mjs',
    'sqllint.config.cjs',
    'sqllint.config.json',
  ])('%s in the folder', (name) => {
    const folder = folderWith({ '.git/HEAD': '', [name]: '' });
    expect(findConfig(folder)).toBe(join(folder, name));
  });

  it('in a package.json that has the key', () => {
    const folder = folderWith({ '.git/HEAD': '', 'package.json': '{ "sqllint": {} }' });
    expect(findConfig(folder)).toBe(join(folder, 'package.json'));
  });

  it('in the nearest folder above that has one', () => {
    const folder = folderWith({
      '.git/HEAD': '',
      'sqllint.config.json': '{}',
      'services/sqllint.config.json': '{}',
      'services/billing/db/.keep': '',
    });
    expect(findConfig(join(folder, 'services/billing/db'))).toBe(join(folder, 'services/sqllint.config.json'));
  });

  it('at the top of the repository, not above', () => {
    const folder = folderWith({ 'sqllint.config.json': '{}', 'repository/.git': 'gitdir: …', 'repository/db/.keep': '' });
    expect(findConfig(join(folder, 'repository/db'))).toBeUndefined();
  });

  it('not in a package.json that only depends on sqllint, or is broken', () => {
    const folder = folderWith({
      '.git/HEAD': '',
      'package.json': '{ "sqllint": ',
      'a/package.json': '{ "devDependencies": { "sqllint": "^1.0.0" } }',
    });
    expect(findConfig(join(folder, 'a'))).toBeUndefined();
  });

  it('nowhere when a folder has two', () => {
    const folder = folderWith({ '.git/HEAD': '', 'sqllint.config.json': '{}', 'package.json': '{ "sqllint": {} }' });
    expect(() => findConfig(folder)).toThrow(
      `${join(folder, 'package.json')}: There is a configuration in sqllint.config.json beside it. Keep one of the two, or name one with --config.`,
    );
  });
});
