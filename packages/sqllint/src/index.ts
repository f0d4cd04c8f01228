/**
 * The library behind the command: load a dialect once, then everything is synchronous.
 *
 * @example
 * const postgres = await load('postgres');
 * for (const set of readMigrations(['migrations'])) console.log(lintSet(set, postgres));
 */
export type { Config, ConfigOverride, FileConfig } from './config/config.ts';
export { defineConfig } from './config/define-config.ts';
export { load } from './dialects/load.ts';
export { dialectNames, dialectTitled } from './dialect-name.ts';
export type { DialectName } from './dialect-name.ts';
export type { Dialect, ParsedScript } from './dialects/dialect.ts';
export { downsOf, NoSuchMigrationError, writeDown } from './down.ts';
export type { DownOptions, WrittenDown } from './down.ts';
export { defaultPgVersion } from './facts/server.ts';
export { lintSet } from './lint.ts';
export type { FileOptions, LintOptions } from './lint.ts';
export type { Finding, LintResult, MigrationResult, NotAnalysed, SetResult, Severity, SuppressedFinding } from './lint-result.ts';
export { declaredDialect, layoutNames, readMigrations, UnknownLayoutError } from './migrations/read.ts';
export type { FileSystem } from './migrations/file-system.ts';
export type { Branch, FileProblem, Migration, MigrationSet, Script, TransactionMode } from './migrations/migration.ts';
export { rules } from './rules/index.ts';
export type { Rule } from './rules/rule.ts';
export { GeneratedText } from './text/generated-text.ts';
export type { GeneratedPart } from './text/generated-text.ts';
export { SourceText } from './text/source-text.ts';
export type { Position, TextPlace, TextRange } from './text/source-text.ts';
export { deployVerdicts, oldCodeVerdicts, rollbackVerdicts } from './verdict.ts';
export type { DeployVerdict, OldCodeVerdict, RollbackVerdict, Verdict } from './verdict.ts';
export type { CatalogTest, Change, ChangeKind, ChangeOf, Condition, Problem, Range, Statement } from './changes.ts';
export type { TableHints } from './table-hints.ts';
