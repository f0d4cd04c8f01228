import path from 'node:path';

import { errorCode, FileTooLargeError, nodeFileSystem } from '../migrations/file-system.ts';
import type { FileSystem, FolderEntry } from '../migrations/file-system.ts';

/** What standard input is called when the user does not say which file it stands for. */
export const unnamedFile = 'stdin.sql';

/** The disk, with a text in the place of one file. Neither the file nor its folder need exist. */
export function withFile(file: string, bytes: Uint8Array): FileSystem {
  const replaced = path.resolve(file);
  const name = path.basename(replaced);
  return standIn(replaced, bytes, (folder) => [
    ...othersIn(folder).filter((entry) => entry.name !== name),
    { name, kind: 'file' },
  ]);
}

/** A text on its own, as the only file of its folder. */
export function onlyFile(bytes: Uint8Array): FileSystem {
  return standIn(path.resolve(unnamedFile), bytes, () => [{ name: unnamedFile, kind: 'file' }]);
}

/** @param listOwnFolder lists the folder of the file */
function standIn(file: string, bytes: Uint8Array, listOwnFolder: FileSystem['list']): FileSystem {
  return {
    ...nodeFileSystem,
    list(folder) {
      const target = path.resolve(folder);
      if (target === file) throw Object.assign(new Error(`${folder} is not a folder.`), { code: 'ENOTDIR' });
      return target === path.dirname(file) ? listOwnFolder(folder) : nodeFileSystem.list(folder);
    },
    read(name, limit) {
      if (path.resolve(name) !== file) return nodeFileSystem.read(name, limit);
      if (bytes.length > limit) throw new FileTooLargeError(bytes.length);
      return bytes;
    },
  };
}

function othersIn(folder: string): readonly FolderEntry[] {
  try {
    return nodeFileSystem.list(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
