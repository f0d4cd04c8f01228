import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readMigrations, SourceText } from 'sqllint';
import type { MigrationSet } from 'sqllint';
import { withEditorText } from './editor-text.ts';
import { emptyReport, reportsByFile } from './file-report.ts';
import type { FileReport } from './file-report.ts';
import type { LoadedDialects } from './loaded-dialects.ts';
import { MigrationFolders } from './migration-folders.ts';
import { ObservedDisk } from './observed-disk.ts';
import type { SqlSettings } from './sql-settings.ts';

/** A folder that was replayed, and what that showed of each of its files. */
interface History {
  readonly disk: ObservedDisk;
  readonly reports: ReadonlyMap<string, FileReport>;
}

/**
 * Answers for single files, as ESLint asks, what can only be known of whole folders: a migration is judged by the
 * schema that those before it have made, and by its down.
 *
 * As long as files are linted as they are on the disk, each folder is replayed once, and again after something in it has
 * changed. For a text that differs from the disk, as in an editor, the folder is replayed with that text in its place,
 * as far as the file.
 */
export class Histories {
  readonly #dialects: LoadedDialects;
  readonly #folders: MigrationFolders;
  readonly #bySettings = new Map<string, Map<string, History>>();

  /** @param folders shared with who else reads migrations, so that none is read twice */
  constructor(dialects: LoadedDialects, folders: MigrationFolders = new MigrationFolders()) {
    this.#dialects = dialects;
    this.#folders = folders;
  }

  /**
   * @param file a path, which need not exist
   * @param text what the file holds, without a byte order mark
   */
  reportOf(file: string, text: string, settings: SqlSettings): FileReport {
    const asked = path.resolve(file);
    const histories = this.#historiesFor(settings);
    const history = histories.get(asked);
    const known = history?.reports.get(asked);
    const isAsOnDisk = known?.text === undefined ? isOnDisk(asked, text) : known.text === text;
    const isJudged = known?.missing === undefined || !this.#dialects.get(known.missing);
    if (history && known && isAsOnDisk && isJudged && history.disk.isUnchanged()) return known;
    if (!isOnDisk(asked, text)) return this.#replayWith(asked, text, settings);

    const replayed = this.#replayFolderOf(asked, text, settings);
    for (const path of replayed.reports.keys()) histories.set(path, replayed);
    return replayed.reports.get(asked) ?? emptyReport;
  }

  #historiesFor({ dialect, pgVersion, mysqlVersion }: SqlSettings): Map<string, History> {
    const key = JSON.stringify([dialect, pgVersion, mysqlVersion]);
    let histories = this.#bySettings.get(key);
    if (!histories) this.#bySettings.set(key, (histories = new Map<string, History>()));
    return histories;
  }

  #replayFolderOf(file: string, text: string, settings: SqlSettings): History {
    const { disk, sets } = this.#folders.folderOf(file, text);
    return { disk, reports: reportsByFile(sets, this.#dialects, settings) };
  }

  #replayWith(file: string, text: string, settings: SqlSettings): FileReport {
    const sets = readMigrations([file], { fileSystem: withEditorText(new ObservedDisk(), file, text) });
    const shortened = sets.map((set) => upToFile(set, file));
    return reportsByFile(shortened, this.#dialects, settings).get(file) ?? emptyReport;
  }
}

/** What comes after a migration has no bearing on what is found in it. */
function upToFile(set: MigrationSet, file: string): MigrationSet {
  const last = set.migrations.findLastIndex(({ up, down }) => path.resolve(up.file) === file || (down && path.resolve(down.file) === file));
  return last < 0 ? set : { ...set, migrations: set.migrations.slice(0, last + 1) };
}

function isOnDisk(file: string, text: string): boolean {
  try {
    return new SourceText(readFileSync(file, 'utf8')).text === text;
  } catch {
    return false;
  }
}
