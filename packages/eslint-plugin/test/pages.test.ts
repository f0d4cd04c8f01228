import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { rules } from '../src/rules/index.ts';
import { GitProject } from './git-project.ts';
import { lintConfigFile } from './config-rule-tester.ts';
import { temporaryFolder } from './git-project.ts';

interface Sample {
  readonly verdict: 'incorrect' | 'correct';
  readonly language: string;
  readonly options: unknown[];
  readonly code: string;
  readonly line: number;
  /** The project as it was before, for a rule that looks at more than the file. */
  readonly before: Readonly<Record<string, string>>;
}

/**
 * The samples of a page: fences with an info string such as `ts incorrect {"groups":["retries"]}`. What stands as
 * `ts before` above a sample was there before it, and is compared with it; each has the name of its file in its first line.
 */
function samplesOf(page: string): Sample[] {
  const samples: Sample[] = [];
  let before: Record<string, string> = {};
  for (const match of page.matchAll(/^```(\w+) (before|incorrect|correct)(?: (.+))?\n([\s\S]*?)^```$/gm)) {
    const [, language = '', verdict, options, code = ''] = match;
    if (verdict === 'before') {
      const [name, text] = named(code);
      before = { ...before, [name]: text };
      continue;
    }
    const earlier = before;
    before = {};
    samples.push({
      before: earlier,
      verdict: verdict === 'correct' ? 'correct' : 'incorrect',
      language,
      options: options === undefined ? [] : [JSON.parse(options) as unknown], // checked by the rule's schema when it runs
      code,
      line: page.slice(0, match.index).split('\n').length,
    });
  }
  return samples;
}

/** A file from a fence: the name in the first line, and the others. */
function named(code: string): [name: string, text: string] {
  const [, name, text] = /^(?:#|\/\/) (\S+)\n([\s\S]*)$/.exec(code) ?? [];
  if (name === undefined || text === undefined) throw new Error(`The first line of a sample has to name its file:\n${code}`);
  return [name, text];
}

describe.each(Object.keys(rules))('docs/rules/%s.md', (name) => {
  const page = readFileSync(new URL(`../../../docs/rules/${name}.md`, import.meta.url), 'utf8');
  const samples = samplesOf(page);

  it('has samples of both kinds, and a verdict on every sample of code', () => {
    expect(new Set(samples.map(({ verdict }) => verdict))).toEqual(new Set(['incorrect', 'correct']));
    expect(page.match(/^```[tj]sx?$/gm)).toBeNull();
  });

  it('has the places that are generated', () => {
    for (const part of ['header', 'footer']) {
      expect(page).toContain(`<!-- begin generated ${part} -->`);
      expect(page).toContain(`<!-- end generated ${part} -->`);
    }
  });

  it.each(samples)('line $line: the sample is $verdict', async ({ verdict, language, options, code, before }) => {
    if (Object.keys(before).length > 0) {
      const [file, text] = named(code);
      const project = new GitProject(before).write({ [file]: text });
      // Who has a registry of flags says where.
      const settings = 'flags.json' in { ...before, [file]: text } ? { flags: { registry: 'flags.json' } } : {};
      expect((await project.lint([name, ...options], { settings })).length > 0).toBe(verdict === 'incorrect');
      return;
    }
    const filename = /^[tj]sx?$/.test(language) ? undefined : /^(?:#|\/\/) (\S+)$/m.exec(code.split('\n')[0] ?? '')?.[1];
    if (filename !== undefined) {
      expect(lintConfigFile(name as keyof typeof rules, filename, code).findings.length > 0).toBe(verdict === 'incorrect'); // a key of `rules`
      return;
    }
    // In a folder of its own, because some rules look at the other files of a project.
    const cwd = temporaryFolder();
    const messages = new Linter({ cwd }).verify(
      code,
      {
        files: ['**/*.{js,ts}'],
        plugins: { delivery: plugin },
        languageOptions: { parser },
        rules: { [`delivery/${name}`]: ['error', ...options] },
      },
      { filename: path.join(cwd, `src/sample.${language}`) },
    );
    expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
    expect(messages.map(({ ruleId }) => ruleId).every((ruleId) => ruleId === `delivery/${name}`)).toBe(true);
    expect(messages.length > 0).toBe(verdict === 'incorrect');
  });

  it('explains every option under a heading of its own, with a sample', () => {
    const [options] = rules[name as keyof typeof rules].meta.schema as unknown as [{ properties: object }?]; // the keys of `rules`; one object of options, or none
    for (const option of Object.keys(options?.properties ?? {})) {
      const section = page.split(/^### /m).find((text) => text.startsWith(`\`${option}\``));
      expect(section, option).toMatch(new RegExp(`^\`\`\`\\w+ (?:in)?correct .*"${option}"`, 'm'));
    }
  });
});
