import path from 'node:path';

import { nodeFileSystem } from '../../migrations/file-system.ts';
import type { FileSystem, FolderEntry } from '../../migrations/file-system.ts';

/** Texts by absolute path that stand in for files of the disk, or beside them. */
export type Overlay = ReadonlyMap<string, string>;

/** The disk as it would be with these files written. */
export function withOverlay(overlay: Overlay): FileSystem {
  const added = new Map<string, Map<string, FolderEntry['kind']>>();
  for (const file of overlay.keys()) {
    let kind: FolderEntry['kind'] = 'file';
    for (let at = file; path.dirname(at) !== at; at = path.dirname(at)) {
      const folder = path.dirname(at);
      const entries = added.get(folder) ?? new Map<string, FolderEntry['kind']>();
      added.set(folder, entries.set(path.basename(at), kind));
      kind = 'folder';
    }
  }
  return {
    ...nodeFileSystem,
    list(folder) {
      const more = added.get(path.resolve(folder));
      if (!more) return nodeFileSystem.list(folder);
      const there = listIfThere(folder);
      const names = new Set(there.map(({ name }) => name));
      return [...there, ...[...more].filter(([name]) => !names.has(name)).map(([name, kind]) => ({ name, kind }))];
    },
    read(file, limit) {
      const text = overlay.get(path.resolve(file));
      return text === undefined ? nodeFileSystem.read(file, limit) : Buffer.from(text);
    },
  };
}

function listIfThere(folder: string): readonly FolderEntry[] {
  try {
    return nodeFileSystem.list(folder);
  } catch {
    // What is added makes the folder.
    return [];
  }
}
