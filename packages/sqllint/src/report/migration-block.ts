import type { Finding, MigrationResult } from '../lint-result.ts';
import { codeFrame } from './code-frame.ts';
import type { ReportContext } from './report.ts';
import { padTo, textWidth, wrap } from './text-width.ts';
import { verdictLine } from './verdict-line.ts';
import { visible } from './visible.ts';
import { wrapSql } from './wrap-sql.ts';

/**
 * The lines that say what is wrong with one migration: the file and the verdict, then the findings
 * of the up script, then those of the down script under a heading of their own. Empty when there
 * is nothing to show.
 *
 * @param isInFull whether a finding comes with its code and what to write instead; all of them without it
 */
export function migrationBlock(migration: MigrationResult, context: ReportContext, isInFull: (finding: Finding) => boolean = () => true): string[] {
  const shown = migration.findings.filter((finding) => finding.severity === 'error' || !context.quiet);
  if (shown.length === 0) return [];
  const up = shown.filter((finding) => finding.script === 'up').sort(byPlace);
  const down = shown.filter((finding) => finding.script === 'down').sort(byPlace);
  const { paint } = context;
  const downFile = down[0]?.file;
  return [
    heading(migration.files.up, context),
    `  ${verdictLine(migration.verdict, paint)}`,
    ...findingsLines(up, context, isInFull),
    ...(up.length > 0 && downFile !== undefined ? [''] : []),
    ...(downFile === undefined ? [] : [`${heading(downFile, context)} ${paint.dim('(down)')}`]),
    ...findingsLines(down, context, isInFull),
  ];
}

function byPlace(a: Finding, b: Finding): number {
  return a.file === b.file ? a.start - b.start || a.end - b.end : 0;
}

function heading(file: string, context: ReportContext): string {
  return context.paint.underline(visible(context.shownPath(file)));
}

const labels = { error: 'error', warn: 'warning' } as const;
const labelWidth = Math.max(...Object.values(labels).map((label) => label.length));

/** The findings under one heading, whose messages begin in one column. */
function findingsLines(findings: readonly Finding[], context: ReportContext, isInFull: (finding: Finding) => boolean): string[] {
  const placeWidth = findings.reduce((width, finding) => Math.max(width, placeOf(finding).length), 0);
  return findings.flatMap((finding, index) => {
    const isSet = isInFull(finding);
    // Findings without code stand together like the lines of a list.
    const before = findings[index - 1];
    const isApart = isSet || before === undefined || isInFull(before);
    return [...(isApart ? [''] : []), ...messageLines(finding, placeWidth, context), ...(isSet ? detailLines(finding, context) : [])];
  });
}

function messageLines(finding: Finding, placeWidth: number, context: ReportContext): string[] {
  const { paint, columns } = context;
  const indent = 2 + placeWidth + 2 + labelWidth + 2;

  const label = padTo(labels[finding.severity], labelWidth);
  const message = wrap(visible(finding.message), columns - indent);
  const rule = `${finding.rule} (${finding.antipattern} ${finding.rating})`;
  const last = message.at(-1) ?? '';
  const ruleFits = indent + textWidth(last) + 2 + rule.length <= columns;
  const texts = ruleFits ? [...message.slice(0, -1), `${last}  ${paint.dim(rule)}`] : [...message, paint.dim(rule)];
  const paintLabel = finding.severity === 'error' ? paint.red : paint.yellow;
  const lead = `  ${paint.dim(placeOf(finding).padStart(placeWidth))}  ${paintLabel(label)}  `;
  return texts.map((text, index) => (index === 0 ? lead : ' '.repeat(indent)) + text);
}

/** The code, and what to write instead. */
function detailLines(finding: Finding, context: ReportContext): string[] {
  const { paint, columns } = context;
  const lines: string[] = [];
  const source = context.sourceOf(finding.file);
  const frame = source ? codeFrame(source, finding, columns - 4, paint) : [];
  if (frame.length > 0) lines.push('', ...indented(frame));
  if (finding.instead !== undefined) lines.push('', ...indented(insteadLines(finding.instead, context)));
  return lines;
}

function placeOf(finding: Finding): string {
  return `${finding.line}:${finding.column}`;
}

/** What to write instead, ready to be pasted: sentences, comments and SQL alike in lines that fit. */
function insteadLines(instead: string, { paint, columns }: ReportContext): string[] {
  const text = visible(instead.trim());
  const width = columns - 6;
  const isSentence = !text.includes('\n') && text.endsWith('.');
  const lines = isSentence ? wrap(text, width) : wrapSql(text, width);
  return [paint.green('Instead:'), ...lines.map((line) => `  ${line.trimEnd()}`)];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`.trimEnd());
}
