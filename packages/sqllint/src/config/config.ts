import type { DialectName } from '../dialect-name.ts';
import type { Severity } from '../lint-result.ts';
import type { TableHints } from '../table-hints.ts';

/** What may be said of all migrations, and in an override of some. */
export interface FileConfig {
  /** The oldest PostgreSQL that the migrations run on: its major version. */
  readonly pgVersion?: number;
  /** The oldest MySQL or MariaDB that the migrations run on: `8.0.20`, `10.6`. */
  readonly mysqlVersion?: string;
  /** A severity by the name of a rule; a rule that is not named keeps its own. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  /** What the history cannot tell about tables. */
  readonly tables?: TableHints;
}

/** What holds for migrations whose files match. */
export interface ConfigOverride extends FileConfig {
  /** Globs, relative to the folder of the configuration. */
  readonly files: readonly string[];
}

/** What `sqllint.config.*`, or the key `sqllint` of a package.json, says. docs/configuration.md explains each key. */
export interface Config extends FileConfig {
  /** Whose SQL it is, where the folder does not tell or tells it wrong. */
  readonly dialect?: DialectName;
  /** The migration tool, where its files are not recognised or are taken for another's. */
  readonly layout?: string;
  /** Which rules speak that `rules` does not name: those that are on by default, or every one of them. */
  readonly preset?: 'recommended' | 'all';
  /** Globs of what is not judged, relative to the folder of the configuration. */
  readonly ignore?: readonly string[];
  /** The folders whose code is looked at for what migrations remove, relative to that of the configuration; false for none. The whole repository when absent. */
  readonly workspace?: false | readonly string[];
  /** Of several that match a file, a later one wins. */
  readonly overrides?: readonly ConfigOverride[];
}
