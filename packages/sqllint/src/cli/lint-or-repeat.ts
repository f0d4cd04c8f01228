import { give } from './answer.ts';
import { findCache } from './cache/cache.ts';
import { isJson } from './cache/is-json.ts';
import { findAnswer, keepAnswer } from './cache/kept-answer.ts';
import type { Question } from './cache/kept-answer.ts';
import { WatchedDisk } from './cache/watched-disk.ts';
import type { ExitCode } from './exit-code.ts';
import type { LintRequest } from './lint-options.ts';
import { exists } from './missing-path.ts';
import { repositoryRootOf } from './repository-path.ts';
import { reportColumns, wantsColor } from './terminal.ts';

/**
 * `sqllint [paths…]`: judges and prints, or prints what an earlier run did where nothing has changed
 * since of all that it read. Then nothing is read and next to nothing loaded.
 *
 * @param beforeJudging called when there is no such answer
 */
export async function lintOrRepeat(request: LintRequest, beforeJudging: () => Promise<void>): Promise<ExitCode> {
  const cache = findCache(request);
  const question = cache && questionOf(request, cache.build);
  if (!cache || !question) {
    await beforeJudging();
    const { lintCommand } = await import('./lint-command.ts');
    return give((await lintCommand(request, cache)).answer);
  }
  const disk = new WatchedDisk();
  const kept = findAnswer(cache.folder, question, disk);
  if (kept) return give(kept);

  await beforeJudging();
  if (request.baseline !== undefined) disk.watch(request.baseline);
  const { lintCommand } = await import('./lint-command.ts');
  const { answer, isWhole } = await lintCommand(request, cache, disk);
  give(answer);
  if (isWhole) keepAnswer(cache.folder, question, answer, disk);
  return answer.exitCode;
}

/** @returns undefined where the answer depends on what nobody watches: standard input, git, what a pattern matches */
function questionOf(request: LintRequest, build: string): Question | undefined {
  const { settings, stdin, history, ...asked } = request;
  const config = settings && { file: settings.file, config: settings.config };
  const asksGit = history === undefined ? process.env['CI'] !== undefined : typeof history === 'object' && 'since' in history;
  if (stdin !== undefined || asksGit || !isJson(config) || !request.paths.every(exists)) return undefined;
  const folder = process.cwd();
  const topic = JSON.stringify([folder, asked, history]);
  const shown = [reportColumns(process.stdout), wantsColor(request.color, process.env, process.stdout)];
  return { topic, text: JSON.stringify([build, process.version, topic, config, repositoryRootOf(folder), shown]) };
}
