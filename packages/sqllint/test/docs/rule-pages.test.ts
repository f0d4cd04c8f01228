import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { rules } from '../../src/rules/index.ts';
import { lint } from '../migrations-of.ts';
import { samplesOf } from './samples.ts';
import type { Sample } from './samples.ts';

const folder = new URL('../../../../docs/rules/', import.meta.url);
const pages = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'index.md')
    .map((file) => [file.replace(/\.md$/u, ''), readFileSync(new URL(file, folder), 'utf8')]),
);

describe('pages of SQL rules', () => {
  it('exist for every rule', () => {
    expect(rules.map(({ name }) => name).filter((name) => !pages.has(name))).toEqual([]);
  });

  it('exist for no other rule', () => {
    const names = new Set(rules.map(({ name }) => name));
    const withSamples = [...pages].filter(([, page]) => /^```sql (?:in)?correct/mu.test(page)).map(([name]) => name);
    expect(withSamples.filter((name) => !names.has(name))).toEqual([]);
  });
});

// What needs the version before cannot be shown in SQL alone; `test/cli/contract-before-deploy.test.ts` runs it in a repository.
const shownInSql = rules.filter(({ name, needs }) => pages.has(name) && needs !== 'before').map(({ name }) => name);

describe.each(shownInSql)('the page of %s', (rule) => {
  const page = pages.get(rule) ?? '';
  const samples = samplesOf(page);

  it('answers what a developer asks who has just seen the message', () => {
    const chapters = [...page.matchAll(/^## (.+)$/gmu)].map(([, title]) => title);
    // The last two have nothing to say about some rules, or are generated.
    expect(chapters.filter((title) => title !== 'Related rules' && title !== 'See also')).toEqual([
      'Why it bites',
      'What it reports',
      'What it ignores on purpose',
      'How to write it instead',
      'Limits',
    ]);
  });

  it('links to rules that there are', () => {
    const linked = [...page.matchAll(/\]\((?<name>[\w-]+)\.md\)/gu)].map(({ groups }) => groups?.['name'] ?? '');
    expect(linked.filter((name) => name !== 'index' && !pages.has(name))).toEqual([]);
    expect(linked).not.toContain(rule);
  });

  it('has the places that are generated', () => {
    const marks = ['header', 'footer'].flatMap((part) => [`<!-- begin generated ${part} -->`, `<!-- end generated ${part} -->`]);
    expect(marks.filter((mark) => !page.includes(mark))).toEqual([]);
  });

  it('shows both what is reported and what is not', () => {
    expect(new Set(samples.map(({ verdict }) => verdict))).toEqual(new Set(['incorrect', 'correct']));
  });

  it.each(samples)('is right about the $verdict sample of line $line', ({ verdict, files, options }) => {
    const { migrations } = lint(files, { rules: { [rule]: 'error' }, ...options });
    const reported = migrations.flatMap(({ findings }) => findings).some((finding) => finding.rule === rule);
    expect(reported).toBe(verdict === 'incorrect');
    // What one rule is about is just what cannot be analysed.
    if (rule === 'no-opaque-sql' && verdict === 'incorrect') return;
    expect(migrations.flatMap(({ notAnalysed }) => notAnalysed.map(({ reason }) => reason))).toEqual([]);
  });
});

describe('samples', () => {
  it('are one migration unless they name files', () => {
    expect(samplesOf('Text.\n\n```sql correct\nSELECT 1;\n```\n')).toEqual<Sample[]>([
      { verdict: 'correct', line: 3, files: { '0001_sample.sql': 'SELECT 1;\n' }, options: {} },
    ]);
  });

  it('are as many files as they name, with options of the run', () => {
    const page = '```sql incorrect {"pgVersion":18}\n-- file: 0001_a.up.sql\nSELECT 1;\n-- A comment.\n-- file: 0001_a.down.sql\nSELECT 2;\n```\n';
    expect(samplesOf(page)).toEqual<Sample[]>([
      {
        verdict: 'incorrect',
        line: 1,
        files: { '0001_a.up.sql': 'SELECT 1;\n-- A comment.\n', '0001_a.down.sql': 'SELECT 2;\n' },
        options: { pgVersion: 18 },
      },
    ]);
  });

  it('say whether they are reported', () => {
    expect(() => samplesOf('```sql\nSELECT 1;\n```\n')).toThrow('The fence of line 1 says neither “incorrect” nor “correct”.');
  });

  it('have nothing before their first file', () => {
    const page = '```sql correct\nSELECT 1;\n-- file: 0001_a.sql\nSELECT 2;\n```\n';
    expect(() => samplesOf(page)).toThrow('In the fence of line 1 something stands before the first file.');
  });
});
