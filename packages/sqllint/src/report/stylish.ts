import type { SetResult } from '../lint-result.ts';
import { closingLine } from './closing-line.ts';
import { longRunOf, longRunOverview } from './long-run.ts';
import { migrationBlock } from './migration-block.ts';
import type { Report, ReportContext } from './report.ts';
import { wrap } from './text-width.ts';
import { totalsOf } from './totals.ts';
import { verdictOverview } from './verdict-overview.ts';
import { visible } from './visible.ts';

/**
 * For people: each migration that has findings with its verdict, then what could not be analysed,
 * an overview of the verdicts, the pages of the rules that spoke, and a closing line that says how
 * much of the SQL was understood. A long run shows the code and what to write instead for the first
 * finding of each rule, and counts the rules instead of listing their pages. A run without findings is that line alone; where nothing could
 * be judged there is no line at all, as the command has said why.
 */
export const stylish: Report = (result, context) => {
  const { sets } = result;
  const totals = totalsOf(sets);
  if (totals.migrations === 0 && totals.unjudged > 0) return '';
  const blocks: string[][] = [];
  const longRun = longRunOf(sets, context);
  for (const set of sets) {
    for (const migration of set.migrations) {
      const block = migrationBlock(migration, context, longRun?.isInFull);
      if (block.length > 0) blocks.push(block);
    }
  }
  const anyShown = blocks.length > 0;
  blocks.push(warningsAboutFiles(sets, context), notAnalysed(sets, context));
  if (anyShown) blocks.push(verdictOverview(sets, totals, context), longRun ? longRunOverview(longRun, totals.baselined, context) : rulePages(sets, context));
  blocks.push([closingLine(totals, context)]);
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
};

/** Errors about files are not here: the command prints them on stderr, whatever the format. */
function warningsAboutFiles(sets: readonly SetResult[], context: ReportContext): string[] {
  const warnings = sets.flatMap((set) => set.problems.filter((problem) => problem.level === 'warning'));
  if (warnings.length === 0 || context.quiet) return [];
  const lines = warnings.flatMap(({ file, line, message }) => {
    const place = line === undefined ? context.shownPath(file) : `${context.shownPath(file)}:${line}`;
    return placeAndText(place, message, context);
  });
  return [context.paint.bold('About the files'), ...lines];
}

function notAnalysed(sets: readonly SetResult[], context: ReportContext): string[] {
  const parts = sets.flatMap((set) => set.migrations).flatMap((migration) => migration.notAnalysed);
  if (parts.length === 0) return [];
  const lines = parts.flatMap((part) =>
    placeAndText(`${context.shownPath(part.file)}:${part.line}:${part.column}`, part.reason, context),
  );
  return [context.paint.bold('Not analysed'), ...lines];
}

/** The text beside its place where both fit on a line, below it otherwise. */
function placeAndText(place: string, text: string, context: ReportContext): string[] {
  const shownPlace = visible(place);
  const shownText = visible(text);
  const together = wrap(`${shownPlace} ${shownText}`, context.columns - 2);
  if (together.length === 1) return [`  ${shownPlace}  ${shownText}`];
  return [`  ${shownPlace}`, ...wrap(shownText, context.columns - 4).map((line) => `    ${line}`)];
}

function rulePages(sets: readonly SetResult[], context: ReportContext): string[] {
  const names = new Set<string>();
  for (const set of sets) {
    for (const migration of set.migrations) {
      for (const finding of migration.findings) {
        if (finding.severity === 'error' || !context.quiet) names.add(finding.rule);
      }
    }
  }
  // The address ends with the rule's name, which is therefore not said twice.
  const pages = [...names].sort().flatMap((name) => context.docsUrl(name) ?? []);
  if (pages.length === 0) return [];
  const { bold, dim } = context.paint;
  return [bold('Why these rules bite'), ...pages.map((url) => `  ${dim(url)}`)];
}
