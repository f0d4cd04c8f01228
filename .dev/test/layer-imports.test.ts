import { join } from 'node:path';

import { parser } from 'typescript-eslint';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { repositoryPlugin } from '../eslint/plugin.js';
import { layeredFolders } from '../layers.js';
import { inRoot, root } from '../run/root.mjs';

/** What the layer rule says of one line of code in one file, with the repository's real table. */
function problemsOf(file: string, code: string): string[] {
  const table = layeredFolders.find(({ folder }) => file.startsWith(`${folder}/`));
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { repository: repositoryPlugin },
    rules: { 'repository/layer-imports': ['error', table] },
  };
  return new Linter({ cwd: root }).verify(code, config, join(root, file)).map(({ message }) => message);
}

describe('imports between layers of sqllint', () => {
  it('reports an import against the direction, and names both layers and what is allowed', () => {
    expect(problemsOf('packages/sqllint/src/dialects/postgres/parse.ts', `import { rules } from '../../rules/index.ts';`)).toEqual([
      '“dialects” must not import “rules”. By .dev/layers.js, “dialects” may import changes, dialect-name and text.',
    ]);
  });

  it('reports any import in a layer that may import nothing', () => {
    expect(problemsOf('packages/sqllint/src/changes.ts', `import { split } from './text/split.ts';`)).toEqual([
      '“changes” must not import “text”. By .dev/layers.js, “changes” may import no other layer.',
    ]);
  });

  it('reports whoever imports the command', () => {
    expect(problemsOf('packages/sqllint/src/lint.ts', `import { main } from './cli/main.ts';`)).toEqual([
      '“lint” must not import “cli”: it is outermost, and nobody imports it (.dev/layers.js).',
    ]);
    expect(problemsOf('packages/sqllint/src/index.ts', `export * from './cli/main.ts';`)).toEqual([
      '“index” must not import “cli”: it is outermost, and nobody imports it (.dev/layers.js).',
    ]);
  });

  it('tells types from values where only types may be imported', () => {
    const file = 'packages/sqllint/src/rules/missing-down.ts';
    expect(problemsOf(file, `import type { Migration } from '../migrations/migration.ts';`)).toEqual([]);
    expect(problemsOf(file, `import { read } from '../migrations/read.ts';`)).toEqual([
      '“rules” may import only types of “migrations”. Write “import type”, or move what is needed (.dev/layers.js).',
    ]);
  });

  it.each([
    ['a re-export', `export { a } from '../rules/a.ts';`],
    ['a re-export of everything', `export * from '../rules/a.ts';`],
    ['a dynamic import', `const a = await import('../rules/a.ts');`],
    ['an import in a type', `type A = import('../rules/a.ts').A;`],
  ])('sees %s', (_, code) => {
    expect(problemsOf('packages/sqllint/src/schema/schema.ts', code)).toEqual([
      '“schema” must not import “rules”. By .dev/layers.js, “schema” may import changes, dialect-name and text.',
    ]);
  });

  it('allows imports along the direction and inside a layer', () => {
    const code = `import { a } from './a.ts'; import { b } from '../schema/b.ts'; import { c } from '../changes.ts';`;
    expect(problemsOf('packages/sqllint/src/rules/no-drop-table.ts', code)).toEqual([]);
  });

  it('reports a folder that is in no layer', () => {
    expect(problemsOf('packages/sqllint/src/helpers/a.ts', '')).toEqual([
      '“helpers” is not a layer yet. Say in .dev/layers.js what it may import.',
    ]);
  });

  it('reports paths into another package', () => {
    expect(problemsOf('packages/sqllint/src/rules/a.ts', `import { a } from '../../../antipatterns/src/index.ts';`)).toEqual([
      '“rules” must not reach out of its package by path. Import the package by its name.',
    ]);
  });

  it('keeps a parser inside its dialect', () => {
    const code = `import { parse } from 'libpg-query';`;
    expect(problemsOf('packages/sqllint/src/dialects/postgres/parse.ts', code)).toEqual([]);
    expect(problemsOf('packages/sqllint/src/rules/a.ts', code)).toEqual([
      '“rules” must not import the package “libpg-query”: a parser is known to its dialect alone (.dev/layers.js).',
    ]);
  });
});

describe('imports between layers of the other packages', () => {
  it('keeps ESLint out of what is of use without it', () => {
    expect(problemsOf('packages/eslint-plugin/src/secrets/scan.ts', `import type { Rule } from 'eslint';`)).toEqual([
      '“secrets” must not import the package “eslint”: data and detectors are of use without ESLint (.dev/layers.js).',
    ]);
    expect(problemsOf('packages/eslint-plugin/src/rules/a.ts', `import type { Rule } from 'eslint';`)).toEqual([]);
  });

  it('keeps the anti-patterns free of dependencies', () => {
    expect(problemsOf('packages/antipatterns/src/records.ts', `import { readFileSync } from 'node:fs';`)).toEqual([
      '“records” must not import the package “node:fs”: delivery-antipatterns has no dependency and runs in a browser (.dev/layers.js).',
    ]);
  });
});

describe('the ESLint configuration', () => {
  it.each(layeredFolders.map(({ folder }) => folder))('applies the table to %s', async (folder) => {
    const eslint = new ESLint({ cwd: root, overrideConfigFile: inRoot('.dev/eslint.config.js') });
    const config = (await eslint.calculateConfigForFile(inRoot(folder, 'any/file.ts'))) as Linter.Config; // as documented
    expect(config.rules?.['repository/layer-imports']).toEqual([2, layeredFolders.find((table) => table.folder === folder)]);
  });
});
