import { give } from '../answer.ts';
import { findCache } from '../cache/cache.ts';
import { WatchedDisk } from '../cache/watched-disk.ts';
import { complainOfFailure } from '../complain-of-failure.ts';
import { lintCommand } from '../lint-command.ts';
import type { LintRequest } from '../lint-options.ts';
import { complain } from '../output.ts';
import { withSettings } from '../settings.ts';
import { shownPath } from '../shown-path.ts';
import { FolderWatchers } from './folder-watchers.ts';
import type { Looked } from './folder-watchers.ts';

/** An editor writes a file in several steps, and `git checkout` many files. */
const quietMilliseconds = 100;

/**
 * `sqllint --watch`: judges, and judges again whenever something changes, until somebody ends it.
 * What goes wrong in one run, in the configuration for example, is said and does not end it.
 */
export function watchCommand(request: LintRequest): Promise<never> {
  return new Promise(() => {
    let timer: NodeJS.Timeout | undefined;
    let isRunning = false;
    let isStale = false;
    const watchers = new FolderWatchers(schedule, (folder, { message }) => {
      complain(`${shownPath(folder)} cannot be watched: ${message}. Changes there are not seen.`);
    });
    function schedule(): void {
      clearTimeout(timer);
      timer = setTimeout(() => void round(), quietMilliseconds);
    }
    async function round(): Promise<void> {
      if (isRunning) {
        isStale = true;
        return;
      }
      isRunning = true;
      const disk = new WatchedDisk();
      const isNew = watchers.follow(await judgeOnce(request, disk));
      isRunning = false;
      if (isStale || (isNew && !disk.isUnchanged())) {
        isStale = false;
        schedule();
      } else {
        complain('Watching for changes. Press Ctrl-C to stop.');
      }
    }
    // Before anything is read, for a configuration may come.
    watchers.follow({ folders: ['.'], files: ownFiles(request) });
    void round();
  });
}

/** What the user named, there or not. */
function ownFiles({ paths, baseline, config }: LintRequest): readonly string[] {
  return [...paths, ...(baseline === undefined ? [] : [baseline]), ...(typeof config === 'string' ? [config] : [])];
}

async function judgeOnce(request: LintRequest, disk: WatchedDisk): Promise<Looked> {
  for (const file of ownFiles(request)) disk.watch(file);
  try {
    const configured = await withSettings(request);
    if (configured.settings) disk.watch(configured.settings.file);
    const { answer } = await lintCommand(configured, findCache(configured), disk);
    clearScreen();
    give(answer);
  } catch (error) {
    clearScreen();
    complainOfFailure(error, request.debug);
  }
  return { folders: ['.', ...disk.folders.keys()], files: disk.files.keys() };
}

/** On a terminal only: a log keeps what was before. */
function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[3J\u001b[H');
}
