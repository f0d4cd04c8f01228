import type { Database } from './database.ts';
import type { DownPlace } from './down-place.ts';
import type { Folder } from './folder.ts';
import type { FileProblem, ForeignKeyEnforcement, Migration } from './migration.ts';
import type { Writing } from './writing.ts';

/** A migration tool's way to name, order, divide and run files. */
export interface Layout {
  /** As its users call it, lower case: `goose`, `golang-migrate`. */
  readonly name: string;
  /**
   * How to make this tool run a statement outside a transaction: a sentence without its full
   * stop. Absent when the tool offers no way.
   */
  readonly outsideTransaction?: string;
  /** Where the tool looks for downs. Absent when it has none. */
  readonly downPlace?: DownPlace;
  /** How fixes write migrations of this tool. Absent where a file cannot simply be changed or added. */
  readonly writing?: Writing;
  /** Set where the tool refuses files that differ from a checksum beside them, so that only the tool itself can change them. */
  readonly isSealed?: true;
  /** Whether this folder's migrations are of this layout. Reads no more files than it must. */
  detect(folder: Folder): boolean;
  /** The histories in this folder: one, unless it holds migrations for several databases. */
  read(folder: Folder): readonly History[];
  /**
   * For layouts whose migrations are folders themselves: the folder that `read` takes, when
   * the user named one file of it. Left out by layouts whose files stand in that very folder.
   */
  rootOf?(folderOfFile: Folder, fileName: string): Folder | undefined;
}

/** What a layout makes of a folder. */
export interface History {
  /** In the order in which the tool applies them. */
  readonly migrations: readonly Migration[];
  /** Whether the tool can run downs of these migrations. */
  readonly hasDowns: boolean;
  /** What the layout's own configuration or file names tell. */
  readonly database?: Database;
  /** As in `MigrationSet`. */
  readonly foreignKeys?: ForeignKeyEnforcement;
  readonly problems: readonly FileProblem[];
}
