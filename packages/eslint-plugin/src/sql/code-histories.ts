import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { SourceText } from 'sqllint';
import type { DialectName, Migration, MigrationSet, Script } from 'sqllint';
import type { ParseCode } from '../analysis/parse-code.ts';
import { codeMigration } from '../migrations/code-migration.ts';
import type { CodeMigration } from '../migrations/code-migration.ts';
import type { SourceFile } from '../migrations/interpreter/modules.ts';
import type { WrittenScript } from '../migrations/script/script-writer.ts';
import { stampOf } from '../project/file-stamp.ts';
import { dialectOfCode } from './code-dialect.ts';
import { emptyReport, reportsByFile } from './file-report.ts';
import type { FileReport } from './file-report.ts';
import type { LoadedDialects } from './loaded-dialects.ts';
import { ModuleFiles } from './module-files.ts';
import type { SqlSettings } from './sql-settings.ts';

/** What is known of one file of a folder. */
interface ReadFile {
  readonly stamp: string;
  readonly text: string;
  readonly migration: CodeMigration | undefined;
}

interface FolderReport {
  readonly stamp: string;
  readonly reports: ReadonlyMap<string, FileReport>;
}

export const codeFile = /^(?!.*\.(?:test|spec|d)\.)[^.].*\.[cm]?[jt]s$/u;
/** A claim about a way back is made only where all of it can be read. */
const claimsAboutDowns: ReadonlySet<string> = new Set(['require-down', 'no-lost-definition']);

/**
 * Answers for migrations that are written in code what can only be known of whole folders. A folder is replayed as far
 * back as all of its migrations are nothing but SQL: behind one that builds its SQL by calls, or under conditions, the
 * schema is not known, and what is not known is never found to be wrong.
 */
export class CodeHistories {
  readonly #dialects: LoadedDialects;
  readonly #files = new Map<string, ReadFile>();
  readonly #folders = new Map<string, FolderReport>();
  readonly #modules = new ModuleFiles();

  constructor(dialects: LoadedDialects) {
    this.#dialects = dialects;
  }

  /**
   * @param file the linted file, which need not exist
   * @param text what it holds, without a byte order mark
   * @param program its syntax tree
   * @param parse how to read the files beside it
   */
  reportOf(file: string, text: string, program: TSESTree.Program, parse: ParseCode, settings: SqlSettings): FileReport {
    const asked = path.resolve(file);
    if (this.#modules.forgetIfChanged()) {
      this.#files.clear();
      this.#folders.clear();
    }
    const migration = this.#migrationIn({ file: asked, text, program }, parse);
    if (!migration) return emptyReport;

    const folder = path.dirname(asked);
    const files = filesIn(folder, asked);
    const stamps = new Map(files.map((name) => [name, stampOf(name)]));
    const isAsOnDisk = this.#read(asked, stamps.get(asked) ?? '', parse)?.text === text;
    const key = JSON.stringify([folder, settings.dialect, settings.pgVersion, settings.mysqlVersion]);
    const stamp = JSON.stringify([...stamps]);
    const known = this.#folders.get(key);
    if (isAsOnDisk && known?.stamp === stamp) {
      const report = known.reports.get(asked) ?? emptyReport;
      if (report.missing === undefined || !this.#dialects.get(report.missing)) return report;
    }

    const others = isAsOnDisk ? files : files.slice(0, files.indexOf(asked) + 1);
    const read = others.map((name) => ({
      file: name,
      ...(name === asked ? { text, migration } : (this.#read(name, stamps.get(name) ?? '', parse) ?? { text: '', migration: undefined })),
    }));
    const reports = this.#judge(folder, read, settings);
    if (isAsOnDisk) this.#folders.set(key, { stamp, reports });
    return reports.get(asked) ?? emptyReport;
  }

  #read(file: string, stamp: string, parse: ParseCode): ReadFile | undefined {
    const known = this.#files.get(file);
    if (known?.stamp === stamp) return known;
    try {
      const text = new SourceText(readFileSync(file, 'utf8')).text;
      // Most files of a project have no function of this name, and need not be parsed to find out.
      const migration = /\bup\b/u.test(text) ? this.#migrationIn({ file, text, program: parse(text, file) }, parse) : undefined;
      const read = { stamp, text, migration };
      this.#files.set(file, read);
      return read;
    } catch {
      // Unreadable, or no code: ESLint says so of the file itself.
      return undefined;
    }
  }

  #migrationIn(source: SourceFile, parse: ParseCode): CodeMigration | undefined {
    return codeMigration(source, (from, specifier) => this.#modules.read(from, specifier, parse), (file) => this.#modules.readText(file));
  }

  #judge(
    folder: string,
    files: readonly { readonly file: string; readonly text: string; readonly migration: CodeMigration | undefined }[],
    settings: SqlSettings,
  ): ReadonlyMap<string, FileReport> {
    const reports = new Map<string, FileReport>();
    const dialect = settings.dialect ?? dialectOfCode(folder, files.flatMap(({ migration }) => (migration ? [sqlOf(migration)] : [])));
    let part: { readonly file: string; readonly migration: CodeMigration }[] = [];
    const judgePart = (): void => {
      if (part.length === 0) return;
      const silent = new Set(part.filter(({ migration }) => migration.isIrreversible || migration.infersDown || !isDownKnown(migration)).map(({ file }) => file));
      const byFile = new Map(part.map(({ file, migration }) => [file, migration]));
      for (const [file, report] of reportsByFile([setOf(folder, part, dialect)], this.#dialects, settings)) {
        const findings = silent.has(file) ? report.findings.filter(({ rule }) => !claimsAboutDowns.has(rule)) : report.findings;
        // That a file is no migration of some layout says nothing of code.
        const isDownMissing = findings.some(({ rule }) => rule === 'require-down');
        const missingDown = isDownMissing ? byFile.get(file)?.missingDown() : undefined;
        reports.set(file, { ...report, findings, problems: report.missing === undefined ? [] : report.problems, ...(missingDown && { missingDown }) });
      }
      part = [];
    };
    for (const { file, migration } of files) {
      if (!migration) continue;
      part.push({ file, migration });
      // Behind something that may have changed any table nothing is known of the tables before.
      if (migration.writtenFor('postgres').up.unknown.some(({ start, end }) => mayChangeSchema(migration, start, end))) judgePart();
    }
    judgePart();
    return reports;
  }
}

/** What it sends, without what is no SQL. */
function sqlOf(migration: CodeMigration): string {
  const { source, up, down } = migration.writtenFor('postgres');
  return [...up.unknown, ...(down?.unknown ?? [])].reduce((text, { start, end }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end), source.text);
}

function isDownKnown(migration: CodeMigration): boolean {
  return (migration.writtenFor('postgres').down?.unknown.length ?? 0) === 0;
}

/** By the names of what is called: what fills tables is seldom called after what changes them. */
function mayChangeSchema(migration: CodeMigration, start: number, end: number): boolean {
  return /schema|table|column|index|constraint|alter|drop|create|rename|migrat/iu.test(migration.writtenFor('postgres').source.text.slice(start, end));
}

function setOf(folder: string, part: readonly { readonly file: string; readonly migration: CodeMigration }[], dialect: DialectName | undefined): MigrationSet {
  const migrations = part.map(({ file, migration }): Migration => {
    const id = path.basename(file).replace(/\.[cm]?[jt]s$/u, '');
    const { source, up, down } = migration.writtenFor(dialect ?? 'postgres');
    const script = ({ start, end, branches, unknown }: WrittenScript): Script => ({ file, source, start, end, branches, unknown, transaction: migration.transaction });
    const version = /\d{3,}/u.exec(id)?.[0] ?? id;
    return { id, version, name: id, up: script(up), ...(down && { down: script(down) }) };
  });
  const neverDown = part.length > 5 && part.every(({ migration }) => migration.writtenFor('postgres').down === undefined);
  return {
    root: folder,
    layout: part[0]?.migration.tool ?? 'code',
    hasDowns: true,
    ...(neverDown && { leavesDownsOut: true as const }),
    ...(dialect && { dialect }),
    migrations,
    problems: [],
  };
}

/** The code files of a folder in the order of their names, by which every tool runs them; the asked one among them. */
function filesIn(folder: string, asked: string): string[] {
  let names: string[] = [];
  try {
    names = readdirSync(folder).filter((name) => codeFile.test(name));
  } catch {
    // The text may come from an editor that has not saved its folder yet.
  }
  const files = new Set([...names.map((name) => path.join(folder, name)), asked]);
  return [...files].sort((a, b) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1));
}

/** `1612345678901-AddOrders.ts` and `Migration20240219102530.ts` are run by their numbers. */
function orderOf(file: string): number {
  return Number(/\d{3,}/u.exec(path.basename(file))?.[0] ?? 0);
}
