import { createHash } from 'node:crypto';

import type { Finding, LintResult, MigrationResult, NotAnalysed, SetResult, SuppressedFinding } from '../../src/lint-result.ts';
import { plain } from '../../src/report/paint.ts';
import type { ReportContext } from '../../src/report/report.ts';
import { rules } from '../../src/rules/index.ts';
import { SourceText } from '../../src/text/source-text.ts';

/** A finding on the first occurrence of `marked` in a text; the rest is filled in. */
export function finding(sql: string, marked: string, rest: Partial<Finding> = {}): Finding {
  const place = placeOf(sql, marked);
  return {
    rule: 'no-drop-column',
    antipattern: 'DP-01',
    rating: 'HIGH',
    severity: 'error',
    message: 'Dropping `orders.legacy_status` loses its data.',
    file: 'migrations/0003_drop_legacy_status.up.sql',
    script: 'up',
    ...place,
    ...rest,
  };
}

export function notAnalysed(sql: string, marked: string, rest: Partial<NotAnalysed> = {}): NotAnalysed {
  return {
    file: 'migrations/0003_drop_legacy_status.up.sql',
    script: 'up',
    command: 'DO',
    kind: 'dynamic',
    reason: 'This DO block runs SQL that it puts together at run time: EXECUTE format(…).',
    ...placeOf(sql, marked),
    ...rest,
  };
}

/** A comment at the first occurrence of `marked` in a text. */
export function commentOn(sql: string, marked: string): SuppressedFinding['comment'] {
  return { file: 'migrations/0003_drop_legacy_status.up.sql', ...placeOf(sql, marked) };
}

function placeOf(sql: string, marked: string) {
  const start = sql.indexOf(marked);
  if (start < 0) throw new Error(`“${marked}” is not in the sample.`);
  const end = start + marked.length;
  const source = new SourceText(sql);
  const from = source.positionAt(start);
  const to = source.positionAt(end);
  return { start, end, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** A migration without findings; the rest is filled in. */
export function migration(rest: Partial<MigrationResult> = {}): MigrationResult {
  return {
    id: '0003_drop_legacy_status',
    version: '0003',
    name: 'drop_legacy_status',
    files: {
      up: 'migrations/0003_drop_legacy_status.up.sql',
      down: 'migrations/0003_drop_legacy_status.down.sql',
    },
    verdict: { rollback: 'exact', deploy: 'online', oldCode: 'keeps working', certain: true },
    statements: { seen: 1, analysed: 1 },
    findings: [],
    suppressed: [],
    notAnalysed: [],
    ...rest,
  };
}

export function set(migrations: readonly MigrationResult[], rest: Partial<SetResult> = {}): SetResult {
  return { root: 'migrations', layout: 'golang-migrate', dialect: 'postgres', migrations, problems: [], ...rest };
}

export function run(...sets: readonly SetResult[]): LintResult {
  return { sets };
}

/** 80 columns, no colours, pages under example.com, and the texts that are given. */
export function context(texts: Readonly<Record<string, string>> = {}, rest: Partial<ReportContext> = {}): ReportContext {
  return {
    version: '1.2.3',
    postgresVersion: 14,
    shownPath: (path) => path,
    repositoryPath: (path) => path,
    sourceOf: (file) => {
      const text = texts[file];
      return text === undefined ? undefined : new SourceText(text);
    },
    docsUrl: (rule) => `https://example.com/rules/${rule}`,
    rules,
    digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
    quiet: false,
    columns: 80,
    paint: plain,
    ...rest,
  };
}
