import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../src/project/baseline.ts';
import { findBaseline } from '../../src/project/find-baseline.ts';
import type { NoBaseline } from '../../src/project/find-baseline.ts';
import { GitProject } from '../git-project.ts';

const files = { 'src/a.ts': 'const a = 1;\n', 'src/b.ts': 'const b = "first";\n', 'über/c.ts': 'const c = 3;\n' };

/** The baseline of a project, which has to have one. */
function baselineOf(project: GitProject, file = 'src/a.ts'): Baseline {
  const found: Baseline | NoBaseline = findBaseline(project.pathOf(file), undefined, {});
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

describe('the text of a file', () => {
  it('is that of the commit at which the branch began, whatever was committed since', () => {
    const project = new GitProject(files).write({ 'src/a.ts': 'const a = 2;\n' }).commit('Change').write({ 'src/a.ts': 'const a = 3;\n' });
    expect(baselineOf(project).textOf(project.pathOf('src/a.ts'))).toBe('const a = 1;\n');
  });

  it('is there for a file that was deleted, and for one with a name beyond ASCII', () => {
    const project = new GitProject(files).write({ 'src/b.ts': null });
    expect(baselineOf(project).textOf(project.pathOf('src/b.ts'))).toBe('const b = "first";\n');
    expect(baselineOf(project).textOf(project.pathOf('über/c.ts'))).toBe('const c = 3;\n');
  });

  it('is undefined for a new file, for a binary one and for a link', () => {
    const project = new GitProject({ ...files, 'logo.png': 'a\0b' }).write({ 'src/new.ts': '' });
    expect(baselineOf(project).textOf(project.pathOf('src/new.ts'))).toBeUndefined();
    expect(baselineOf(project).textOf(project.pathOf('logo.png'))).toBeUndefined();
  });

  it('has plain line ends, and no byte order mark', () => {
    const project = new GitProject({ 'src/a.ts': '\uFEFFconst a = 1;\r\nconst b = 2;\r\n' });
    expect(baselineOf(project).textOf(project.pathOf('src/a.ts'))).toBe('const a = 1;\nconst b = 2;\n');
  });

  it('comes for many files at once, two of the same contents among them', () => {
    const project = new GitProject({ 'a.ts': 'same\n', 'b.ts': 'same\n', 'c.ts': '' });
    expect(baselineOf(project, 'a.ts').textsOf(['a.ts', 'b.ts', 'c.ts', 'd.ts'])).toEqual(
      new Map([
        ['a.ts', 'same\n'],
        ['b.ts', 'same\n'],
        ['c.ts', ''],
        ['d.ts', undefined],
      ]),
    );
  });
});

describe('whether a file is as it was', () => {
  it('is told by its contents', () => {
    const project = new GitProject(files);
    const baseline = baselineOf(project);
    expect(baseline.isUnchanged(project.pathOf('src/a.ts'), 'const a = 1;\n')).toBe(true);
    expect(baseline.isUnchanged(project.pathOf('src/a.ts'), 'const a = 2;\n')).toBe(false);
    expect(baseline.isUnchanged(project.pathOf('src/new.ts'), '')).toBe(false);
  });

  it('does not depend on line ends and byte order marks', () => {
    const project = new GitProject({ 'src/a.ts': '\uFEFFconst a = 1;\n' });
    expect(baselineOf(project).isUnchanged(project.pathOf('src/a.ts'), 'const a = 1;\r\n')).toBe(true);
  });

  it('is told in a repository whose objects are named by SHA-256', () => {
    const project = new GitProject({});
    project.git('init', '--quiet', '--initial-branch=main', '--object-format=sha256', 'modern');
    project.write({ 'modern/a.ts': 'const a = 1;\n' });
    project.git('-C', 'modern', 'add', '--all');
    project.git('-C', 'modern', 'commit', '--quiet', '--no-gpg-sign', '-m', 'Begin');
    expect(baselineOf(project, 'modern/a.ts').isUnchanged(project.pathOf('modern/a.ts'), 'const a = 1;\n')).toBe(true);
    expect(baselineOf(project, 'modern/a.ts').isUnchanged(project.pathOf('modern/a.ts'), 'const a = 2;\n')).toBe(false);
  });
});

it('names the files that have a word in them', () => {
  const project = new GitProject({ 'a.ts': 'API_URL\n', 'b.ts': 'API_URL_2\n', 'c d.ts': 'read("API_KEY")\n' }).write({ 'e.ts': 'API_URL\n' });
  expect(baselineOf(project).naming(['API_URL', 'API_KEY'])).toEqual(['a.ts', 'c d.ts']);
  expect(baselineOf(project).naming(['NOWHERE'])).toEqual([]);
});
