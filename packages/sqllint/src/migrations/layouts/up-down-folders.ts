import type { Folder } from '../folder.ts';
import { pairScripts } from '../pair-scripts.ts';
import type { NamedScript, Pairing } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';
import type { TextFile } from '../folder.ts';
import type { History } from '../layout.ts';
import type { TransactionMode } from '../migration.ts';

/** Whether some folder in this one holds an `up.sql` (or a `down.sql` that lost it). */
export function hasUpDownFolders(folder: Folder, isMigration: (name: string) => boolean): boolean {
  return folder.folders.some((name) => isMigration(name) && isUpDownFolder(folder.folder(name)));
}

function isUpDownFolder(folder: Folder | undefined): boolean {
  return folder !== undefined && (folder.has('up.sql') || folder.has('down.sql'));
}

/** The folder of all migrations, given the folder of one and a file in it. */
export function rootOfUpDownFile(folderOfFile: Folder, fileName: string): Folder | undefined {
  return fileName === 'up.sql' || fileName === 'down.sql' ? folderOfFile.parent : undefined;
}

/** How a tool reads `<migration>/up.sql` and `<migration>/down.sql`. */
export interface UpDownFolders extends Pairing {
  versionOf(folderName: string): { readonly version: string; readonly name: string };
  transactionOf(folder: Folder): TransactionMode;
}

/** Reads one migration from each folder that holds an `up.sql` or a `down.sql`. */
export function readUpDownFolders(root: Folder, layout: UpDownFolders): Pick<History, 'migrations' | 'problems'> {
  const scripts: NamedScript[] = [];
  for (const id of root.folders) {
    const folder = root.folder(id);
    if (!folder || !isUpDownFolder(folder)) continue;
    const transaction = layout.transactionOf(folder);
    const add = (direction: 'up' | 'down', file: TextFile | undefined): void => {
      if (file) scripts.push({ direction, id, ...layout.versionOf(id), script: wholeFile(file, transaction) });
    };
    if (folder.has('up.sql')) add('up', folder.read('up.sql'));
    if (folder.has('down.sql')) add('down', folder.read('down.sql'));
  }
  return pairScripts(scripts, layout);
}
