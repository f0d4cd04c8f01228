import { describe, expect, it } from 'vitest';
import { compileGlobs, relativePath } from '../../src/analysis/path-globs.ts';

describe('compileGlobs', () => {
  it('lets ** at the start stand for no folder as well', () => {
    const matches = compileGlobs(['**/test/**']);
    expect(matches('test/a.ts')).toBe(true);
    expect(matches('packages/a/test/deep/a.ts')).toBe(true);
    expect(matches('contest/a.ts')).toBe(false);
    expect(matches('src/test.ts')).toBe(false);
  });

  it('keeps * inside one segment', () => {
    const matches = compileGlobs(['src/*.ts']);
    expect(matches('src/a.ts')).toBe(true);
    expect(matches('src/deep/a.ts')).toBe(false);
  });

  it('chooses between the words in braces', () => {
    const matches = compileGlobs(['**/{config,env}.*']);
    expect(matches('src/env.ts')).toBe(true);
    expect(matches('src/config.mjs')).toBe(true);
    expect(matches('src/environment.ts')).toBe(false);
  });

  it('takes every other character as it is', () => {
    const matches = compileGlobs(['a.b+(c)?.ts']);
    expect(matches('a.b+(c)x.ts')).toBe(true);
    expect(matches('aXb+(c)x.ts')).toBe(false);
  });

  it('matches nothing when there are no globs', () => {
    expect(compileGlobs([])('src/a.ts')).toBe(false);
  });
});

describe('relativePath', () => {
  it('is relative to the directory, so that the folder of the checkout has no say', () => {
    expect(relativePath('/home/me/tests/shop/src/a.ts', '/home/me/tests/shop')).toBe('src/a.ts');
  });

  it('has forward slashes', () => {
    expect(relativePath('C:\\shop\\src\\a.ts', 'C:\\shop')).toBe('src/a.ts');
  });

  it('keeps the whole path of a file elsewhere, without its root', () => {
    expect(relativePath('/other/src/a.ts', '/home/me/shop')).toBe('other/src/a.ts');
  });
});
