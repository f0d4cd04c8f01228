import { resolve } from 'node:path';
import type { OpenFile, Question, TextIndex } from '../project/text-index.ts';
import { indexFor } from '../project/text-index.ts';
import { Modules } from './modules.ts';
import { rememberPaths } from './remember-paths.ts';
import type { SourceFiles } from './source-files.ts';
import { filesInMemory } from './source-files.ts';

/** A project as a rule sees it while one of its files is linted. */
export interface Project {
  readonly modules: Modules;
  /** Where ESLint's file stands, as `modules` names files. */
  readonly file: string;
  /** The absolute paths of the files that say something to a question, by their paths from the root. */
  candidates(question: Question<true>): readonly string[];
  /** The text of a file. @param file absolute */
  read(file: string): string | undefined;
  /** An absolute path from the root of the project. */
  relative(file: string): string;
}

const isManifest = rememberPaths((path) => /(?:^|\/)package\.json$/u.test(path) && !/(?:^|\/)node_modules\//u.test(path));
const isConfig = rememberPaths((path) => /(?:^|\/)[jt]sconfig[\w.-]*\.json$/u.test(path));
const manifests: Question<string> = { isAbout: isManifest, pattern: /\{/u, read: (text) => text };
const configs: Question<string> = { isAbout: isConfig, pattern: /paths|baseUrl|extends|references/u, read: (text) => text };

/** The disk as the index knows it, with the text of the file that is linted in the place of what the disk has. */
class IndexedFiles implements SourceFiles {
  open: OpenFile | undefined;
  readonly #index: TextIndex;

  constructor(index: TextIndex) {
    this.#index = index;
  }

  manifests(): ReadonlyMap<string, string> {
    return new Map(this.#index.ask(manifests, undefined).map(({ path, answer }) => [this.absolute(path), answer]));
  }

  has(file: string): boolean {
    return file === this.open?.file || this.#index.has(this.relative(file));
  }

  read(file: string): string | undefined {
    return file === this.open?.file ? this.open.text : this.#index.textOf(this.relative(file));
  }

  absolute(path: string): string {
    return `${withSlashes(this.#index.root)}/${path}`;
  }

  relative(file: string): string {
    return file.slice(withSlashes(this.#index.root).length + 1);
  }
}

interface Kept {
  readonly files: IndexedFiles;
  readonly modules: Modules;
  /** What packages and aliases were read from. */
  readonly basis: readonly string[];
}

const kept = new WeakMap<TextIndex, Kept>();

/**
 * The project that a linted file is part of. Of a text that belongs to no file on the disk the project is the text.
 *
 * @param file as ESLint has it
 * @param text what is linted
 * @param cwd ESLint's working directory
 */
export function projectOf(file: string, text: string, cwd: string): Project {
  const place = resolve(cwd, file);
  // ESLint calls a text without a file `<input>` or `<text>`.
  const index = file.startsWith('<') ? undefined : indexFor(place, cwd);
  const open = { file: withSlashes(place), text };
  if (!index) {
    return {
      modules: new Modules(filesInMemory({ [open.file]: text })),
      file: open.file,
      candidates: ({ isAbout, pattern }) => (isAbout(open.file) && pattern.test(text) ? [open.file] : []),
      read: (other) => (other === open.file ? text : undefined),
      relative: (other) => other,
    };
  }
  const basis = [...index.ask(manifests, undefined), ...index.ask(configs, undefined)].flatMap(({ path, answer }) => [path, answer]);
  let known = kept.get(index);
  if (known?.basis.length !== basis.length || !known.basis.every((part, at) => part === basis[at])) {
    const files = new IndexedFiles(index);
    known = { files, modules: new Modules(files), basis };
    kept.set(index, known);
  }
  const { files, modules } = known;
  files.open = open;
  return {
    modules,
    file: open.file,
    candidates: (question) => index.ask(question, undefined, { file: place, text }).map(({ path }) => files.absolute(path)),
    read: (other) => files.read(other),
    relative: (other) => files.relative(other),
  };
}

function withSlashes(file: string): string {
  return file.replaceAll('\\', '/');
}
