import type { Finding, LintResult, MigrationResult } from '../lint-result.ts';
import { closingLine } from './closing-line.ts';
import { codeFrame } from './code-frame.ts';
import { count } from './count.ts';
import { codeBlock, codeCell, codeSpan, htmlText, markdownText } from './markdown-text.ts';
import { plain } from './paint.ts';
import type { Report, ReportContext } from './report.ts';
import { shownFindings } from './shown-findings.ts';
import { totalsOf } from './totals.ts';
import { axes, shownVerdict, verdictLine } from './verdict-line.ts';

/** How long a comment on GitHub may be, in characters; GitLab takes more. */
export const maximumLength = 65_536;
/** What the table, and the lists about files and of what was not analysed, may take of it each. */
const listLength = 12_000;
/** Room for the sentences that say what was left out. */
const reserve = 1_000;
/** What a rewrite may take; longer ones are read in the terminal. */
const maximumInstead = 4_000;

/**
 * For a comment on a pull request: the closing line, a table of the verdicts, the findings of each
 * migration to be unfolded, and what was not analysed. The first line is a comment by which a script
 * finds its own comment to replace it. What does not fit is counted, with the way to see it.
 */
export const markdown: Report = (result, context) => {
  const migrations = result.sets.flatMap((set) => set.migrations);
  const before = [
    '<!-- sqllint -->',
    '### sqllint',
    closingLine(totalsOf(result.sets), { ...context, paint: plain }),
    ...verdictTable(result, context),
  ];
  const after = [...aboutFiles(result, context), ...notAnalysed(migrations, context)];
  const used = [...before, ...after].join('\n\n').length + reserve;
  return [...before, ...findingBlocks(migrations, maximumLength - used, context), ...after].join('\n\n');
};

/** A line for each migration that has something to show; the others are counted below. */
function verdictTable({ sets }: LintResult, context: ReportContext): string[] {
  const hasSeveral = sets.filter((set) => set.migrations.length > 0).length > 1;
  const shown = sets.flatMap((set) =>
    set.migrations
      .filter((migration) => shownFindings(migration, context).length > 0 || migration.notAnalysed.length > 0)
      .map(({ id, verdict }) => {
        const name = hasSeveral ? `${context.repositoryPath(set.root)}: ${id}` : id;
        const cells = axes.map(({ key, scale }) => {
          const value = shownVerdict(key, verdict);
          return isBad<string>(scale, verdict[key]) ? `**${value}**` : value;
        });
        return `| ${[codeCell(name), ...cells].join(' | ')} |`;
      }),
  );
  const all = sets.reduce((sum, set) => sum + set.migrations.length, 0);
  if (shown.length === 0) return [];
  const kept = fitting(shown, listLength, '\n');
  const head = [`| Migration | ${axes.map(({ title }) => capitalised(title)).join(' | ')} |`, '| --- | --- | --- | --- |'];
  const left = shown.length - kept.length;
  const clean = all - shown.length;
  const rest = [
    ...(left === 0 ? [] : [`${count(left, 'more migration')} with findings did not fit here.`]),
    ...(clean === 0 ? [] : [`Nothing to report about ${clean === 1 ? 'the other migration' : `the ${clean} other migrations`}.`]),
  ];
  return [[...head, ...kept].join('\n'), ...(rest.length === 0 ? [] : [rest.join(' ')])];
}

/** Whether a value is in the worse half of its scale. */
function isBad<T>(scale: readonly T[], value: T): boolean {
  return scale.indexOf(value) >= scale.length / 2;
}

/** The findings to be unfolded, until one does not fit; then how many are missing. */
function findingBlocks(migrations: readonly MigrationResult[], room: number, context: ReportContext): string[] {
  const blocks: string[] = [];
  let left = room;
  let missing = 0;
  for (const migration of migrations) {
    const shown = shownFindings(migration, context);
    if (shown.length === 0) continue;
    const open = opening(migration, shown, context);
    const kept = missing > 0 ? [] : fitting(shown.map((finding) => findingText(finding, context)), left - open.length - closing.length - 4, '\n\n');
    missing += shown.length - kept.length;
    if (kept.length === 0) continue;
    const block = [open, ...kept, closing].join('\n\n');
    left -= block.length + 2;
    blocks.push(block);
  }
  if (missing === 0) return blocks;
  const sentence = `**${count(missing, 'more finding')}** did not fit into ${maximumLength.toLocaleString('en')} characters, which is all that a comment holds. Run \`sqllint\` in a terminal to see ${missing === 1 ? 'it' : 'them'}.`;
  return [...blocks, sentence];
}

const closing = '</details>';

function opening({ files, verdict }: MigrationResult, shown: readonly Finding[], context: ReportContext): string {
  const errors = shown.filter(({ severity }) => severity === 'error').length;
  const warnings = shown.length - errors;
  const counts = [...(errors === 0 ? [] : [count(errors, 'error')]), ...(warnings === 0 ? [] : [count(warnings, 'warning')])];
  const summary = `<summary><code>${htmlText(context.repositoryPath(files.up))}</code>: ${counts.join(', ')}</summary>`;
  return `<details>\n${summary}\n\n${verdictLine(verdict, plain)}`;
}

function findingText(finding: Finding, context: ReportContext): string {
  const { severity, script, line, message, rule, antipattern, rating, instead } = finding;
  const docs = context.docsUrl(rule);
  const name = docs === undefined ? codeSpan(rule) : `[${codeSpan(rule)}](${docs})`;
  const place = `line ${line}${script === 'down' ? ' of the down' : ''}`;
  const source = context.sourceOf(finding.file);
  const frame = source ? codeFrame(source, finding, context.columns, plain) : [];
  return [
    `**${severity === 'error' ? 'Error' : 'Warning'}**, ${place}: ${markdownText(message)} ${name} (${antipattern} ${rating})`,
    ...(frame.length === 0 ? [] : [codeBlock('text', frame)]),
    ...(instead === undefined ? [] : insteadText(instead.trim())),
  ].join('\n\n');
}

/** What to write instead: a sentence as it is, SQL as a block to copy. */
function insteadText(instead: string): string[] {
  if (instead.length > maximumInstead) return ['Instead: the rewrite is too long for a comment. Run `sqllint` in a terminal to see it.'];
  const isSentence = !instead.includes('\n') && instead.endsWith('.');
  return isSentence ? [`Instead: ${markdownText(instead)}`] : ['Instead:', codeBlock('sql', instead.split('\n'))];
}

function aboutFiles({ sets }: LintResult, context: ReportContext): string[] {
  const problems = sets.flatMap((set) => set.problems).filter(({ level }) => level === 'error' || !context.quiet);
  if (problems.length === 0) return [];
  const lines = problems.map(({ level, file, line, message }) => {
    const place = codeSpan(`${context.repositoryPath(file)}${line === undefined ? '' : `:${line}`}`);
    return `- ${level === 'error' ? '**Not judged**: ' : ''}${place}: ${markdownText(message)}`;
  });
  return [list('**About the files**', lines)];
}

function notAnalysed(migrations: readonly MigrationResult[], context: ReportContext): string[] {
  const parts = migrations.flatMap((migration) => migration.notAnalysed);
  if (parts.length === 0) return [];
  const lines = parts.map(({ file, line, column, reason }) =>
    `- ${codeSpan(`${context.repositoryPath(file)}:${line}:${column}`)}: ${markdownText(reason)}`,
  );
  return [list(`**Not analysed**: ${count(parts.length, 'place')}`, lines)];
}

function list(title: string, lines: readonly string[]): string {
  const kept = fitting(lines, listLength, '\n');
  const left = lines.length - kept.length;
  return [title, '', ...kept, ...(left === 0 ? [] : [`- ${left} more did not fit here.`])].join('\n');
}

/** The texts that fit into a length when they are joined, up to the first that does not. */
function fitting(texts: readonly string[], length: number, separator: string): string[] {
  const kept: string[] = [];
  let left = length;
  for (const text of texts) {
    left -= text.length + separator.length;
    if (left < 0) break;
    kept.push(text);
  }
  return kept;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
