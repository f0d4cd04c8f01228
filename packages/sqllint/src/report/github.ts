import type { Finding, NotAnalysed } from '../lint-result.ts';
import type { FileProblem } from '../migrations/migration.ts';
import { closingLine } from './closing-line.ts';
import type { Report, ReportContext } from './report.ts';
import { shownFindings } from './shown-findings.ts';
import { totalsOf } from './totals.ts';
import { visible } from './visible.ts';

/**
 * For GitHub Actions: one workflow command for each finding, which GitHub shows as an annotation of
 * the line, and for people who open the log the closing line. GitHub shows ten errors and ten
 * warnings of a step, so errors of all migrations come before warnings, and notices come last.
 */
export const github: Report = (result, context) => {
  const migrations = result.sets.flatMap((set) => set.migrations);
  const problems = result.sets.flatMap((set) => set.problems);
  const findings = migrations.flatMap((migration) => shownFindings(migration, context));
  const ofSeverity = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity);
  const ofLevel = (level: FileProblem['level']) => problems.filter((problem) => problem.level === level);
  return [
    ...ofLevel('error').map((problem) => problemCommand('error', problem, context)),
    ...ofSeverity('error').map((finding) => findingCommand('error', finding, context)),
    ...ofSeverity('warn').map((finding) => findingCommand('warning', finding, context)),
    ...(context.quiet ? [] : ofLevel('warning').map((problem) => problemCommand('warning', problem, context))),
    ...migrations.flatMap(({ notAnalysed }) => notAnalysed).map((part) => notAnalysedCommand(part, context)),
    closingLine(totalsOf(result.sets), context),
  ].join('\n');
};

type Command = 'error' | 'warning' | 'notice';

function findingCommand(command: Command, finding: Finding, context: ReportContext): string {
  const { rule, antipattern, rating, message, instead } = finding;
  const docs = context.docsUrl(rule);
  const text = [message, ...(instead === undefined ? [] : [`Instead:\n${instead.trim()}`]), ...(docs === undefined ? [] : [docs])];
  return workflowCommand(command, { ...placeOf(finding, context), title: `${rule} (${antipattern} ${rating})` }, text.join('\n\n'));
}

function problemCommand(command: Command, { file, line, level, message }: FileProblem, context: ReportContext): string {
  const title = level === 'error' ? 'Not judged' : 'About the files';
  return workflowCommand(command, { file: context.repositoryPath(file), line, title }, message);
}

function notAnalysedCommand(part: NotAnalysed, context: ReportContext): string {
  return workflowCommand('notice', { ...placeOf(part, context), title: 'Not analysed' }, part.reason);
}

type Properties = Readonly<Record<string, string | number | undefined>>;

function placeOf({ file, line, endLine, column }: Finding | NotAnalysed, context: ReportContext): Properties {
  // The runner drops columns of what ends on another line than it starts.
  return { file: context.repositoryPath(file), line, endLine, col: line === endLine ? column : undefined };
}

/** The syntax of `actions/toolkit`: percent signs and line breaks are encoded, in properties also what separates them. */
function workflowCommand(command: Command, properties: Properties, message: string): string {
  const written = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encoded(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`],
  );
  return `::${command} ${written.join(',')}::${encoded(message)}`;
}

function encoded(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
