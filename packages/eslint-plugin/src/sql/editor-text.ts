import path from 'node:path';
import type { FileSystem } from './observed-disk.ts';

/** The disk with the text of an editor in the place of one file, which need not exist there, and nor need its folder. */
export function withEditorText(disk: FileSystem, file: string, text: string): FileSystem {
  const replaced = path.resolve(file);
  const entry = { name: path.basename(replaced), kind: 'file' } as const;

  function entriesBeside(folder: string): ReturnType<FileSystem['list']> {
    try {
      return disk.list(folder).filter(({ name }) => name !== entry.name);
    } catch {
      return [];
    }
  }

  return {
    path,
    list(folder) {
      const asked = path.resolve(folder);
      if (asked === replaced) throw notAFolder(file);
      return asked === path.dirname(replaced) ? [...entriesBeside(folder), entry] : disk.list(folder);
    },
    read: (name, limit) => (path.resolve(name) === replaced ? new TextEncoder().encode(text) : disk.read(name, limit)),
  };
}

/** As `node:fs` says it. */
function notAFolder(file: string): Error {
  return Object.assign(new Error(`${file} is not a folder.`), { code: 'ENOTDIR' });
}
