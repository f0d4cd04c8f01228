import path from 'node:path';
import { ESLint } from 'eslint';
import type { Rule } from 'eslint';
import { describe, expect, it, vi } from 'vitest';
import { baselineMessages, sinceBaseline } from '../../src/comparison/since-baseline.ts';
import { createRule } from '../../src/create-rule.ts';
import { git, GitProject, temporaryFolder } from '../git-project.ts';

/** Tells of each file what it was. */
const rule = createRule({
  name: 'tell-change',
  antipattern: 'DP-03',
  type: 'problem',
  docs: { description: 'Tell what a file was', recommended: false },
  messages: { ...baselineMessages, was: 'It was {{text}}, with {{count}} statements.' },
  schema: [],
  defaultOptions: [],
  create: (context) =>
    sinceBaseline(context, ({ earlier }) => {
      const data = { text: earlier ? JSON.stringify(earlier.text) : 'not there', count: String(earlier?.program()?.body.length ?? 'unknown') };
      context.report({ loc: { line: 1, column: 0 }, messageId: 'was', data });
    }),
});

async function lint(root: string, { baseline, files = ['.'], text }: { baseline?: unknown; files?: string[]; text?: string } = {}): Promise<string[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      { settings: { delivery: baseline === undefined ? {} : { baseline } } },
      // ESLint's type of a rule and typescript-eslint's do not meet, see src/plugin.ts.
      { plugins: { test: { rules: { tell: rule as unknown as Rule.RuleModule } } }, rules: { 'test/tell': 'error' } },
    ],
  });
  const results = text === undefined ? await eslint.lintFiles(files) : await eslint.lintText(text, { filePath: files[0] ?? '' });
  return results.flatMap(({ filePath, messages }) => messages.map(({ message }) => `${path.relative(root, filePath)}: ${message}`));
}

describe('a rule that compares', () => {
  it('is asked of the files that are not as they were', async () => {
    const project = new GitProject({ 'a.js': 'a();\n', 'b.js': 'b();\n', 'c.js': 'if (\n' }).write({ 'b.js': 'b();\nb();\n', 'c.js': 'c();\n', 'd.js': 'd();\n' });
    expect(await lint(project.root)).toEqual([
      'b.js: It was "b();\\n", with 1 statements.',
      'c.js: It was "if (\\n", with unknown statements.',
      'd.js: It was not there, with unknown statements.',
    ]);
  });

  it('is asked of what stands in an editor', async () => {
    const project = new GitProject({ 'a.js': 'a();\n' });
    expect(await lint(project.root, { files: ['a.js'], text: 'a(1);\n' })).toEqual(['a.js: It was "a();\\n", with 1 statements.']);
    expect(await lint(project.root, { files: ['a.js'], text: 'a();\n' })).toEqual([]);
  });

  it('is asked of nothing when the project does not want it', async () => {
    const project = new GitProject({ 'a.js': 'a();\n' }).write({ 'a.js': 'b();\n' });
    expect(await lint(project.root, { baseline: false })).toEqual([]);
  });
});

describe('without a baseline', () => {
  function shallowClone(): string {
    const project = new GitProject({ 'a.js': 'a();\n', 'b.js': 'b();\n' }).commit('Change');
    const folder = temporaryFolder();
    git(folder, 'clone', '--quiet', '--depth=1', '--branch=change', `file://${project.root}`, 'clone');
    return path.join(folder, 'clone');
  }

  it('an editor says nothing', async () => {
    const root = shallowClone();
    expect(await lint(root, { baseline: 'origin/main' })).toEqual([]);
  });

  it('CI says so once', async () => {
    const root = shallowClone();
    vi.stubEnv('CI', 'true');
    vi.stubEnv('GITHUB_BASE_REF', 'main');
    const messages = await lint(root);
    expect(messages).toHaveLength(1);
    // ESLint reads the files side by side: which comes first is not said.
    expect(messages[0]?.replace(/^[ab]\.js: /u, '')).toBe(
      'Nothing was compared with the version before this change, so no rule that needs it has said anything. The merge base with origin/main is not in this clone, which is shallow. Fetch more of the history: git fetch --unshallow, or fetch-depth: 0 for actions/checkout, or GIT_DEPTH: 0 for GitLab. Set settings.delivery.baseline to false if that is what you want.',
    );
    expect(await lint(root)).toEqual([]);
  });
});
