import { dialectNames, load } from 'sqllint';
import type { Dialect, DialectName } from 'sqllint';
import { rememberParsed } from './remember-parsed.ts';

/** The dialects that can be used at once, as ESLint needs them, because their parsers are loaded. */
export class LoadedDialects {
  readonly #loaded = new Map<string, Dialect>();

  /** @param dialects those that are loaded from the beginning */
  constructor(...dialects: readonly Dialect[]) {
    for (const dialect of dialects) this.#loaded.set(dialect.name, dialect);
  }

  async load(names: Iterable<DialectName>): Promise<void> {
    await Promise.all(
      [...names].map(async (name) => {
        if (!this.#loaded.has(name)) this.#loaded.set(name, rememberParsed(await load(name)));
      }),
    );
  }

  /**
   * The dialect of that name, or undefined if it is not loaded. It is then loaded for the next time: an editor asks
   * again with the next keystroke.
   */
  get(name: string): Dialect | undefined {
    const dialect = this.#loaded.get(name);
    const missing = dialect ? undefined : dialectNames.find((known) => known === name);
    // Whoever really waits for the parser gets to see why it cannot be loaded.
    if (missing !== undefined) this.load([missing]).catch(() => undefined);
    return dialect;
  }

  /** The dialect of that name, or another that is loaded, whose statements and comments look much the same. */
  nearest(name: string): Dialect {
    const [first] = this.#loaded.values();
    const dialect = this.get(name) ?? first;
    if (!dialect) throw new Error('No parser for SQL has been loaded.');
    return dialect;
  }
}

/** The one that all files of a process share. */
export const loadedDialects = new LoadedDialects();
