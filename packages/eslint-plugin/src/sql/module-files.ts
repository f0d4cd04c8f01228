import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SourceText } from 'sqllint';
import type { ParseCode } from '../analysis/parse-code.ts';
import type { SourceFile } from '../migrations/interpreter/modules.ts';
import { stampOf } from '../project/file-stamp.ts';

/** What a specifier may leave out, and what TypeScript has in the place of what runs. */
const endings = ['', '.ts', '.js', '.mjs', '.cjs', '.mts', '.cts', '/index.ts', '/index.js', '/index.mjs', '/index.cjs'];

/** The files that migrations import by relative paths, or read, each read and parsed once until one of them changes. */
export class ModuleFiles {
  readonly #files = new Map<string, { readonly stamp: string; readonly source: SourceFile | undefined }>();
  readonly #texts = new Map<string, { readonly stamp: string; readonly text: string | undefined }>();

  read(from: string, specifier: string, parse: ParseCode): SourceFile | undefined {
    const asked = path.resolve(path.dirname(from), specifier);
    for (const base of [asked, asked.replace(/\.([cm]?)js$/u, '.$1ts')]) {
      for (const ending of endings) {
        const source = this.#readFile(base + ending, parse);
        if (source) return source;
      }
    }
    return undefined;
  }

  /** The text of a file that is no code; undefined where there is none. */
  readText(file: string): string | undefined {
    const known = this.#texts.get(file);
    if (known) return known.text;
    let text: string | undefined;
    try {
      ({ text } = new SourceText(readFileSync(file, 'utf8')));
    } catch {
      // No such file.
    }
    this.#texts.set(file, { stamp: stampIn(file), text });
    return text;
  }

  /** Whether one of the files is not as it was read; then all are forgotten. */
  forgetIfChanged(): boolean {
    const hasChanged = [...this.#files, ...this.#texts].some(([file, { stamp }]) => stampIn(file) !== stamp);
    if (hasChanged) {
      this.#files.clear();
      this.#texts.clear();
    }
    return hasChanged;
  }

  #readFile(file: string, parse: ParseCode): SourceFile | undefined {
    const known = this.#files.get(file);
    if (known) return known.source;
    let source: SourceFile | undefined;
    try {
      const { text } = new SourceText(readFileSync(file, 'utf8'));
      source = { file, text, program: parse(file.endsWith('.json') ? `module.exports = ${text}` : text, file) };
    } catch {
      // A folder, no such file, or no code: what stands in it is not known.
    }
    this.#files.set(file, { stamp: stampIn(file), source });
    return source;
  }
}

/** A path below a file is no error here, but no file either. */
function stampIn(file: string): string {
  try {
    return stampOf(file);
  } catch {
    return 'missing';
  }
}
