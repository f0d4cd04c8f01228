import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Linter } from 'eslint';
import { ESLint } from 'eslint';
import { onTestFinished } from 'vitest';
import { loadedDialects } from '../../src/sql/loaded-dialects.ts';
import delivery from '../../src/sql.ts';

// The tests run in the folder of this repository; what its migrations are for says nothing of theirs.
await loadedDialects.load(['postgres', 'mysql', 'mariadb', 'sqlite']);

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with files of its own, on the real disk, for the time of one test. */
export class Project {
  readonly root: string;
  readonly #eslint: ESLint;

  constructor(files: Files, { config = delivery.configs.sql, ...options }: ESLint.Options & { config?: Linter.Config[] } = {}) {
    this.root = realpathSync(mkdtempSync(path.join(tmpdir(), 'delivery-sql-')));
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
    // The top of a repository, beyond which nobody looks for the configuration of a migration tool.
    mkdirSync(path.join(this.root, '.git'));
    this.write(files);
    this.#eslint = new ESLint({ cwd: this.root, overrideConfigFile: true, overrideConfig: config, ...options });
  }

  write(files: Files): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(this.pathOf(name)), { recursive: true });
      writeFileSync(this.pathOf(name), content);
    }
  }

  delete(name: string): void {
    rmSync(this.pathOf(name));
  }

  pathOf(name: string): string {
    return path.join(this.root, name);
  }

  /** Lints files as they are on the disk; the messages by file, without the files that have none. */
  async lint(patterns: string | string[] = '.'): Promise<Record<string, Linter.LintMessage[]>> {
    const results = await this.#eslint.lintFiles(patterns);
    const relative = results.map(({ filePath, messages }) => [path.relative(this.root, filePath).replaceAll('\\', '/'), messages] as const);
    return Object.fromEntries(relative.filter(([, messages]) => messages.length > 0));
  }

  /** Lints a text that stands in an editor under the name of a file. */
  async lintText(name: string, text: string): Promise<Linter.LintMessage[]> {
    const [result] = await this.#eslint.lintText(text, { filePath: this.pathOf(name) });
    return result?.messages ?? [];
  }

  /** Lints one file as it is on the disk. */
  async lintFile(name: string): Promise<Linter.LintMessage[]> {
    const results = await this.lint([name]);
    return results[name] ?? [];
  }
}

/** Rule and place of a message, in the form in which compilers print them. */
export function placeOf({ ruleId, line, column, endLine, endColumn }: Pick<Linter.LintMessage, 'ruleId' | 'line' | 'column' | 'endLine' | 'endColumn'>): string {
  return `${line}:${column}-${endLine ?? '?'}:${endColumn ?? '?'} ${ruleId ?? 'no rule'}`;
}

export function placesOf(messages: readonly Linter.LintMessage[]): string[] {
  return messages.map(placeOf);
}
