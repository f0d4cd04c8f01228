import path from 'node:path';

import type { FileSystem } from '../../src/migrations/file-system.ts';

/** What reading a file shall fail with. */
export interface Failing {
  readonly code: string;
}

/** Files by path; `null` stands for an empty folder. */
export type Files = Readonly<Record<string, string | Uint8Array | Failing | null>>;

interface Counted {
  readonly listed: string[];
  readonly reads: string[];
}

/**
 * A disk in memory. Paths are relative to its only working folder, `/home/shop` or `C:\shop`, and
 * always written with slashes here. `listed` and `reads` tell what was asked of it.
 */
export function memoryFileSystem(files: Files, flavour: 'posix' | 'win32' = 'posix'): FileSystem & Counted {
  const rules = path[flavour];
  const here = flavour === 'posix' ? '/home/shop' : 'C:\\shop';
  const absolute = (name: string): string => rules.resolve(here, name);
  const contents = new Map(Object.entries(files).map(([name, content]) => [absolute(name), content]));
  const folders = new Map<string, Map<string, 'file' | 'folder'>>();
  for (const [name, content] of contents) {
    let child = name;
    let kind: 'file' | 'folder' = content === null ? 'folder' : 'file';
    if (content === null) folders.set(child, folders.get(child) ?? new Map<string, 'file' | 'folder'>());
    for (let folder = rules.dirname(child); folder !== child; folder = rules.dirname(folder)) {
      const entries = folders.get(folder) ?? new Map<string, 'file' | 'folder'>();
      folders.set(folder, entries.set(rules.basename(child), kind));
      child = folder;
      kind = 'folder';
    }
  }
  const listed: string[] = [];
  const reads: string[] = [];
  return {
    listed,
    reads,
    path: { ...rules, resolve: (...names: string[]) => rules.resolve(here, ...names) },
    list(folder) {
      listed.push(folder);
      const entries = folders.get(absolute(folder));
      if (!entries) throw failure(contents.has(absolute(folder)) ? 'ENOTDIR' : 'ENOENT');
      return [...entries].reverse().map(([name, kind]) => ({ name, kind }));
    },
    read(file) {
      reads.push(file);
      const content = contents.get(absolute(file));
      if (content === undefined || content === null) throw failure('ENOENT');
      if (typeof content === 'string') return new TextEncoder().encode(content);
      if ('code' in content) throw failure(content.code);
      return content;
    },
  };
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: a message of Node that no user shall see`), { code });
}
