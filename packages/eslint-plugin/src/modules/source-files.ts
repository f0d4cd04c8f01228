/** The files of a project as the analyses across files see them: on disk, at a commit, or in a test's memory. */
export interface SourceFiles {
  /** The texts of all `package.json`, by their absolute paths. */
  manifests(): ReadonlyMap<string, string>;
  /** @param file absolute, with forward slashes */
  has(file: string): boolean;
  /** The text of a file; undefined when there is none or it cannot be read. */
  read(file: string): string | undefined;
}

/** Files that are held in memory, by absolute path. */
export function filesInMemory(texts: Readonly<Record<string, string>>): SourceFiles {
  const known = new Map(Object.entries(texts));
  const manifests = new Map([...known].filter(([file]) => file.endsWith('/package.json')));
  return { manifests: () => manifests, has: (file) => known.has(file), read: (file) => known.get(file) };
}

export function directoryOf(file: string): string {
  const end = file.lastIndexOf('/');
  return end <= 0 ? '/' : file.slice(0, end);
}

/** Joins a directory and a relative path, with `.` and `..` taken out. */
export function joinPath(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const joined = parts.join('/');
  return /^[A-Za-z]:/u.test(joined) ? joined : `/${joined}`;
}
