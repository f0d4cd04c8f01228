import type { MigrationResult, SetResult } from '../lint-result.ts';
import { closingLine } from './closing-line.ts';
import { count } from './count.ts';
import { plain } from './paint.ts';
import type { Report, ReportContext } from './report.ts';
import { shownFindings } from './shown-findings.ts';
import { totalsOf } from './totals.ts';
import { verdictLine } from './verdict-line.ts';
import { visible } from './visible.ts';

/**
 * For the test pages of CI servers: a test suite for each folder and a test case for each
 * migration. A migration with errors has failed; a folder or file that could not be judged is a
 * test case in error. Warnings and what was not analysed are in the output of the case. There are
 * no times, for nothing was run.
 */
export const junit: Report = ({ sets }, context) => {
  const totals = totalsOf(sets);
  const failures = sets.flatMap((set) => set.migrations).filter(hasErrors).length;
  const attributes = { name: 'sqllint', tests: totals.migrations + totals.unjudged, failures, errors: totals.unjudged };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...element('testsuites', attributes, sets.flatMap((set) => suiteOf(set, context))),
  ].join('\n');
};

function suiteOf(set: SetResult, context: ReportContext): string[] {
  const totals = totalsOf([set]);
  const unjudged = set.problems.filter(({ level }) => level === 'error');
  const folder = context.shownPath(set.root);
  const attributes = {
    name: folder,
    tests: totals.migrations + totals.unjudged,
    failures: set.migrations.filter(hasErrors).length,
    errors: totals.unjudged,
    skipped: 0,
  };
  return element('testsuite', attributes, [
    ...unjudged.flatMap(({ file, message }) => {
      const path = context.shownPath(file);
      return element('testcase', { name: path, classname: folder, file: path }, element('error', { message, type: 'not judged' }, []));
    }),
    ...set.migrations.flatMap((migration) => caseOf(migration, folder, context)),
    ...output([...problemLines(set, context), closingLine(totals, { paint: plain, quiet: context.quiet })]),
  ]);
}

function problemLines(set: SetResult, context: ReportContext): string[] {
  if (context.quiet) return [];
  return set.problems.filter(({ level }) => level === 'warning').map(({ file, line, message }) =>
    `${context.shownPath(file)}${line === undefined ? '' : `:${line}`}: ${message}`,
  );
}

function caseOf(migration: MigrationResult, folder: string, context: ReportContext): string[] {
  const shown = shownFindings(migration, context);
  const errors = shown.filter(({ severity }) => severity === 'error');
  const warnings = shown.filter(({ severity }) => severity === 'warn');
  const verdict = verdictLine(migration.verdict, plain);
  const text = [verdict, ...errors.map((finding) => findingText(finding, context))].join('\n\n');
  const [first] = errors;
  const others = errors.length - 1;
  // Readers show one failure of a case, so that there is one that has it all.
  const failure = first && {
    type: first.rule,
    message: others === 0 ? first.message : `${first.message} And ${count(others, 'more error')}.`,
  };
  return element('testcase', { name: migration.id, classname: folder, file: context.shownPath(migration.files.up) }, [
    ...(failure ? [`<failure${written(failure)}>${escaped(text)}</failure>`] : []),
    ...output([
      verdict,
      ...warnings.map((finding) => findingText(finding, context)),
      ...migration.notAnalysed.map(({ file, line, column, reason }) => `Not analysed: ${context.shownPath(file)}:${line}:${column}: ${reason}`),
    ]),
  ]);
}

function hasErrors({ findings }: MigrationResult): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function findingText(finding: MigrationResult['findings'][number], context: ReportContext): string {
  const { file, line, column, severity, message, rule, antipattern, rating, instead } = finding;
  const label = severity === 'error' ? 'error' : 'warning';
  const what = `${context.shownPath(file)}:${line}:${column}: ${label}: ${message} ${rule} (${antipattern} ${rating})`;
  return instead === undefined ? what : `${what}\nInstead:\n${instead.trim()}`;
}

function output(texts: readonly string[]): string[] {
  return [`<system-out>${escaped(texts.join('\n\n'))}</system-out>`];
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, content: readonly string[]): string[] {
  if (content.length === 0) return [`<${name}${written(attributes)}/>`];
  return [`<${name}${written(attributes)}>`, ...content, `</${name}>`];
}

function written(attributes: Attributes): string {
  // A reader turns white space in an attribute into blanks unless it is written as a reference.
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');
}

/** Characters that XML 1.0 cannot hold even as references, other than the controls that `visible` shows. */
const notXml = /[\p{Surrogate}\ufffe\uffff]/gu;

function escaped(text: string): string {
  return visible(text).replace(notXml, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
