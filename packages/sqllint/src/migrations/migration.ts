import type { Condition, Problem, Range } from '../changes.ts';
import type { SourceText } from '../text/source-text.ts';

/**
 * How a runner executes a script:
 * - `wrapped`: the runner opens a transaction around it;
 * - `implicit`: the script goes to the server as one query, which is one transaction when it has
 *   several statements;
 * - `none`: each statement commits by itself;
 * - `unknown`: the layout does not tell.
 */
export type TransactionMode = 'wrapped' | 'implicit' | 'none' | 'unknown';

/** The SQL of one direction: a whole file, or a section of it. */
export interface Script {
  /** The file's path as given by the user, with the platform's separators. */
  readonly file: string;
  readonly source: SourceText;
  /**
   * Set when the section holds more than this script's SQL (Liquibase writes rollbacks into
   * comments, sql-migrate may alternate between up and down): as long as `source.text`, with
   * blanks in place of what is not this script's. Parse this instead; positions are the same.
   */
  readonly sql?: string;
  /** The section's range in UTF-16 units of `source.text`. */
  readonly start: number;
  readonly end: number;
  readonly transaction: TransactionMode;
  /** Parts that run only if something holds, as a program decides; where two nest, both have to hold. */
  readonly branches?: readonly Branch[];
  /** Parts that are no SQL, in order: they stand for something that a program does and that nobody can tell. */
  readonly unknown?: readonly Problem[];
  /** Set where the runner refuses a script of which some statements can run in a transaction and others cannot. */
  readonly refusesMixed?: boolean;
}

/** A part of a script that runs only if something holds. */
export interface Branch extends Range {
  /** The same object for all parts that are decided at once. */
  readonly onlyIf: Condition;
}

/** One step of a schema's history. */
export interface Migration {
  /** Unique in its set and stable across machines: `0007_add_orders`. */
  readonly id: string;
  /** What the runner orders by, as written; empty where there is none. */
  readonly version: string;
  readonly name: string;
  readonly up: Script;
  readonly down?: Script;
  /** Runs again whenever its text changes (Flyway's `R__`). */
  readonly repeatable?: boolean;
  /** Set when an earlier migration has taken the version. */
  readonly sameVersionAs?: TakenVersion;
}

/** Who else has a version, and what comes of it. */
export interface TakenVersion {
  /** The id of the other migration. */
  readonly id: string;
  /** What the tool does then: “goose refuses to start”. Absent where the tool is not known. */
  readonly consequence?: string;
}

/** Something about the files that is wrong or worth telling, with one clear sentence. */
export interface FileProblem {
  /** `error`: the file could not be read, so that its findings are missing. */
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** The databases whose migrations can be told apart before any SQL is parsed. */
export type MigrationDialect = 'postgres' | 'mysql' | 'mariadb' | 'sqlite';

/** `untold` where the tool itself writes the pragma that switches them off, so that not even that tells whether they are on. */
export type ForeignKeyEnforcement = 'on' | 'off' | 'untold';

/** The migrations of one folder, in the order in which the runner applies them. */
export interface MigrationSet {
  /** The folder, as given by the user. */
  readonly root: string;
  /** The name of the migration tool; `plain` when none was recognised. */
  readonly layout: string;
  /**
   * The files that were asked for, as in `Script.file`, when the user named single files; the
   * others are there to be replayed. Absent when the whole folder was asked for.
   */
  readonly selected?: ReadonlySet<string>;
  /** Whether migrations of this layout can have a down at all. */
  readonly hasDowns: boolean;
  /** Set when it could have downs, and not one of its many migrations has: whoever writes them has decided so. */
  readonly leavesDownsOut?: true;
  /**
   * The dialect that the layout's configuration, the names of files and folders, or else the SQL
   * itself makes evident. Absent when none of them does.
   */
  readonly dialect?: MigrationDialect;
  /** The file that the dialect was read from, where it is neither the migrations' own nor their layout's. */
  readonly dialectFrom?: string;
  /** The server that the project starts for them, and the file that says so; absent where none does. */
  readonly server?: { readonly version: string; readonly from: string };
  /**
   * A database that no dialect of ours is for, in lower case (`clickhouse`), when that is what
   * the migrations are evidently for; `dialect` is then absent.
   */
  readonly otherDatabase?: string;
  /**
   * The line or file that makes this runner execute a migration outside a transaction, for
   * messages: "Put `-- +goose NO TRANSACTION` at the top of the file". Absent when the runner
   * has none.
   */
  readonly outsideTransaction?: string;
  /**
   * Whether the connection that the runner opens enforces SQLite's foreign keys when a script
   * begins; absent where the runner leaves that to the application.
   */
  readonly foreignKeys?: ForeignKeyEnforcement;
  readonly migrations: readonly Migration[];
  readonly problems: readonly FileProblem[];
}
