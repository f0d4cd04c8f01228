import type { ConstraintDefinition, ConstraintType, DataType, Expression, IndexKey, ObjectType } from '../changes.ts';

/**
 * What the schema model keeps. Every object is immutable: a change replaces it, so that
 * an earlier state stays what it was.
 */
interface Recorded {
  /** The ordinal of the migration that created it; -1 for what the history never created. */
  readonly createdIn: number;
}

export interface Column extends Recorded {
  readonly name: string;
  /** Absent when the history does not tell. */
  readonly type?: DataType;
  /** Undefined when the history does not tell. */
  readonly notNull: boolean | undefined;
  readonly default?: Expression;
  /** `DEFAULT NULL` is written out. */
  readonly defaultsToNull?: boolean;
  readonly identity?: 'always' | 'by default';
  /** The options of its identity's sequence, as written. */
  readonly identityOptions?: string;
  readonly generated?: { readonly expression: Expression; readonly stored: boolean };
  readonly collation?: string;
  readonly characterSet?: string;
  readonly autoIncrement?: boolean;
  /** `ON UPDATE CURRENT_TIMESTAMP`. */
  readonly onUpdate?: Expression;
  /** What a definition of the column has to state again in MySQL. */
  readonly comment?: string;
  readonly serial: boolean;
  /** The name that the server gave to a serial's sequence. */
  readonly sequence?: string;
  /** False for a column that a statement mentioned and none created. */
  readonly known: boolean;
  /** Whether an UPDATE gave every row that had none a value. */
  readonly isFilled?: true;
}

export interface ForeignKey {
  /** The key of the referenced table: `public.customers`. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly actions: string;
}

export interface Constraint extends Recorded {
  readonly name: string;
  /** Whether the database chose the name. */
  readonly autoNamed: boolean;
  readonly type: ConstraintType;
  readonly columns: readonly string[];
  readonly expression?: Expression;
  readonly references?: ForeignKey;
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly deferrable: boolean;
  readonly details: string;
  /** The source text, for scripts that bring it back. */
  readonly text: string;
  readonly known: boolean;
  readonly definition?: ConstraintDefinition;
}

export interface Index extends Recorded {
  readonly name: string;
  readonly autoNamed: boolean;
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly where?: Expression;
  readonly details: string;
  readonly detailsText?: string;
  readonly text: string;
  readonly known: boolean;
  /** The constraint that owns it. */
  readonly constraint?: string;
  /** Built by the server for a foreign key; it gives way to any index that serves as well. */
  readonly implicit?: boolean;
}

/** A trigger, a policy or a rule: an object that lives on a table. */
export interface TablePart extends Recorded {
  readonly objectType: ObjectType;
  readonly name: string;
  readonly definition: string;
  readonly text: string;
  /** The statements that altered it since, as written. */
  readonly alterations?: readonly string[];
  readonly known: boolean;
}

export interface Table extends Recorded {
  readonly kind: 'table';
  readonly schema: string;
  readonly name: string;
  /** The history did not create it, so that it has more than what is listed. */
  readonly partial: boolean;
  readonly temporary: boolean;
  readonly columns: ReadonlyMap<string, Column>;
  readonly constraints: ReadonlyMap<string, Constraint>;
  readonly indexes: ReadonlyMap<string, Index>;
  /** By type and name: `trigger audit`, `policy owner_only`. */
  readonly parts: ReadonlyMap<string, TablePart>;
  readonly aspects: ReadonlyMap<string, string>;
  readonly partitionBy?: string;
  readonly partitionByText?: string;
  /** The parent and the bound, for a partition. */
  readonly partitionOf?: { readonly table: string; readonly bound: string; readonly boundText?: string };
  readonly inherits: readonly string[];
  /** Whether rows were put in since the migration that created it began. */
  readonly filled: boolean;
  /** Whether migrations put literal rows in, so that the history tells what they were. */
  readonly seeded: boolean;
}

/** Everything else: views, functions, types, sequences, extensions, schemas … */
export interface DatabaseObject extends Recorded {
  readonly kind: 'object';
  readonly objectType: ObjectType;
  readonly schema: string;
  readonly name: string;
  readonly arguments?: string;
  readonly definition: string;
  readonly text: string;
  readonly labels?: readonly string[];
  readonly baseType?: DataType;
  readonly constrained?: boolean;
  /** What a function returns, canonical; `trigger` for the function of a trigger. */
  readonly returns?: string;
  /** The names of a function's input parameters, and what it gives back besides `returns`, canonical. */
  readonly parameters?: readonly string[];
  readonly outputs?: string;
  /** The columns of a view in order; absent where they are not known. */
  readonly columnNames?: readonly (string | undefined)[];
  readonly volatility?: 'immutable' | 'stable' | 'volatile';
  /** The indexes of a materialized view, by name, and the triggers of a view, by `trigger` and name, as they were written. */
  readonly indexes?: ReadonlyMap<string, string>;
  /** The columns that each `*` of a view meant when it was created, where they are known. */
  readonly stars?: readonly string[];
  /** Keys of the relations that a view reads. */
  readonly reads: readonly string[];
  readonly ownedBy?: { readonly table: string; readonly column: string };
  readonly aspects: ReadonlyMap<string, string>;
  /** The statements that altered it since it was created, as written. */
  readonly alterations?: readonly string[];
  readonly known: boolean;
  /** Created by `IF NOT EXISTS` in a database that others may share. */
  readonly mayBeOlder?: boolean;
}

/** An index lives in its table; this entry finds the table by the index's name. */
export interface IndexEntry {
  readonly kind: 'index';
  readonly name: string;
  /** The key of the table. */
  readonly table: string;
}

export type SchemaObject = Table | DatabaseObject | IndexEntry;

/** `schema.name`, the key of a relation, a type or a function. */
export function keyOf(object: { readonly schema: string; readonly name: string }): string {
  return `${object.schema}.${object.name}`;
}

/** How a person writes the object: without the schema where it is the default one. */
export function displayName(object: { readonly schema?: string; readonly name: string }): string {
  return object.schema === undefined || object.schema === 'public' || object.schema === '' ? object.name : `${object.schema}.${object.name}`;
}

/** Whether one of the functions that SQL calls, by their names as written, is this one. */
export function isAmong(functions: readonly string[], routine: { readonly schema: string; readonly name: string }): boolean {
  return functions.includes(routine.name) || functions.includes(keyOf(routine));
}
