/** The rows of tables, by the name that `TableShape` has. */
export type RowsImage = ReadonlyMap<string, TableRows>;

export interface TableRows {
  readonly columns: readonly string[];
  /** Each row with the texts of its values in the order of `columns`, null for NULL; the order of rows means nothing. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Columns of the primary key; empty where there is none. */
  readonly key: readonly string[];
}
