/** What has to be known of a table to write rows into it. Names are as the catalog has them, not quoted. */
export interface TableShape {
  /** As reports name it, and as `RowsImage` does: `public.orders`. */
  readonly name: string;
  /** As it stands in SQL. */
  readonly sql: string;
  /** Whether it is a view: rows come out of it and do not go in. */
  readonly isView: boolean;
  /** In the order of the table. */
  readonly columns: readonly ColumnShape[];
  readonly foreignKeys: readonly ForeignKeyShape[];
  /** The columns of each unique constraint or index without a condition, the primary key first. */
  readonly uniques: readonly (readonly string[])[];
  /** Columns of which the first characters alone have to be unique, and how many of them; absent where the database has no such thing. */
  readonly uniqueBeginnings?: readonly { readonly column: string; readonly length: number }[];
  /** The conditions that rows have to satisfy, as the server writes them. */
  readonly checks: readonly { readonly name: string; readonly condition: string }[];
  /** For a partitioned table, what each partition that holds rows asks of them, as the server writes it; absent for others. */
  readonly partitions?: readonly string[];
}

export interface ColumnShape {
  readonly name: string;
  /** As the server writes it, with its length: `character varying(20)`. */
  readonly type: string;
  readonly kind: ValueKind;
  /** What an array holds. */
  readonly element?: ValueKind;
  /** In characters, for text. */
  readonly length?: number;
  /** Digits in all and behind the point, for decimals. */
  readonly precision?: number;
  readonly scale?: number;
  /** What a composite type is made of. */
  readonly fields?: readonly ValueKind[];
  /** The values of an enum, or of those in an array, in order. */
  readonly labels?: readonly string[];
  /** Conditions of the domain, with `VALUE` for the value. */
  readonly checks?: readonly string[];
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  /** Whether the database alone decides about the value. */
  readonly isGenerated: boolean;
}

/** What kind of literal a column takes. */
export type ValueKind =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'text'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'interval'
  | 'uuid'
  | 'json'
  | 'bytes'
  | 'bits'
  | 'network address'
  | 'hardware address'
  | 'enum'
  | 'array'
  | 'range'
  | 'text search'
  | 'point'
  | 'key value'
  | 'xml'
  | 'shape'
  | 'place in the log'
  | 'composite'
  | 'character'
  | 'other';

export interface ForeignKeyShape {
  readonly columns: readonly string[];
  /** As `TableShape.name`. */
  readonly references: string;
  readonly referencedColumns: readonly string[];
  /** Whether it may be broken until the transaction ends. */
  readonly isDeferrable: boolean;
}
