import * as parser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';
import { ESLint } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, it } from 'vitest';
import delivery from '../src/index.ts';

const code = 'const MAX_CONNECTIONS = 10;\n';
const finding = { ruleId: 'delivery/no-hardcoded-operational-value', severity: 1, line: 1, column: 7, endLine: 1, endColumn: 27 };
const typescript: Linter.Config = { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser } };

async function lint(config: Linter.Config[], filePath: string, text = code): Promise<Linter.LintMessage[]> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config });
  const [result] = await eslint.lintText(text, { filePath });
  return result?.messages ?? [];
}

describe('recommended', () => {
  it.each(['src/pool.js', 'src/pool.mjs', 'src/pool.cjs', 'src/pool.ts', 'src/pool.mts', 'src/pool.cts'])('lints %s', async (file) => {
    expect(await lint(defineConfig([delivery.configs.recommended, typescript]), file)).toMatchObject([finding]);
  });

  it('can be extended by name', async () => {
    const config = defineConfig([typescript, { files: ['**/*.ts'], plugins: { delivery }, extends: ['delivery/recommended'] }]);
    expect(await lint(config, 'src/pool.ts')).toMatchObject([finding]);
  });

  it('can be extended by name under another namespace', async () => {
    const config = defineConfig([typescript, { plugins: { ship: delivery }, extends: ['ship/recommended'] }]);
    expect(await lint(config, 'src/pool.ts')).toMatchObject([{ ...finding, ruleId: 'ship/no-hardcoded-operational-value' }]);
  });

  it('lets a project choose another severity and options', async () => {
    const config = defineConfig([
      delivery.configs.recommended,
      { files: ['**/*.js'], rules: { 'delivery/no-hardcoded-operational-value': ['error', { groups: ['batch'] }] } },
    ]);
    expect(await lint(config, 'src/pool.js')).toEqual([]);
    expect(await lint(config, 'src/pool.js', 'const BATCH_SIZE = 10;\n')).toMatchObject([{ ruleId: finding.ruleId, severity: 2 }]);
  });

  it('obeys a disable comment', async () => {
    const text = `// eslint-disable-next-line delivery/no-hardcoded-operational-value -- measured, see the runbook\n${code}`;
    expect(await lint(delivery.configs.recommended, 'src/pool.js', text)).toEqual([]);
  });

  it('leaves files of other languages alone', async () => {
    const [block, inTests, ...others] = delivery.configs.recommended;
    expect(others).toEqual([]);
    expect(inTests?.files?.every((glob) => String(glob).endsWith('.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'))).toBe(true);
    expect(block).toMatchObject({ name: 'delivery/recommended', files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'] });
  });

  it('has the severity that each rule asks for in its meta', () => {
    expect(delivery.configs.recommended[0]?.rules).toEqual({
      'delivery/no-hardcoded-operational-value': 'warn',
      'delivery/no-secrets': 'error',
    });
  });

  it('asks for more certainty of secrets in tests', async () => {
    const password = `login({ password: '${['Tr0ub4dor', '3'].join('&')}' });\n`;
    expect(await lint(delivery.configs.recommended, 'src/login.js', password)).toMatchObject([{ ruleId: 'delivery/no-secrets' }]);
    expect(await lint(delivery.configs.recommended, 'src/login.test.js', password)).toEqual([]);
    expect(await lint(delivery.configs.recommended, 'test/login.js', password)).toEqual([]);
  });
});

describe('strict', () => {
  it('has what is recommended for code, as errors', () => {
    const [block] = delivery.configs.strict;
    expect(block?.rules).toMatchObject({ 'delivery/no-secrets': 'error' });
  });

  it('has every kind of operational value', () => {
    const [block] = delivery.configs.strict;
    expect(block?.rules?.['delivery/no-hardcoded-operational-value']).toEqual(['error', { groups: expect.arrayContaining(['timeouts', 'retention', 'timers']) as string[] }]); // the matcher is typed as any
  });
});

describe('config-files', () => {
  const config = delivery.configs['config-files'];

  it('has a named block for each language', () => {
    expect(config.map(({ name, language }) => [name, language])).toEqual(
      ['yml/yaml', 'json/jsonc', 'toml/toml', 'delivery/dotenv', 'delivery/dockerfile', 'delivery/properties', 'delivery/text'].map((language) => [
        `delivery/config-files/${language}`,
        language,
      ]),
    );
  });

  it.each([
    ['compose.yaml', 'services:\n  a:\n    healthcheck:\n      test: curl localhost\n', 'valid-container-healthcheck'],
    ['Dockerfile', 'HEALTHCHECK CMD curl localhost\n', 'valid-container-healthcheck'],
    ['package.json', '{ "scripts": { "start": "prisma migrate deploy && node ." }, }', 'no-migrate-on-start'],
    ['Procfile', 'web: rake db:migrate && puma\n', 'no-migrate-on-start'],
  ])('lints %s', async (file, text, rule) => {
    expect(await lint(config, file, text)).toMatchObject([{ ruleId: `delivery/${rule}` }]);
  });

  it.each([
    ['.env.production', 'A=1\n'],
    ['fly.toml', 'a = 1\n'],
    ['deploy.sh', 'echo\n'],
    ['README.md', '# Title\n'],
    ['tsconfig.json', '{ /* why */ "a": 1, }'],
  ])('reads %s without a complaint', async (file, text) => {
    expect(await lint(config, file, text)).toEqual([]);
  });

  it('can be extended by name', async () => {
    const extended = defineConfig([{ plugins: { delivery }, extends: ['delivery/config-files'] }]);
    expect(await lint(extended, 'Dockerfile', 'HEALTHCHECK CMD curl localhost\n')).toHaveLength(1);
  });

  it('is made once', () => {
    expect(delivery.configs['config-files']).toBe(config);
  });

  it('adds in its strict form what is not recommended', async () => {
    const text = '{ "scripts": { "deploy": "pm2 restart api" } }';
    expect(await lint(config, 'package.json', text)).toEqual([]);
    expect(await lint(delivery.configs['config-files-strict'], 'package.json', text)).toMatchObject([{ ruleId: 'delivery/no-downtime-command', severity: 1 }]);
  });
});

describe('settings.delivery', () => {
  it.each([
    [7, 'settings.delivery must be an object.'],
    [{ reader: 'env' }, 'settings.delivery has no key "reader"; it knows baseline, envManifest, envReader, flags, sql.'],
    [{ baseline: 7 }, 'settings.delivery.baseline must name a branch, a tag or a commit, or be "latest-tag" or false.'],
    [{ envManifest: '.env' }, 'settings.delivery.envManifest must be a list of paths.'],
    [{ flags: { file: 'x' } }, 'settings.delivery.flags must be an object with a path as `registry`, and lists of names as `functions` and `members`.'],
    [{ flags: 7 }, 'settings.delivery.flags must be an object with a path as `registry`, and lists of names as `functions` and `members`.'],
    [{ envReader: '' }, 'settings.delivery.envReader must be the name of a function or a template with {{name}} and {{value}}.'],
  ])('%j is refused with a clear line', async (settings, message) => {
    const config = defineConfig([delivery.configs.recommended, { settings: { delivery: settings } }]);
    await expect(lint(config, 'src/pool.js')).rejects.toThrow(message);
  });
});
