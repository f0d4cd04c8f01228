import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import json from '@eslint/json';
import * as parser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';
import { ESLint } from 'eslint';
import yml from 'eslint-plugin-yml';
import { onTestFinished, vi } from 'vitest';
import plugin from '../src/index.ts';
import { rules } from '../src/rules/index.ts';

/** What is in files, by their paths; `null` for a file that is not there any more. */
export type Files = Readonly<Record<string, string | null>>;

/** What CI services say, none of which the one that runs these tests shall say of a project in them. */
const ciVariables = ['CI', 'GITHUB_BASE_REF', 'CI_MERGE_REQUEST_DIFF_BASE_SHA', 'BITBUCKET_PR_DESTINATION_BRANCH', 'SYSTEM_PULLREQUEST_TARGETBRANCH', 'BUILDKITE_PULL_REQUEST_BASE_BRANCH', 'CHANGE_TARGET', 'DELIVERY_BASELINE'];

const identity = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com' };

/** How the files of a test are read, as the configs of the plugin have it. */
const languages: readonly (Linter.Config & { readonly files: string[] })[] = [
  { files: ['**/*.{js,mjs,cjs,ts,tsx}'], languageOptions: { parser } },
  { files: ['**/*.{yml,yaml}'], plugins: { yml }, language: 'yml/yaml' },
  { files: ['**/*.json'], plugins: { json }, language: 'json/jsonc' },
  { files: ['**/.env*'], language: 'delivery/dotenv' },
  { files: ['**/*.graphql'], language: 'delivery/text' },
];

/**
 * A small git repository on the disk for the time of one test: what it is made with is committed on `main`, which is
 * the baseline, and what is written afterwards is the change.
 */
export class GitProject {
  readonly root: string;

  /** @param date of the commit, as ISO 8601, where it matters */
  constructor(baseline: Files, date?: string) {
    this.root = temporaryFolder();
    for (const name of ciVariables) vi.stubEnv(name, '');
    onTestFinished(() => void vi.unstubAllEnvs());
    this.git('init', '--quiet', '--initial-branch=main');
    this.write(baseline);
    this.commit('Begin', date);
    this.git('checkout', '--quiet', '-b', 'change');
  }

  /** Changes files on the disk, and commits nothing. */
  write(files: Files): this {
    for (const [name, content] of Object.entries(files)) {
      if (content === null) rmSync(this.pathOf(name));
      else {
        mkdirSync(path.dirname(this.pathOf(name)), { recursive: true });
        writeFileSync(this.pathOf(name), content);
      }
    }
    return this;
  }

  /** Commits all that is there. @param date as ISO 8601, where it matters */
  commit(message: string, date = '2026-03-01T12:00:00Z'): this {
    this.git('add', '--all');
    vi.stubEnv('GIT_COMMITTER_DATE', date);
    this.git('commit', '--quiet', '--allow-empty', '--no-gpg-sign', `--date=${date}`, '-m', message);
    return this;
  }

  git(...args: string[]): string {
    return git(this.root, ...args);
  }

  pathOf(name: string): string {
    return path.join(this.root, name);
  }

  /**
   * Lints files with one rule.
   *
   * @param rule its name, or its name and options
   * @param settings `settings.delivery`
   * @returns one line for each finding: `src/a.ts 1:1-1:5 What is wrong.`
   */
  async lint(rule: string | readonly [string, ...unknown[]], { settings = {}, files = ['.'] }: { settings?: object; files?: string[] } = {}): Promise<string[]> {
    const results = await this.eslint(rule, settings).lintFiles(files);
    return results.flatMap(({ filePath, messages }) => messages.map((message) => lineOf(path.relative(this.root, filePath), message)));
  }

  /** Lints a text that stands in an editor under the name of a file, with one rule. */
  async lintText(rule: string | readonly [string, ...unknown[]], name: string, text: string, settings: object = {}): Promise<Linter.LintMessage[]> {
    const [result] = await this.eslint(rule, settings).lintText(text, { filePath: this.pathOf(name) });
    return result?.messages ?? [];
  }

  eslint(rule: string | readonly [string, ...unknown[]], settings: object): ESLint {
    const [name, ...options] = typeof rule === 'string' ? ([rule] as const) : rule;
    // ESLint refuses to run a rule on a file in another language.
    const known: readonly string[] = rules[name as keyof typeof rules].meta.languages ?? []; // a key of `rules`
    const read = languages.filter(({ language = 'js/js' }) => known.includes(language) || known.includes('*'));
    const config: Linter.Config[] = [
      { plugins: { delivery: plugin }, settings: { delivery: settings } },
      ...languages,
      ...read.map(({ files }) => ({ files, rules: { [`delivery/${name}`]: ['error', ...options] as Linter.RuleEntry } })), // as ESLint says it
    ];
    return new ESLint({ cwd: this.root, overrideConfigFile: true, overrideConfig: config, errorOnUnmatchedPattern: false });
  }
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'delivery-project-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs git as somebody who has no settings of their own. */
export function git(cwd: string, ...args: string[]): string {
  const env = { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_ALLOW_PROTOCOL: 'file' };
  return execFileSync('git', args, { cwd, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

function lineOf(file: string, { line, column, endLine, endColumn, message }: Linter.LintMessage): string {
  return `${file.replaceAll('\\', '/')} ${line}:${column}${endLine === undefined ? '' : `-${endLine}:${endColumn}`} ${message}`;
}
