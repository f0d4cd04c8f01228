import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { rules } from '../src/rules/index.ts';
import { asEslintRule } from './rule-tester.ts';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const manifest = createRequire(import.meta.url)('../package.json') as { name: string; version: string }; // our own package.json

describe('the plugin object', () => {
  it('says who it is, in the version that is published', () => {
    expect(plugin.meta).toEqual({ name: manifest.name, version: manifest.version, namespace: 'delivery' });
  });

  it('has a namespace that tools can derive from the name of the package', () => {
    expect(plugin.meta.name).toBe(`eslint-plugin-${plugin.meta.namespace}`);
  });

  it('has every rule for code', () => {
    expect(Object.keys(plugin.rules)).toEqual(Object.keys(rules));
  });
});

describe('the built entry', () => {
  const requireIt = (entry: string): string =>
    execFileSync(process.execPath, ['--no-warnings', '--print', entry], { cwd: packageFolder, encoding: 'utf8' }).trim();

  it('can be required, so it has no top-level await, and is the plugin itself', () => {
    expect(requireIt("require('./dist/index.js').meta.name")).toBe(manifest.name);
  });

  it('brings neither the TypeScript compiler nor the tools of typescript-eslint along', () => {
    const loaded = requireIt(
      "require('./dist/index.js'); Object.keys(require.cache).filter((file) => /[\\\\/](?:typescript|@typescript-eslint)[\\\\/]/.test(file)).length",
    );
    expect(loaded).toBe('0');
  });
});

describe.each(Object.entries(rules))('%s', (name, rule) => {
  const { meta } = rule;

  it('carries its own name', () => {
    expect(rule.name).toBe(name);
  });

  it('describes itself in one line that says what it disallows, enforces or requires', () => {
    expect(meta.docs?.description).toMatch(/^(?:Enforce|Require|Disallow) .+[^. ]$/);
  });

  it('belongs to an anti-pattern and declares its languages', () => {
    expect(meta.docs?.antipattern).toMatch(/^DP-0[1-9]$/);
    expect(meta.languages?.length).toBeGreaterThan(0);
  });

  it('writes messages that are sentences, two at most', () => {
    for (const message of Object.values(meta.messages)) {
      expect(message).toMatch(/[.]$/);
      expect(message.match(/[.](?= |$)/g)?.length).toBeLessThanOrEqual(2);
    }
  });

  it('describes every option', () => {
    const [options] = meta.schema as unknown as [{ properties: Record<string, { description?: string }> }?]; // a rule here has one object of options, or none
    for (const [option, schema] of Object.entries(options?.properties ?? {})) {
      expect(schema.description, option).toMatch(/^[A-Z].+[.]$/);
    }
  });

  it('has defaults for every option', () => {
    const [options] = meta.schema as unknown as [{ properties: Record<string, unknown> }?]; // as above
    expect(Object.keys(meta.defaultOptions?.[0] ?? {}).sort()).toEqual(Object.keys(options?.properties ?? {}).sort());
  });

  it('refuses an option that it does not know', async () => {
    const eslint = new ESLint({
      overrideConfigFile: true,
      overrideConfig: [{ plugins: { delivery: { rules: { [name]: asEslintRule(rule) } } }, rules: { [`delivery/${name}`]: ['error', { unheardOf: true }] } }],
    });
    await expect(eslint.lintText('x()')).rejects.toThrow(/unheardOf|should NOT have more than 0 items/);
  });

  it('has a page, and links to the page of this version', () => {
    expect(existsSync(`${repository}/docs/rules/${name}.md`)).toBe(true);
    expect(meta.docs?.url).toBe(`https://unpkg.com/${manifest.name}@${manifest.version}/docs/rules/${name}.md`);
  });

  it('has tests', () => {
    expect(readFileSync(`${packageFolder}/test/rules/${name}.test.ts`, 'utf8')).toMatch(new RegExp(`${name}\\.ts|rule = '${name}'`));
  });
});
