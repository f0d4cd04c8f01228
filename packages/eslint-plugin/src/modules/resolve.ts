import { jsonAt, jsonEntries, parseJsonText } from './json-text.ts';
import type { Packages } from './packages.ts';
import type { SourceFiles } from './source-files.ts';
import { directoryOf, joinPath } from './source-files.ts';

const ENDINGS = ['.ts', '.tsx', '.js', '.mts', '.mjs', '.cts', '.cjs', '.jsx'];
/** What TypeScript lets an import say for the file that it will become. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

interface PathAlias {
  readonly before: string;
  readonly after: string;
  readonly targets: readonly string[];
}

/**
 * Finds the file of the repository that a specifier means, by relative path, `paths` and `baseUrl` of the nearest
 * `tsconfig.json`, `imports` of `package.json` or the name of a package of the same repository. It wants the source and
 * not what is built from it, and needs nothing installed.
 */
export class Resolver {
  readonly #files: SourceFiles;
  readonly #packages: Packages;
  readonly #aliases = new Map<string, readonly PathAlias[]>();

  constructor(files: SourceFiles, packages: Packages) {
    this.#files = files;
    this.#packages = packages;
  }

  /** @returns the absolute path, or undefined for what is not part of the repository */
  resolve(from: string, specifier: string): string | undefined {
    if (specifier.startsWith('.')) return this.#fileAt(joinPath(directoryOf(from), specifier));
    for (const { before, after, targets } of this.#aliasesFor(directoryOf(from))) {
      if (!specifier.startsWith(before) || !specifier.endsWith(after) || specifier.length < before.length + after.length) continue;
      const star = specifier.slice(before.length, specifier.length - after.length);
      for (const target of targets) {
        const file = this.#fileAt(target.replace('*', star));
        if (file !== undefined) return file;
      }
    }
    if (specifier.startsWith('#')) return this.#throughImports(from, specifier);
    const named = this.#packages.named(specifier);
    return named && this.#inPackage(named.package.directory, named.package.manifest, named.rest);
  }

  #fileAt(path: string): string | undefined {
    const ending = /\.[cm]?jsx?$/u.exec(path)?.[0];
    if (ending !== undefined) {
      const stem = path.slice(0, -ending.length);
      const written = (WRITTEN_AS[ending] ?? []).map((other) => stem + other).find((file) => this.#files.has(file));
      if (written !== undefined) return written;
    }
    if (/\.[cm]?tsx?$/u.test(path) && this.#files.has(path)) return path;
    return ENDINGS.map((other) => path + other).find((file) => this.#files.has(file)) ?? ENDINGS.map((other) => `${path}/index${other}`).find((file) => this.#files.has(file));
  }

  #inPackage(directory: string, manifest: unknown, rest: string): string | undefined {
    const exported = rest === '' ? (jsonAt(manifest, 'exports', '.') ?? jsonAt(manifest, 'exports')) : jsonAt(manifest, 'exports', `./${rest}`);
    const named = stringsIn(exported);
    if (rest === '') for (const key of ['source', 'module', 'main', 'types']) named.push(...stringsIn(jsonAt(manifest, key)));
    for (const [pattern, target] of jsonEntries(jsonAt(manifest, 'exports'))) {
      const [before = '', after] = pattern.split('*');
      if (after === undefined || !`./${rest}`.startsWith(before)) continue;
      const star = `./${rest}`.slice(before.length, after === '' ? undefined : -after.length);
      named.push(...stringsIn(target).map((text) => text.replace('*', star)));
    }
    for (const target of named) {
      const file = this.#source(directory, target);
      if (file !== undefined) return file;
    }
    const places = rest === '' ? ['src/index', 'index', 'src/main', 'lib/index'] : [rest, `src/${rest}`];
    return places.map((place) => this.#fileAt(`${directory}/${place}`)).find((file) => file !== undefined);
  }

  /** A target of a manifest, or where its source is when it names what a build writes. */
  #source(directory: string, target: string): string | undefined {
    const path = target.replace(/\.d\.([cm]?)ts$/u, '.$1js');
    for (const folder of ['src', '']) {
      const source = path.replace(/^(?:\.\/)?(?:dist|build|lib|out)\/(?:esm\/|cjs\/|src\/)?/u, folder === '' ? '' : `${folder}/`);
      if (source === path) continue;
      const file = this.#fileAt(joinPath(directory, source));
      if (file !== undefined) return file;
    }
    return this.#fileAt(joinPath(directory, path));
  }

  #throughImports(from: string, specifier: string): string | undefined {
    const found = this.#packages.of(from);
    for (const [pattern, target] of jsonEntries(jsonAt(found?.manifest, 'imports'))) {
      const [before = '', after] = pattern.split('*');
      if (after === undefined ? specifier !== pattern : !specifier.startsWith(before)) continue;
      const star = specifier.slice(before.length, after === undefined || after === '' ? undefined : -after.length);
      for (const text of stringsIn(target)) {
        const file = this.#source(found?.directory ?? '', text.replace('*', star));
        if (file !== undefined) return file;
      }
    }
    return undefined;
  }

  #aliasesFor(directory: string): readonly PathAlias[] {
    let aliases = this.#aliases.get(directory);
    if (!aliases) {
      const config = ['tsconfig.json', 'jsconfig.json'].map((name) => `${directory}/${name}`).find((file) => this.#files.has(file));
      const above = directoryOf(directory);
      aliases = config !== undefined ? this.#readAliases(config, 0) : above === directory ? [] : this.#aliasesFor(above);
      this.#aliases.set(directory, aliases);
    }
    return aliases;
  }

  #readAliases(config: string, depth: number): readonly PathAlias[] {
    const json = parseJsonText(this.#files.read(config) ?? '');
    const directory = directoryOf(config);
    const base = jsonAt(json, 'compilerOptions', 'baseUrl');
    const root = joinPath(directory, typeof base === 'string' ? base : '.');
    const aliases = jsonEntries(jsonAt(json, 'compilerOptions', 'paths')).map(([pattern, targets]): PathAlias => {
      const [before = '', after = ''] = pattern.split('*');
      return { before, after, targets: stringsIn(targets).map((target) => joinPath(root, target)) };
    });
    if (typeof base === 'string') aliases.push({ before: '', after: '', targets: [`${root}/*`] });
    if (aliases.length > 0 || depth > 4) return aliases.sort((left, right) => right.before.length - left.before.length);
    for (const parent of stringsIn(jsonAt(json, 'extends'))) {
      const path = parent.endsWith('.json') ? parent : `${parent}.json`;
      const named = parent.startsWith('.') ? undefined : this.#packages.named(path);
      const file = named ? `${named.package.directory}/${named.rest}` : joinPath(directory, path);
      const inherited = this.#files.has(file) ? this.#readAliases(file, depth + 1) : [];
      if (inherited.length > 0) return inherited;
    }
    // Solutions name the projects whose settings count.
    for (const reference of asArray(jsonAt(json, 'references'))) {
      const path = jsonAt(reference, 'path');
      if (typeof path !== 'string' || !path.endsWith('.json')) continue;
      const file = joinPath(directory, path);
      const inherited = this.#files.has(file) ? this.#readAliases(file, depth + 1) : [];
      if (inherited.length > 0) return inherited;
    }
    return [];
  }
}

/** All strings in a value: conditions of `exports` in their order, lists of alternatives. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key.startsWith('.') ? [] : stringsIn(inner)));
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []; // elements of JSON
}
