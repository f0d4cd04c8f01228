import type { SetResult, SuppressedFinding } from '../lint-result.ts';
import { count } from '../report/count.ts';
import { totalsOf } from '../report/totals.ts';
import { visible } from '../report/visible.ts';
import { findCache } from './cache/cache.ts';
import { clean, couldNotRun } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { judgeSets } from './judge-sets.ts';
import type { JudgeRequest } from './lint-options.ts';
import { complain, printLine } from './output.ts';
import { readRequested } from './read-requested.ts';
import { shownPath } from './shown-path.ts';

/** `sqllint suppressions [paths…]`: which comments switch which rules off, and why. */
export async function suppressionsCommand(request: JudgeRequest): Promise<ExitCode> {
  const results = await judgeSets(await readRequested(request, () => undefined), request, findCache(request));
  for (const { level, file, message } of results.flatMap(({ problems }) => problems)) {
    if (level === 'error') complain(`${shownPath(file)}: ${message}`);
  }
  const { migrations, unjudged } = totalsOf(results);
  if (migrations > 0) printLine(listOf(results));
  return unjudged > 0 ? couldNotRun : clean;
}

function listOf(results: readonly SetResult[]): string {
  const suppressed = results.flatMap(({ migrations }) => migrations).flatMap((migration) => migration.suppressed);
  const comments = new Map<string, SuppressedFinding[]>();
  for (const one of suppressed) {
    const { file, line, column } = one.comment;
    const place = `${shownPath(file)}:${line}:${column}`;
    comments.set(place, [...(comments.get(place) ?? []), one]);
  }
  if (comments.size === 0) return 'No comment switches a rule off.';
  const lines = [...comments].flatMap(([place, findings]) => {
    const rules = [...new Set(findings.map(({ finding }) => finding.rule))].sort().join(', ');
    const reason = findings[0]?.reason ?? '(no reason given)';
    return [visible(place), `  ${rules}: ${count(findings.length, 'finding')}`, `  ${visible(reason)}`, ''];
  });
  return [...lines, `${count(comments.size, 'suppression')}, ${count(suppressed.length, 'finding')}.`].join('\n');
}
