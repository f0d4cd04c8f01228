import type { Node } from 'oxc-parser';
import type { ImportedName, Module } from './module.ts';
import { readModule } from './module.ts';
import { Packages } from './packages.ts';
import { Resolver } from './resolve.ts';
import type { SourceFiles } from './source-files.ts';

/** What a name turns out to be: a declaration of the repository, a whole module of it, or a name of a package. */
export type Meaning =
  | { readonly kind: 'declaration'; readonly module: Module; readonly name: string; readonly node: Node }
  | { readonly kind: 'module'; readonly module: Module }
  | { readonly kind: 'package'; readonly source: string; readonly name: string };

/** Re-exports are followed so many times. */
const MAX_HOPS = 12;

interface Memory {
  readonly value: unknown;
  /** What was read for it, so that it is known when it is no longer true. */
  readonly texts: ReadonlyMap<string, string | undefined>;
}

/** The modules of a repository, read when somebody asks for them and again only when their text is another. */
export class Modules {
  readonly packages: Packages;
  readonly #files: SourceFiles;
  readonly #resolver: Resolver;
  readonly #modules = new Map<string, Module | undefined>();
  readonly #texts = new Map<string, string>();
  readonly #memories = new Map<string, Memory>();
  readonly #reading: Map<string, string | undefined>[] = [];

  constructor(files: SourceFiles) {
    this.#files = files;
    this.packages = new Packages(files.manifests());
    this.#resolver = new Resolver(files, this.packages);
  }

  /**
   * Works something out once, and again only when a module that was read for it has changed.
   *
   * @param key says what it is and of what
   */
  remember<T>(key: string, compute: () => T): T {
    const known = this.#memories.get(key);
    if (known && [...known.texts].every(([file, text]) => this.#files.read(file) === text)) {
      for (const reading of this.#reading) for (const [file, text] of known.texts) reading.set(file, text);
      return known.value as T; // kept under this key by this very function
    }
    const texts = new Map<string, string | undefined>();
    this.#reading.push(texts);
    try {
      const value = compute();
      this.#memories.set(key, { value, texts });
      return value;
    } finally {
      this.#reading.pop();
    }
  }

  /** @returns undefined when the file is missing or is no code that can be parsed */
  at(file: string): Module | undefined {
    const text = this.#files.read(file);
    for (const reading of this.#reading) reading.set(file, text);
    if (text === undefined) return undefined;
    if (this.#texts.get(file) === text) return this.#modules.get(file);
    const module = readModule(file, text);
    this.#texts.set(file, text);
    this.#modules.set(file, module);
    return module;
  }

  /** The file that a specifier of a module means; undefined for packages. */
  resolve(from: Module, specifier: string): string | undefined {
    return this.#resolver.resolve(from.file, specifier);
  }

  /** What a top-level name of a module means, as a value or, where there is none, as a type. */
  meaning(module: Module, name: string, hops = MAX_HOPS): Meaning | undefined {
    const node = module.values.get(name) ?? module.types.get(name);
    if (node) {
      // `const db = connect` and `export default db` are the same thing under another name.
      if (node.type === 'Identifier' && node.name !== name && hops > 0) return this.meaning(module, node.name, hops - 1) ?? { kind: 'declaration', module, name, node };
      return { kind: 'declaration', module, name, node };
    }
    const imported = module.imports.get(name);
    return imported && this.#imported(module, imported, hops);
  }

  /** What a module exports under a name. */
  exported(module: Module, name: string, hops = MAX_HOPS): Meaning | undefined {
    if (hops <= 0) return undefined;
    const found = module.exports.get(name);
    if (found) return 'local' in found ? this.meaning(module, found.local, hops - 1) : this.#imported(module, found, hops - 1);
    for (const source of module.handedOn) {
      const file = this.resolve(module, source);
      const other = file === undefined ? undefined : this.at(file);
      const meaning = other && this.exported(other, name, hops - 1);
      if (meaning) return meaning;
    }
    return undefined;
  }

  #imported(module: Module, { source, name }: ImportedName, hops: number): Meaning | undefined {
    const file = this.resolve(module, source);
    if (file === undefined) return source.startsWith('.') ? undefined : { kind: 'package', source: source.replace(/^node:/u, ''), name };
    const other = this.at(file);
    if (!other) return undefined;
    if (name === '*') return other.exports.size === 1 && other.exports.has('default') ? this.exported(other, 'default', hops - 1) : { kind: 'module', module: other };
    return this.exported(other, name, hops - 1) ?? (name === 'default' ? { kind: 'module', module: other } : undefined);
  }
}
