import { join } from 'node:path';

import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { repositoryPlugin } from '../eslint/plugin.js';
import { root } from '../run/root.mjs';

function problemsOf(rule: keyof typeof repositoryPlugin.rules, code: string, file = 'packages/sqllint/src/a.ts'): string[] {
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { repository: repositoryPlugin },
    rules: { [`repository/${rule}`]: 'error' },
  };
  return new Linter({ cwd: root })
    .verify(code, config, join(root, file))
    .map(({ line, message }) => `${line}: ${message}`);
}

describe('directive-reason', () => {
  it('reports a rule that is switched off without a reason', () => {
    expect(problemsOf('directive-reason', 'a();\n// eslint-disable-next-line no-console\nb();')).toEqual([
      '2: Say why the rule is switched off: “eslint-disable-next-line <rule> -- <reason>”.',
    ]);
    expect(problemsOf('directive-reason', '/* eslint-disable */')).toEqual([
      '1: Say why the rule is switched off: “eslint-disable <rule> -- <reason>”.',
    ]);
  });

  it('accepts a reason, and comments that only look like directives', () => {
    expect(problemsOf('directive-reason', '// eslint-disable-next-line no-console -- the command prints\na();')).toEqual([]);
    expect(problemsOf('directive-reason', '// see eslint-disable in the manual\n/* eslint-enable */')).toEqual([]);
  });
});

describe('assertion-reason', () => {
  const problem = 'Say in a comment beside this “as” why it holds, or narrow the type instead.';

  it('reports an assertion without a comment', () => {
    expect(problemsOf('assertion-reason', 'const a = 1;\n\nconst b = a as unknown;')).toEqual([`3: ${problem}`]);
    expect(problemsOf('assertion-reason', 'const b = <unknown>a;')).toEqual([`1: ${problem}`]);
  });

  it('accepts a comment on its line, above it, and above its statement', () => {
    expect(problemsOf('assertion-reason', 'const b = a as unknown; // the parser gives no type')).toEqual([]);
    expect(problemsOf('assertion-reason', '// the parser gives no type\nconst b = a as unknown;')).toEqual([]);
    expect(problemsOf('assertion-reason', '// the parser gives no type\nconst b = f(\n  x,\n  a as unknown,\n);')).toEqual([]);
  });

  it('accepts “as const” and “satisfies”', () => {
    expect(problemsOf('assertion-reason', 'const a = [1] as const;\nconst b = 1 satisfies number;')).toEqual([]);
  });
});

describe('file-names', () => {
  it.each(['utils.ts', 'helper.ts', 'common.ts', 'types.ts'])('reports %s', (name) => {
    expect(problemsOf('file-names', '', `packages/sqllint/src/${name}`)).toEqual([
      `1: A file named “${name}” collects strangers. Name it after the one thing that it is about.`,
    ]);
  });

  it('accepts a name that contains such a word', () => {
    expect(problemsOf('file-names', '', 'packages/sqllint/src/alter-column-types.ts')).toEqual([]);
  });
});
