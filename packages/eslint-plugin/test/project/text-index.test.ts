import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { indexFor, lookAgain } from '../../src/project/text-index.ts';
import type { Question, TextIndex } from '../../src/project/text-index.ts';
import { GitProject, temporaryFolder } from '../git-project.ts';

const read = vi.fn((text: string) => text.trim());
const question: Question<string> = { isAbout: (path) => path.endsWith('.ts'), pattern: /flag/u, read };

function indexOf(root: string): TextIndex {
  const index = indexFor(path.join(root, 'src/a.ts'), root);
  if (!index) throw new Error('The file is in the project.');
  return index;
}

beforeEach(() => void read.mockClear());

describe('a question', () => {
  it('is answered by the files that it is about and that its pattern finds', () => {
    const project = new GitProject({ 'src/a.ts': 'flag a\n', 'src/b.ts': 'nothing\n', 'c.md': 'flag c\n', 'd.ts': 'flag d\n' });
    expect(indexOf(project.root).ask(question, undefined)).toEqual([
      { path: 'd.ts', answer: 'flag d' },
      { path: 'src/a.ts', answer: 'flag a' },
    ]);
  });

  it('is not answered by what git ignores, and by new files it is', () => {
    const project = new GitProject({ '.gitignore': 'out\n', 'src/a.ts': 'flag a\n' }).write({ 'out/b.ts': 'flag b\n', 'src/c.ts': 'flag c\n' });
    expect(indexOf(project.root).ask(question, undefined).map(({ path }) => path)).toEqual(['src/a.ts', 'src/c.ts']);
  });

  it('finds the open file as it is in the editor, last', () => {
    const project = new GitProject({ 'src/a.ts': 'flag a\n', 'src/b.ts': 'flag b\n' });
    const open = { file: project.pathOf('src/a.ts'), text: 'flag typed' };
    expect(indexOf(project.root).ask(question, undefined, open)).toEqual([
      { path: 'src/b.ts', answer: 'flag b' },
      { path: 'src/a.ts', answer: 'flag typed' },
    ]);
    expect(indexOf(project.root).ask(question, undefined, { ...open, text: 'gone' })).toEqual([{ path: 'src/b.ts', answer: 'flag b' }]);
  });

  it('reads a file once, and again when it has changed', () => {
    const project = new GitProject({ 'src/a.ts': 'flag a\n', 'src/b.ts': 'flag b\n' });
    const index = indexOf(project.root);
    index.ask(question, undefined);
    lookAgain();
    index.ask(question, undefined);
    expect(read).toHaveBeenCalledTimes(2);
    project.write({ 'src/b.ts': 'flag changed\n' });
    lookAgain();
    expect(index.ask(question, undefined)).toEqual([
      { path: 'src/a.ts', answer: 'flag a' },
      { path: 'src/b.ts', answer: 'flag changed' },
    ]);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('sees that a file came, went, or is of the same size', () => {
    const project = new GitProject({ 'src/a.ts': 'flag a\n', 'src/b.ts': 'flag b\n' });
    const index = indexOf(project.root);
    index.ask(question, undefined);
    project.write({ 'src/a.ts': null, 'src/b.ts': 'flag B\n', 'lib/new.ts': 'flag n\n' });
    utimesSync(project.pathOf('src/b.ts'), 1, 1);
    lookAgain();
    expect(index.ask(question, undefined)).toEqual([
      { path: 'lib/new.ts', answer: 'flag n' },
      { path: 'src/b.ts', answer: 'flag B' },
    ]);
  });
});

describe('a folder outside of any repository', () => {
  it('is read without what is not its own', () => {
    const root = temporaryFolder();
    for (const folder of ['src', 'node_modules/x']) {
      mkdirSync(path.join(root, folder), { recursive: true });
      writeFileSync(path.join(root, folder, 'a.ts'), 'flag\n');
    }
    expect(indexOf(root).ask(question, undefined).map(({ path }) => path)).toEqual(['src/a.ts']);
    rmSync(path.join(root, 'src'), { recursive: true });
    lookAgain();
    expect(indexOf(root).ask(question, undefined)).toEqual([]);
  });

  it('has no index for a file outside of it', () => {
    expect(indexFor(path.join(temporaryFolder(), 'a.ts'), temporaryFolder())).toBeUndefined();
  });
});

it('looks at the disk again after a while by itself', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const project = new GitProject({ 'src/a.ts': 'flag a\n' });
  const index = indexOf(project.root);
  index.ask(question, undefined);
  project.write({ 'src/a.ts': 'flag changed\n' });
  vi.advanceTimersByTime(500);
  expect(index.ask(question, undefined)).toEqual([{ path: 'src/a.ts', answer: 'flag a' }]);
  vi.advanceTimersByTime(60_000);
  expect(index.ask(question, undefined)).toEqual([{ path: 'src/a.ts', answer: 'flag changed' }]);
});

it('leaves out what is too large to be written by hand', () => {
  const project = new GitProject({ 'src/a.ts': 'flag a\n', 'src/b.ts': `flag ${'b'.repeat(600_000)}\n` });
  expect(indexOf(project.root).ask(question, undefined).map(({ path }) => path)).toEqual(['src/a.ts']);
  expect(indexOf(project.root).isComplete).toBe(true);
});
