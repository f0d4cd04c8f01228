import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findStale, write } from '../generate/harness/output.mjs';
import { fillMarkedPart, table } from '../generate/harness/markdown.mjs';

const list = '.dev/generate/generated-files.json';
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'generated output '));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function generate(files: Parameters<typeof findStale>[1]) {
  const stale = findStale(root, files);
  write(root, stale);
  return stale.map(({ path, action }) => `${path} ${action}`);
}

describe('generated files', () => {
  it('are written when they are new and when they differ, and left alone otherwise', () => {
    expect(generate([{ path: 'docs/a.md', content: 'one' }])).toEqual([`${list} created`, 'docs/a.md created']);
    expect(generate([{ path: 'docs/a.md', content: 'one' }])).toEqual([]);
    expect(generate([{ path: 'docs/a.md', content: 'two' }])).toEqual(['docs/a.md updated']);
    expect(readFileSync(join(root, 'docs/a.md'), 'utf8')).toBe('two');
  });

  it('are deleted once nothing produces them', () => {
    generate([{ path: 'docs/a.md', content: 'one' }]);
    expect(generate([])).toEqual([`${list} updated`, 'docs/a.md deleted']);
    expect(existsSync(join(root, 'docs/a.md'))).toBe(false);
  });

  it('that people wrote a part of are never deleted', () => {
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'docs/page.md'), 'by hand');
    generate([{ path: 'docs/page.md', content: 'by hand, with a header', partly: true }]);
    expect(generate([])).toEqual([]);
    expect(existsSync(join(root, 'docs/page.md'))).toBe(true);
  });

  it('may not be produced twice', () => {
    const file = { path: 'docs/a.md', content: '' };
    expect(() => findStale(root, [file, file])).toThrow('Two generators produce docs/a.md.');
  });

  it('may not be outside the repository', () => {
    expect(() => findStale(root, [{ path: '../a.md', content: '' }])).toThrow('../a.md is outside the repository.');
  });
});

describe('a marked part of a page', () => {
  it('is replaced, and nothing around it', () => {
    const page = 'before\n<!-- begin generated header -->\nold\n<!-- end generated header -->\nafter\n';
    expect(fillMarkedPart(page, ' header', 'new\n')).toBe(
      'before\n<!-- begin generated header -->\n\nnew\n\n<!-- end generated header -->\nafter\n',
    );
  });

  it('may be missing', () => {
    expect(fillMarkedPart('text', ' header', 'new')).toBeUndefined();
  });

  it('must have both its marks', () => {
    expect(() => fillMarkedPart('<!-- begin generated: rules -->', ': rules', '')).toThrow('“<!-- end generated: rules -->” is missing.');
    expect(() => fillMarkedPart('<!-- end generated: rules -->', ': rules', '')).toThrow('“<!-- begin generated: rules -->” is missing.');
  });
});

describe('a table', () => {
  it('has aligned columns and escapes what would end a cell', () => {
    expect(table(['a', 'long'], [['a | b', 'c']])).toBe(
      ['| a      | long |', '| ------ | ---- |', '| a \\| b | c    |'].join('\n'),
    );
  });
});
