import { jsonAt, jsonEntries, parseJsonText } from './json-text.ts';
import { directoryOf } from './source-files.ts';

/** A folder with a `package.json` of its own. */
export interface Package {
  readonly directory: string;
  readonly name: string | undefined;
  readonly manifest: unknown;
  /** Names of all packages that it says it uses. */
  readonly dependencies: ReadonlySet<string>;
}

/** The packages of a repository. */
export class Packages {
  readonly #byDirectory = new Map<string, Package>();
  readonly #byName = new Map<string, Package>();

  /** @param manifests the texts of all `package.json` by their absolute paths */
  constructor(manifests: ReadonlyMap<string, string>) {
    for (const [file, text] of manifests) {
      const manifest = parseJsonText(text);
      const name = jsonAt(manifest, 'name');
      const dependencies = ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((key) => jsonEntries(jsonAt(manifest, key)).map(([dependency]) => dependency));
      const directory = directoryOf(file);
      const found = { directory, name: typeof name === 'string' ? name : undefined, manifest, dependencies: new Set(dependencies) };
      this.#byDirectory.set(directory, found);
      if (found.name !== undefined) this.#byName.set(found.name, found);
    }
  }

  get all(): Iterable<Package> {
    return this.#byDirectory.values();
  }

  /** The innermost package that a file belongs to. */
  of(file: string): Package | undefined {
    let directory = directoryOf(file);
    for (;;) {
      const found = this.#byDirectory.get(directory);
      if (found) return found;
      const above = directoryOf(directory);
      if (above === directory) return undefined;
      directory = above;
    }
  }

  /** The package of this repository that a specifier names, with the rest of the specifier. */
  named(specifier: string): { readonly package: Package; readonly rest: string } | undefined {
    const parts = specifier.split('/');
    const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    const found = this.#byName.get(name);
    return found && { package: found, rest: specifier.slice(name.length + 1) };
  }

  /** A package and the packages of this repository that it uses, however far away. */
  withDependencies(start: Package): ReadonlySet<Package> {
    const found = new Set<Package>([start]);
    for (const current of found) {
      for (const name of current.dependencies) {
        const dependency = this.#byName.get(name);
        if (dependency) found.add(dependency);
      }
    }
    return found;
  }
}
