import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ConfigError } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { folderWith } from '../cli/command.ts';

async function loaded(name: string, content: string): Promise<unknown> {
  return loadConfig(join(folderWith({ [name]: content }), name));
}

async function problemsOf(name: string, content: string): Promise<readonly string[]> {
  try {
    await loaded(name, content);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a configuration is read', () => {
  it.each([
    ['sqllint.config.json', '{ "pgVersion": 16 }'],
    ['sqllint.config.json', '\uFEFF{ "pgVersion": 16 }'],
    ['package.json', '{ "name": "shop", "sqllint": { "pgVersion": 16 } }'],
    ['sqllint.config.mjs', 'export default { pgVersion: 16 };'],
    ['sqllint.config.cjs', 'module.exports = { pgVersion: 16 };'],
    ['sqllint.config.ts', 'type Version = number;\nexport default { pgVersion: 16 as Version } satisfies object;'],
    ['sqllint.config.mts', 'const pgVersion: number = await Promise.resolve(16);\nexport default { pgVersion };'],
    ['sqllint.config.ts', "import type { Config } from 'sqllint';\nexport default { pgVersion: 16 } satisfies Config;"],
  ])('from %s: %s', async (name, content) => {
    expect(await loaded(name, content)).toEqual({ pgVersion: 16 });
  });

  it('as JavaScript of the kind that its package is', async () => {
    const folder = folderWith({ 'package.json': '{ "type": "module" }', 'sqllint.config.js': 'export default { pgVersion: 12 };' });
    expect(await loadConfig(join(folder, 'sqllint.config.js'))).toEqual({ pgVersion: 12 });
  });
});

describe('a configuration is refused', () => {
  it.each([
    ['broken JSON', 'sqllint.config.json', '{\n  "pgVersion": 16,\n}', 'It is not valid JSON: line 3, column 1. Mend it; comments and trailing commas are not allowed.'],
    ['JSON that ends too early', 'sqllint.config.json', '{ "rules": {', 'It is not valid JSON: line 1, column 13. Mend it; comments and trailing commas are not allowed.'],
    ['a module without a default', 'sqllint.config.mjs', 'export const rules = {};', 'It exports nothing by default. Write: export default { … };'],
    ['TypeScript without a default', 'sqllint.config.ts', 'export const rules = {};', 'It exports nothing by default. Write: export default { … };'],
    ['a module that throws', 'sqllint.config.mjs', "throw new Error('No database.');", 'It cannot be loaded: No database. Mend it, or run with --no-config.'],
    ['a language of its own', 'sqllint.config.yaml', 'pgVersion: 16', 'A configuration is a .ts, .js, .mjs or .json file. Give it one of these endings.'],
    ['a manifest without the key', 'package.json', '{}', 'It has no key “sqllint”. Add one, or name another file with --config.'],
  ])('%s', async (_name, file, content, message) => {
    expect(await problemsOf(file, content)).toEqual([message]);
  });

  it('that is not there', async () => {
    await expect(loadConfig(join(folderWith({}), 'a.json'))).rejects.toMatchObject({ problems: ['There is no such file. Check the path.'] });
    await expect(loadConfig(join(folderWith({}), 'a.mjs'))).rejects.toMatchObject({ problems: ['There is no such file. Check the path.'] });
  });

  it('that imports sqllint where it is not installed', async () => {
    const [message] = await problemsOf('sqllint.config.mjs', "import { defineConfig } from 'sqllint';\nexport default defineConfig({});");
    expect(message).toMatch(/^It cannot be loaded: Cannot find package 'sqllint' imported from .*\. Install sqllint in this project, or export a plain object, which needs no import\.$/u);
  });
});
