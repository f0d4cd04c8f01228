import { existsSync } from 'node:fs';
import path from 'node:path';
import { readMigrations } from 'sqllint';
import type { MigrationSet } from 'sqllint';
import { withEditorText } from './editor-text.ts';
import { ObservedDisk } from './observed-disk.ts';

/** The migrations of one folder, as they were when it was read. */
export interface ReadFolder {
  readonly disk: ObservedDisk;
  readonly sets: readonly MigrationSet[];
}

/** Reads the folders that linted files stand in, each once and again after something in it has changed. */
export class MigrationFolders {
  readonly #byFile = new Map<string, ReadFolder>();
  /** Read for the tree of a file, whose rules are about to ask for it. */
  #justRead: ReadFolder | undefined;

  /**
   * @param file a path, which need not exist
   * @param text what the file holds on the disk
   */
  folderOf(file: string, text: string): ReadFolder {
    const asked = path.resolve(file);
    const known = this.#byFile.get(asked);
    const isUsable = known !== undefined && textIn(known, asked) === text && (known === this.#justRead || known.disk.isUnchanged());
    this.#justRead = undefined;
    return isUsable ? known : this.#read(asked);
  }

  /**
   * The database that a file is for, as far as its folder tells: one of our dialects, or another in lower case.
   *
   * @param text what the file holds, of which only one that is not saved yet is read
   */
  databaseOf(file: string, text: string): string | undefined {
    const asked = path.resolve(file);
    const sets = this.#setsOf(asked, text);
    const set = sets.find((candidate) => filesOf(candidate).includes(asked)) ?? sets[0];
    return set?.otherDatabase ?? set?.dialect;
  }

  #setsOf(file: string, text: string): readonly MigrationSet[] {
    if (!existsSync(file)) return readMigrations([file], { fileSystem: withEditorText(new ObservedDisk(), file, text) });
    // The rules ask whether the folder is still the same; it hardly ever becomes another database's.
    return (this.#byFile.get(file) ?? (this.#justRead = this.#read(file))).sets;
  }

  #read(file: string): ReadFolder {
    const folder = readFolderOf(file);
    for (const set of folder.sets) for (const other of filesOf(set)) this.#byFile.set(other, folder);
    return folder;
  }
}

function readFolderOf(file: string): ReadFolder {
  const disk = new ObservedDisk();
  const sets = readMigrations([file], { fileSystem: disk });
  // A folder with files for several databases has several sets, of which only those with this file were read.
  const read = new Set(sets.flatMap(filesOf));
  const others = sets.flatMap(({ root }) => disk.sqlFilesIn(root)).filter((other) => !read.has(other));
  return { disk, sets: others.length > 0 ? readMigrations([file, ...others], { fileSystem: disk }) : sets };
}

function textIn({ sets }: ReadFolder, file: string): string | undefined {
  for (const { migrations } of sets) {
    for (const { up, down } of migrations) {
      if (path.resolve(up.file) === file) return up.source.text;
      if (down && path.resolve(down.file) === file) return down.source.text;
    }
  }
  return undefined;
}

/** The files of a set by their absolute paths. */
function filesOf({ migrations, problems }: MigrationSet): string[] {
  const scripts = migrations.flatMap(({ up, down }) => (down ? [up, down] : [up]));
  return [...scripts, ...problems].map(({ file }) => path.resolve(file));
}
