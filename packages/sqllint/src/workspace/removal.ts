/** What a migration takes away: a table, or a column of one. Names are as the database folds them. */
export interface Removal {
  readonly table: string;
  /** Absent for a whole table. */
  readonly column?: string;
}

/** A place in code that names something. */
export interface Use {
  /** As the file was named. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}
