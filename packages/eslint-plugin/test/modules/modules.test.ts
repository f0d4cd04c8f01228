import { describe, expect, it } from 'vitest';
import { Modules } from '../../src/modules/modules.ts';
import { filesInMemory } from '../../src/modules/source-files.ts';

/** What `name` of the first file means: the file and name of its declaration, or the package it comes from. */
function meaning(files: Record<string, string>, name: string): string | undefined {
  const modules = new Modules(filesInMemory(files));
  const module = modules.at(Object.keys(files)[0] ?? '');
  const found = module && modules.meaning(module, name);
  if (!found) return undefined;
  return found.kind === 'package' ? `${found.source}: ${found.name}` : found.kind === 'module' ? found.module.file : `${found.module.file}: ${found.name}`;
}

const declared = { '/p/b.ts': 'export const b = 1;\nexport default class B {}\nconst c = 1;\nexport { c as d };' };

describe('a name', () => {
  it.each([
    ['of the module itself', { '/p/a.ts': 'const b = 1;' }, '/p/a.ts: b'],
    ['that is imported', { '/p/a.ts': `import { b } from './b';`, ...declared }, '/p/b.ts: b'],
    ['that is imported by what it will be compiled to', { '/p/a.ts': `import { b } from './b.js';`, ...declared }, '/p/b.ts: b'],
    ['that is imported under another', { '/p/a.ts': `import { d as b } from './b';`, ...declared }, '/p/b.ts: c'],
    ['of a default export', { '/p/a.ts': `import b from './b';`, ...declared }, '/p/b.ts: B'],
    ['of a whole module', { '/p/a.ts': `import * as b from './b';`, ...declared }, '/p/b.ts'],
    ['that is required', { '/p/a.js': `const { b } = require('./c');`, '/p/c.js': 'module.exports = { b: () => {} };' }, '/p/c.js: b'],
    ['that is required whole', { '/p/a.js': `const b = require('./c');`, '/p/c.js': 'function make() {}\nmodule.exports = make;' }, '/p/c.js: make'],
    ['that is handed on', { '/p/a.ts': `import { b } from './index';`, '/p/index.ts': `export * from './b';`, ...declared }, '/p/b.ts: b'],
    ['that is handed on under another name', { '/p/a.ts': `import { b } from '.';`, '/p/index.ts': `export { d as b } from './b';`, ...declared }, '/p/b.ts: c'],
    ['of a package', { '/p/a.ts': `import { Pool as b } from 'pg';` }, 'pg: Pool'],
    ['of a package of the repository', { '/p/a.ts': `import { b } from '@shop/lib';`, '/p/lib/package.json': '{ "name": "@shop/lib", "main": "./dist/index.js" }', '/p/lib/src/index.ts': 'export const b = 1;' }, '/p/lib/src/index.ts: b'],
    ['of an exported part of such a package', { '/p/a.ts': `import { b } from '@shop/lib/part';`, '/p/lib/package.json': '{ "name": "@shop/lib", "exports": { "./*": { "import": "./dist/*.mjs" } } }', '/p/lib/src/part.mts': 'export const b = 1;' }, '/p/lib/src/part.mts: b'],
    ['by an alias of tsconfig.json', { '/p/src/x/a.ts': `import { b } from '@/b';`, '/p/tsconfig.json': '{ "extends": "./base.json" }', '/p/base.json': '// aliases\n{ "compilerOptions": { "paths": { "@/*": ["./src/*"], } } }', '/p/src/b.ts': 'export const b = 1;' }, '/p/src/b.ts: b'],
    ['by an import of package.json', { '/p/src/a.ts': `import { b } from '#lib/b';`, '/p/package.json': '{ "imports": { "#lib/*": "./dist/lib/*.js" } }', '/p/src/lib/b.ts': 'export const b = 1;' }, '/p/src/lib/b.ts: b'],
    ['of a module that is not there', { '/p/a.ts': `import { b } from './gone';` }, undefined],
    ['that goes round in a circle', { '/p/a.ts': `export { b } from './c';\nimport { b } from './c';`, '/p/c.ts': `export { b } from './a';` }, undefined],
  ])('%s', (_, files: Record<string, string>, expected) => {
    expect(meaning(files, 'b')).toBe(expected);
  });
});

describe('remember', () => {
  it('works out again what was read from a file that has changed', () => {
    const texts: Record<string, string> = { '/p/a.ts': 'const a = 1;', '/p/b.ts': 'const b = 1;' };
    const modules = new Modules({ manifests: () => new Map(), has: (file) => file in texts, read: (file) => texts[file] });
    let times = 0;
    const names = (): readonly string[] =>
      modules.remember('names', () => {
        times += 1;
        return [...(modules.at('/p/a.ts')?.values.keys() ?? [])];
      });
    expect([names(), names(), times]).toEqual([['a'], ['a'], 1]);
    texts['/p/b.ts'] = 'const c = 1;';
    expect([names(), times]).toEqual([['a'], 1]);
    texts['/p/a.ts'] = 'const d = 1;';
    expect([names(), times]).toEqual([['d'], 2]);
  });
});
