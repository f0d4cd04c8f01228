/**
 * Compiles globs into one test over paths with forward slashes.
 *
 * Understood are `**` as a whole segment, `*`, `?` and `{a,b}`. Node's `path.matchesGlob` would do, but prints an
 * ExperimentalWarning on Node 20 and 22.
 *
 * @param globs patterns relative to the root the paths are relative to
 * @returns a predicate that is true for a path which any of the globs matches whole
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  // Most globs ask for the name of a file only, which is short.
  const ofNames = anyOf(globs.filter((glob) => NAME_ONLY.test(glob)).map((glob) => glob.slice('**/'.length)));
  const ofPaths = anyOf(globs.filter((glob) => !NAME_ONLY.test(glob)));
  return (path) => ofNames.test(path.slice(path.lastIndexOf('/') + 1)) || ofPaths.test(path);
}

const NAME_ONLY = /^\*\*\/[^/]*$/;

function anyOf(globs: readonly string[]): RegExp {
  return globs.length === 0 ? /(?!)/ : new RegExp(`^(?:${globs.map(globSource).join('|')})$`);
}

function globSource(glob: string): string {
  let braces = 0;
  return glob.replace(/\*\*\/|\*\*|[*?{},]|[\\^$.|+()[\]]/g, (token) => {
    switch (token) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        braces += 1;
        return '(?:';
      case '}':
        braces -= 1;
        return ')';
      case ',':
        return braces > 0 ? '|' : ',';
      default:
        return `\\${token}`;
    }
  });
}

/**
 * A file's path as globs see it: relative to `directory`, with forward slashes, and without the steps out of it.
 *
 * A checkout that lies in a folder named `tests` must not make every file of the project a test.
 */
export function relativePath(file: string, directory: string): string {
  const path = file.replaceAll('\\', '/');
  const root = `${directory.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  return path.startsWith(root) ? path.slice(root.length) : path.replace(/^(?:[A-Za-z]:)?\/+/, '');
}
