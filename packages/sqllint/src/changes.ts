/**
 * The hub of the whole tool: what a statement does to a schema or to data, in words that no
 * parser and no rule owns. Front ends produce `Change`s, rules and the schema model read them.
 */

/** A half-open range in UTF-16 units of the text that was parsed. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A name as the database folds it: unquoted identifiers are lower case already. */
export interface QualifiedName {
  /** Absent when the statement left the schema to the search path. */
  readonly schema?: string;
  readonly name: string;
}

/** A column type. Two types are the same when `name`, `modifiers` and `dimensions` are. */
export interface DataType {
  /** The canonical name, for PostgreSQL `int4`, `varchar`, `timestamptz`, `sales.currency` … */
  readonly name: string;
  /** Length, precision and scale, as written: `['10', '2']` for `numeric(10, 2)`. */
  readonly modifiers: readonly string[];
  /** How many `[]` follow; 0 for a scalar. */
  readonly dimensions: number;
  /** The type as a person writes it: `numeric(10, 2)`, `timestamp with time zone`. */
  readonly text: string;
}

/** An SQL expression: a default, a check, an index key, a `USING`. */
export interface Expression {
  /** The source text, for messages and for the scripts we write. */
  readonly text: string;
  /** Equal for expressions that mean the same apart from spelling; never shown. */
  readonly key: string;
  /** Functions it calls, lower case, without schema `pg_catalog`. */
  readonly functions: readonly string[];
  /** Columns it reads, unqualified. */
  readonly columns: readonly string[];
  /** Set for a plain constant: its text without quotes, or null for NULL. */
  readonly constant?: string | null;
}

export type ConstraintType = 'primaryKey' | 'unique' | 'check' | 'foreignKey' | 'exclude' | 'notNull';

export interface ConstraintDefinition {
  readonly type: ConstraintType;
  /** Absent when the database chooses the name. */
  readonly name?: string;
  /** The constrained columns; for a check, the columns that its expression reads. */
  readonly columns: readonly string[];
  readonly expression?: Expression;
  readonly references?: ForeignKeyTarget;
  /** `NOT VALID`: existing rows were not verified. */
  readonly notValid: boolean;
  /** `NOT ENFORCED` (PostgreSQL 18). */
  readonly notEnforced: boolean;
  /** `NO INHERIT`: a check that holds for this table alone. */
  readonly noInherit?: boolean;
  readonly deferrable: boolean;
  /** `USING INDEX name`: the index that becomes the constraint's. */
  readonly usingIndex?: string;
  /** `INITIALLY DEFERRED`. */
  readonly initiallyDeferred?: boolean;
  /** Columns that its index carries besides (`INCLUDE`). */
  readonly include?: readonly string[];
  /** `NULLS NOT DISTINCT`. */
  readonly nullsNotDistinct?: boolean;
  /** What else makes two constraints differ (exclusion operators, index options …), canonical. */
  readonly details: string;
  /** The source text of the constraint. */
  readonly text: string;
  /** The column behind which it stands, where the database tells such constraints from the table's. */
  readonly inlineOf?: string;
}

export interface ForeignKeyTarget {
  readonly table: QualifiedName;
  /** Empty when the primary key of the target is meant. */
  readonly columns: readonly string[];
  /** `MATCH`, `ON DELETE` and `ON UPDATE`, canonical. */
  readonly actions: string;
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: DataType;
  readonly notNull: boolean;
  readonly default?: Expression;
  readonly identity?: 'always' | 'by default';
  /** The parenthesised options of the identity's sequence, as written: `(START WITH 1000)`. */
  readonly identityOptions?: string;
  readonly generated?: { readonly expression: Expression; readonly stored: boolean };
  readonly collation?: string;
  /** `serial` and its kin: an integer with a sequence of its own as default. */
  readonly serial: boolean;
  /** Constraints written in line, foreign keys and checks included, `NOT NULL` excluded. */
  readonly constraints: readonly ConstraintDefinition[];
  /** `AUTO_INCREMENT` of MySQL. */
  readonly autoIncrement?: boolean;
  /** `ON UPDATE CURRENT_TIMESTAMP`. */
  readonly onUpdate?: Expression;
  readonly comment?: string;
  /** `CHARACTER SET`, canonical: `utf8mb3` for `utf8`. */
  readonly characterSet?: string;
  /** `DEFAULT NULL` is written out. */
  readonly defaultsToNull?: boolean;
  /** `REFERENCES` in line, where the server may not heed it (MySQL before 9.0); `constraints` does not have it. */
  readonly inlineReferences?: ConstraintDefinition;
  /** The definition as written, type first. */
  readonly text?: string;
}

/** Where a column is put. */
export type ColumnPosition = 'first' | { readonly after: string };

export interface IndexKey {
  /** Absent for an expression. */
  readonly column?: string;
  readonly expression?: Expression;
  /** Operator class, collation, ordering and nulls, canonical. */
  readonly options: string;
  /** The whole key as written, where it is more than a column: `lower(email) text_pattern_ops DESC`. */
  readonly text?: string;
}

/** Everything that has a definition and is neither a table, a column, a constraint nor an index. */
export type ObjectType =
  | 'view'
  | 'materialized view'
  | 'sequence'
  | 'enum'
  | 'type'
  | 'domain'
  | 'function'
  | 'procedure'
  | 'aggregate'
  | 'trigger'
  | 'event'
  | 'event trigger'
  | 'policy'
  | 'rule'
  | 'extension'
  | 'schema'
  | 'database'
  | 'foreign table'
  | 'statistics'
  | 'collation'
  | 'text search configuration'
  | 'text search dictionary'
  | 'text search parser'
  | 'text search template'
  | 'operator'
  | 'cast'
  | 'role'
  | 'publication'
  | 'subscription'
  | 'foreign server'
  | 'other';

/** Something that a condition asks the catalog for: `EXISTS (SELECT FROM pg_indexes WHERE indexname = 'a')`. */
export interface CatalogTest {
  readonly object: 'relation' | 'index' | 'column' | 'constraint' | 'trigger' | 'policy' | 'type' | 'enum value' | 'routine' | 'schema' | 'extension';
  /** Absent where any will do, as any primary key of a table. */
  readonly name?: string;
  readonly schema?: string;
  /** The table of a column, a constraint, a trigger, a policy or an index; the type of an enum value. */
  readonly of?: QualifiedName;
  readonly constraintType?: ConstraintType;
  /** The table that a foreign key refers to. */
  readonly references?: QualifiedName;
}

/** What has to hold for a statement to run, as far as the text tells. */
export type Condition =
  | { readonly kind: 'exists'; readonly test: CatalogTest }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'unknown' };

interface Base extends Range {
  /** Set when the statement only runs if something holds, as inside `IF … THEN` of a `DO` block. */
  readonly conditional?: boolean;
  /** What has to hold, all of it; the same object for all statements of one branch. Absent where nothing of it is known. */
  readonly onlyIf?: readonly Condition[];
}

interface OnTable extends Base {
  readonly table: QualifiedName;
  /** `IF EXISTS` on the table of an `ALTER TABLE`. */
  readonly tableIfExists?: boolean;
  /** `ONLY`: without partitions and inheriting tables. */
  readonly only?: boolean;
}

interface OnColumn extends OnTable {
  readonly column: string;
}

/** Which columns of one table are copied, and under which names; nothing is computed on the way. */
export interface CopiedColumns {
  readonly from: QualifiedName;
  /** Empty for all columns, each under its own name. */
  readonly columns: readonly { readonly from: string; readonly to: string }[];
  /** Whether rows were left out. */
  readonly hasWhere: boolean;
}

/** The rows of one table on their way into another, column by column. */
export interface SelectedRows {
  readonly from: QualifiedName;
  /** Absent for `*`, which goes by position; `to` is absent where the statement lists no targets. */
  readonly columns?: readonly { readonly to?: string; readonly value: Expression }[];
  /** Whether rows may be left out. */
  readonly hasWhere: boolean;
}

export interface CreateTable extends OnTable {
  readonly kind: 'createTable';
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  readonly unlogged: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  /** Indexes written in the table's definition (MySQL). */
  readonly indexes?: readonly CreateIndex[];
  /** `PARTITION OF parent`, with the bound canonical and as written. */
  readonly partitionOf?: { readonly table: QualifiedName; readonly bound: string; readonly boundText?: string };
  readonly partitionBy?: string;
  /** As written: `RANGE (created_at)`. */
  readonly partitionByText?: string;
  /** Storage parameters, as written in `WITH (…)`. */
  readonly storage?: readonly (readonly [name: string, value: string])[];
  readonly inherits: readonly QualifiedName[];
  /** `LIKE other`; the copied columns are known only to the schema. */
  readonly like: readonly { readonly table: QualifiedName; readonly including: readonly string[] }[];
  /** `CREATE TABLE … AS`: columns come from a query and are not known. */
  readonly fromQuery: boolean;
  /** The relations that such a query reads. */
  readonly reads?: readonly QualifiedName[];
  /** Set when the query copies plain columns of one table. */
  readonly copies?: CopiedColumns;
}
export interface DropTable extends OnTable {
  readonly kind: 'dropTable';
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameTable extends OnTable {
  readonly kind: 'renameTable';
  readonly to: string;
}
/** `ALTER … SET SCHEMA`, for tables and every other object. */
export interface MoveToSchema extends Base {
  readonly kind: 'moveToSchema';
  readonly objectType: ObjectType | 'table' | 'index';
  readonly name: QualifiedName;
  readonly schema: string;
}

/**
 * A table that is created anew under another name, filled from the old one, and takes its place:
 * how SQLite changes what its `ALTER TABLE` cannot. One change, whatever statements it takes.
 */
export interface RebuildTable extends OnTable {
  readonly kind: 'rebuildTable';
  /** The table as it is afterwards, apart from its indexes and triggers, which are to be created again. */
  readonly definition: CreateTable;
  /** Where the value of each column comes from: `SELECT *` goes by position; undefined where it cannot be told. */
  readonly copied: readonly CopiedColumn[] | 'by position' | undefined;
  /** Whether rows may be left out on the way. */
  readonly leavesOutRows: boolean;
  /** The name that the old table was given first, if it was; what refers to the table follows it there. */
  readonly renamedTo?: string;
  /** The `DROP TABLE` of the old table. */
  readonly drop: Range;
  /** What creates indexes and triggers of the table again, before or after, up to the end of the script. */
  readonly createdAgain: readonly (CreateIndex | CreateObject)[];
}
/** A column of a rebuilt table. */
export interface CopiedColumn {
  readonly to: string;
  readonly value: Expression;
  /** The column of the old table that is copied as it is. */
  readonly from?: string;
}

export interface AddColumn extends OnTable {
  readonly kind: 'addColumn';
  readonly column: ColumnDefinition;
  readonly ifNotExists: boolean;
  /** Behind the last column when absent. */
  readonly position?: ColumnPosition;
}
/**
 * `MODIFY` and `CHANGE` of MySQL: the whole definition is stated again, and what is left out is gone.
 * Rules see it, and besides the changes that it amounts to (`restated-column.ts`).
 */
export interface RestateColumn extends OnColumn {
  readonly kind: 'restateColumn';
  readonly definition: ColumnDefinition;
  readonly ifExists: boolean;
  readonly position?: ColumnPosition;
}
export interface DropColumn extends OnColumn {
  readonly kind: 'dropColumn';
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameColumn extends OnColumn {
  readonly kind: 'renameColumn';
  readonly to: string;
  /** A column of a table, of a view, or an attribute of a composite type. */
  readonly of: 'table' | 'view' | 'type';
}
export interface AlterColumnType extends OnColumn {
  readonly kind: 'alterColumnType';
  readonly type: DataType;
  readonly using?: Expression;
  readonly collation?: string;
  /** MySQL's `CHARACTER SET`. */
  readonly characterSet?: string;
}
export interface SetDefault extends OnColumn {
  readonly kind: 'setDefault';
  readonly default: Expression;
}
export interface DropDefault extends OnColumn {
  readonly kind: 'dropDefault';
}
export interface SetNotNull extends OnColumn {
  readonly kind: 'setNotNull';
}
export interface DropNotNull extends OnColumn {
  readonly kind: 'dropNotNull';
}
/** `ADD GENERATED … AS IDENTITY` (set) and `DROP IDENTITY` (absent `identity`). */
export interface SetIdentity extends OnColumn {
  readonly kind: 'setIdentity';
  readonly identity?: 'always' | 'by default';
}
/** `SET EXPRESSION AS (…)` (set) and `DROP EXPRESSION` (absent `expression`). */
export interface SetGenerated extends OnColumn {
  readonly kind: 'setGenerated';
  readonly expression?: Expression;
}

export interface AddConstraint extends OnTable {
  readonly kind: 'addConstraint';
  readonly constraint: ConstraintDefinition;
}
export interface DropConstraint extends OnTable {
  readonly kind: 'dropConstraint';
  readonly name: string;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameConstraint extends OnTable {
  readonly kind: 'renameConstraint';
  readonly name: string;
  readonly to: string;
}
export interface ValidateConstraint extends OnTable {
  readonly kind: 'validateConstraint';
  readonly name: string;
}

export interface CreateIndex extends OnTable {
  readonly kind: 'createIndex';
  /** Absent when the database chooses the name. */
  readonly name?: string;
  readonly unique: boolean;
  readonly concurrently: boolean;
  readonly ifNotExists: boolean;
  /** `ON ONLY parent`. */
  readonly only: boolean;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly where?: Expression;
  /** `NULLS NOT DISTINCT`, storage options, canonical. */
  readonly details: string;
  /** The same, to be written between the keys and the condition. */
  readonly detailsText?: string;
  readonly text: string;
}
export interface DropIndex extends Base {
  readonly kind: 'dropIndex';
  readonly name: QualifiedName;
  readonly concurrently: boolean;
  readonly ifExists: boolean;
  readonly cascade: boolean;
  /** Where an index's name is known in its table only (MySQL). */
  readonly table?: QualifiedName;
  /** The same statement builds another index, which may take its place. */
  readonly isReplaced?: boolean;
}
export interface RenameIndex extends Base {
  readonly kind: 'renameIndex';
  readonly name: QualifiedName;
  /** Where an index's name is known in its table only (MySQL). */
  readonly table?: QualifiedName;
  readonly to: string;
}
export interface Reindex extends Base {
  readonly kind: 'reindex';
  readonly target: 'index' | 'table' | 'schema' | 'system' | 'database';
  readonly name: QualifiedName;
  readonly concurrently: boolean;
}

export interface CreateObject extends Base {
  readonly kind: 'createObject';
  readonly objectType: ObjectType;
  readonly name: QualifiedName;
  /** The table of a trigger, a policy or a rule. */
  readonly table?: QualifiedName;
  /** The argument types of a function, canonical: `int4,text`. */
  readonly arguments?: string;
  /** How many of them, from the end, have a default and may be left out of a call. */
  readonly optionalArguments?: number;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  /** Equal for definitions that mean the same apart from spelling and the object's own name. */
  readonly definition: string;
  /** The statement, for scripts that recreate the object. */
  readonly text: string;
  /** The labels of an enum, in order. */
  readonly labels?: readonly string[];
  /** The base type of a domain, or the attributes of a composite type. */
  readonly baseType?: DataType;
  /** Whether a domain carries constraints. */
  readonly constrained?: boolean;
  /** What a function returns, canonical; `trigger` for the function of a trigger, absent for a procedure. */
  readonly returns?: string;
  /** The names of a function's parameters that take a value, in order; empty where one has none. */
  readonly parameters?: readonly string[];
  /** The columns of `RETURNS TABLE` and the parameters that give values back, canonical. */
  readonly outputs?: string;
  /** The columns of a view in order, undefined for one that its query leaves unnamed; absent where a `*` says what they are. */
  readonly columnNames?: readonly (string | undefined)[];
  /** The declared volatility of a function; absent where the statement leaves it out. */
  readonly volatility?: 'immutable' | 'stable' | 'volatile';
  /** Relations that a view reads. */
  readonly reads?: readonly QualifiedName[];
  /** `WITH NO DATA` on a materialized view. */
  readonly withoutData?: boolean;
  /** `OWNED BY table.column` of a sequence. */
  readonly ownedBy?: { readonly table: QualifiedName; readonly column: string };
  /** The tables of statistics or of a publication. */
  readonly about?: readonly QualifiedName[];
  readonly temporary?: boolean;
}
export interface DropObject extends Base {
  readonly kind: 'dropObject';
  readonly objectType: ObjectType;
  readonly name: QualifiedName;
  readonly table?: QualifiedName;
  /** Absent when the statement names a function without its arguments. */
  readonly arguments?: string;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameObject extends Base {
  readonly kind: 'renameObject';
  readonly objectType: ObjectType;
  readonly name: QualifiedName;
  readonly table?: QualifiedName;
  readonly arguments?: string;
  readonly to: string;
}
/** An `ALTER` of an object that changes its definition in a way described only by `aspect`. */
export interface AlterObject extends Base {
  readonly kind: 'alterObject';
  readonly objectType: ObjectType;
  readonly name: QualifiedName;
  readonly table?: QualifiedName;
  readonly arguments?: string;
  /** Which part changes; a later change of the same aspect replaces this one. */
  readonly aspect: string;
  /** The new value, canonical. */
  readonly value: string;
  /** The type that an attribute of a composite type gets in place of another one. */
  readonly attributeType?: { readonly attribute: string; readonly type: DataType };
  /** The source text of the statement. */
  readonly text?: string;
  /** Constraint of a domain that was added with the statement. */
  readonly notValid?: boolean;
  /** The table that a sequence is altered through, as its identity. */
  readonly identityOf?: QualifiedName;
  /** `ALTER SEQUENCE … OWNED BY table.column`. */
  readonly ownedBy?: { readonly table: QualifiedName; readonly column: string };
}

export interface AddEnumValue extends Base {
  readonly kind: 'addEnumValue';
  readonly name: QualifiedName;
  readonly value: string;
  readonly ifNotExists: boolean;
  /** The neighbour that the value is put beside; at the end when absent. */
  readonly beside?: { readonly label: string; readonly after: boolean };
}
export interface RenameEnumValue extends Base {
  readonly kind: 'renameEnumValue';
  readonly name: QualifiedName;
  readonly value: string;
  readonly to: string;
}

/** A property of a table that is neither a column nor a constraint. */
export type TableAspect =
  | 'row security'
  | 'forced row security'
  | 'persistence'
  | 'tablespace'
  | 'access method'
  | 'replica identity'
  | 'cluster index'
  | 'owner'
  | 'inheritance'
  | 'type'
  | 'oids'
  | 'foreign options'
  | `option ${string}`
  | `trigger ${string}`
  | `rule ${string}`
  | `statistics ${string}`
  | `storage ${string}`
  | `compression ${string}`
  | `column option ${string}`
  | `constraint ${string}`
  | `invisible index ${string}`;

export interface AlterTable extends OnTable {
  readonly kind: 'alterTable';
  readonly aspect: TableAspect;
  /** The new value, canonical; absent when the aspect goes back to the default. */
  readonly value?: string;
  /** The table that is inherited from, or is no more. */
  readonly parent?: QualifiedName;
  /** Whether a constraint becomes enforced or is enforced no more; absent where that stays as it is. */
  readonly enforced?: boolean;
}
/** `ALTER INDEX … SET`, which leaves what the index holds as it is. */
export interface AlterIndex extends Base {
  readonly kind: 'alterIndex';
  readonly name: QualifiedName;
  readonly aspect: 'options' | 'tablespace' | 'statistics' | 'extension';
  /** The tablespace. */
  readonly value?: string;
}
/** `CONVERT TO CHARACTER SET`: the table's and that of every column with text. */
export interface ConvertCharacterSet extends OnTable {
  readonly kind: 'convertCharacterSet';
  readonly characterSet: string;
  readonly collation?: string;
}
/** What MySQL's `ALTER TABLE` does to partitions, which have no tables of their own there. */
export interface ChangePartitions extends OnTable {
  readonly kind: 'changePartitions';
  readonly action:
    | 'partition by'
    | 'remove'
    | 'add'
    | 'drop'
    | 'truncate'
    | 'reorganize'
    | 'coalesce'
    | 'exchange'
    | 'rebuild'
    | 'optimize'
    | 'check';
  readonly partitions: readonly string[];
  /** The table that a partition is exchanged with. */
  readonly with?: QualifiedName;
  /** The action as written. */
  readonly text: string;
}
export interface AttachPartition extends OnTable {
  readonly kind: 'attachPartition';
  readonly partition: QualifiedName;
  readonly bound: string;
  /** The bound as written. */
  readonly boundText?: string;
}
export interface DetachPartition extends OnTable {
  readonly kind: 'detachPartition';
  readonly partition: QualifiedName;
  readonly concurrently: boolean;
}
export interface AttachIndex extends Base {
  readonly kind: 'attachIndex';
  readonly name: QualifiedName;
  readonly partitionIndex: QualifiedName;
}

export interface InsertRows extends OnTable {
  readonly kind: 'insertRows';
  readonly columns: readonly string[];
  /** Tables that an `INSERT … SELECT` reads; absent for `VALUES`. */
  readonly from?: readonly QualifiedName[];
  readonly onConflictUpdate: boolean;
  /** Whether rows that are there already stay as they are (`ON CONFLICT`, `WHERE NOT EXISTS`). */
  readonly mayInsertNothing?: boolean;
  /** The rows of `VALUES`; each constant as it can be written again, undefined for what is computed. */
  readonly rows?: readonly (readonly (string | undefined)[])[];
  /** Set when an `INSERT … SELECT` copies plain columns of one table. */
  readonly copies?: CopiedColumns;
  /** What an `INSERT … SELECT` makes of the rows of one table; told by front ends that recognise rebuilt tables. */
  readonly selects?: SelectedRows;
}
export interface UpdateRows extends OnTable {
  readonly kind: 'updateRows';
  readonly columns: readonly string[];
  /** Tables that its `FROM` joins; absent without one. */
  readonly from?: readonly QualifiedName[];
  readonly hasWhere: boolean;
  /** Columns whose `IS NULL` is required by every row that is updated. */
  readonly onlyWhereNull: readonly string[];
  /** Columns that every updated row has one constant in, so that the script itself tells their value. */
  readonly onlyWhereConstant: readonly string[];
  readonly values: readonly { readonly column: string; readonly value: Expression }[];
  /** The condition as written, where it can be taken out of the statement. */
  readonly where?: string;
  /** The name that stands for the table in the condition. */
  readonly alias?: string;
}
export interface DeleteRows extends OnTable {
  readonly kind: 'deleteRows';
  readonly hasWhere: boolean;
  /** Columns that every deleted row has one constant in. */
  readonly onlyWhereConstant: readonly string[];
  /** Tables that its `USING` joins; absent without one. */
  readonly from?: readonly QualifiedName[];
  /** The condition as written, where it can be taken out of the statement. */
  readonly where?: string;
  /** The name that stands for the table in the condition. */
  readonly alias?: string;
}
export interface TruncateTable extends OnTable {
  readonly kind: 'truncateTable';
  readonly cascade: boolean;
}
export interface LockTable extends OnTable {
  readonly kind: 'lockTable';
  readonly mode: string;
}
export interface RefreshView extends Base {
  readonly kind: 'refreshView';
  readonly name: QualifiedName;
  readonly concurrently: boolean;
  readonly withoutData: boolean;
}
/** `VACUUM`, `CLUSTER`, `ANALYZE` … */
export interface Maintain extends Base {
  readonly kind: 'maintain';
  /** `move tablespace` is that of all tables, indexes or materialized views in one. */
  readonly command: 'vacuum' | 'vacuum full' | 'cluster' | 'analyze' | 'checkpoint' | 'alter system' | 'move tablespace' | 'optimize';
  readonly tables: readonly QualifiedName[];
}

/** `DROP OWNED`, `REASSIGN OWNED`. */
export interface DropOwned extends Base {
  readonly kind: 'dropOwned';
  readonly roles: readonly string[];
  readonly reassignTo?: string;
  readonly cascade: boolean;
}
export interface ChangePrivileges extends Base {
  readonly kind: 'changePrivileges';
  readonly grant: boolean;
  /** What is granted on what to whom, canonical, one entry per privilege that can be undone alone. */
  readonly entries: readonly string[];
  /** The same in parts, for messages. */
  readonly privileges: readonly string[];
  readonly objects: readonly { readonly type: string; readonly name: QualifiedName }[];
  readonly roles: readonly string[];
}
export interface SetComment extends Base {
  readonly kind: 'setComment';
  /** The commented object, canonical: `table public.orders`, `column public.orders.id`. */
  readonly on: string;
  /** The table, view, index or sequence that it is on, or whose column. */
  readonly relation?: QualifiedName;
  /** Absent for `IS NULL`. */
  readonly comment?: string;
}

/** `SET`, `RESET` and `SELECT set_config(…)`. */
export interface SetParameter extends Base {
  readonly kind: 'setParameter';
  readonly name: string;
  /** Absent for `RESET` and `SET … TO DEFAULT`. */
  readonly value?: string;
  readonly local: boolean;
  /** Set for the sessions to come (`ALTER DATABASE … SET`, `ALTER ROLE current_user SET`), not for this one. */
  readonly lasting?: boolean;
}
export interface ControlTransaction extends Base {
  readonly kind: 'controlTransaction';
  readonly action: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollback to';
}

/** A statement that reads, or whose effect no later statement can notice. */
export interface NoEffect extends Base {
  readonly kind: 'noEffect';
  readonly command: string;
  /** Tables whose rows a `SELECT … FOR UPDATE` locks, or that a publication gets or loses. */
  readonly tables?: readonly QualifiedName[];
}
/** A call of functions in a `SELECT` or a `CALL`; one that the migrations define may do anything. */
export interface CallFunctions extends Base {
  readonly kind: 'callFunctions';
  /** Lower case, without schema `pg_catalog`. */
  readonly functions: readonly string[];
  /** The calls, where the statement does nothing but call each of them once. */
  readonly calls?: readonly RoutineCall[];
  /** `EXECUTE f()`: the text that the call returns is run as well. */
  readonly executesResult?: boolean;
  /** Whether the changes behind this one are what the called routines do. */
  readonly isFollowed?: boolean;
}

/** A constant, as text; null for NULL, a list for an array, undefined where the text does not tell. */
export type ConstantValue = string | null | undefined | readonly ConstantValue[];

/** A call of a routine, with what is known of its arguments. */
export interface RoutineCall {
  readonly name: QualifiedName;
  readonly arguments: readonly { readonly name?: string; readonly value: ConstantValue }[];
}
/** An error that a script raises itself, whatever the database looks like: `DO $$ BEGIN RAISE EXCEPTION … END $$`. */
export interface RaiseError extends Base {
  readonly kind: 'raiseError';
  /** As the script has it; placeholders are not filled in. */
  readonly message: string;
}
/** A statement whose effect on the schema cannot be known from its text. */
export interface Opaque extends Base {
  readonly kind: 'opaque';
  readonly command: string;
  readonly reason: string;
  /** The only objects that it may change, where their names can be read; absent where it may change any. */
  readonly targets?: readonly OpaqueTarget[];
}

/** An object that SQL put together at run time is about. */
export interface OpaqueTarget {
  readonly name: string;
  /** Whether it names a schema that only the server knows, as in a loop over the schemas of tenants. */
  readonly elsewhere: boolean;
}

export type Change =
  | CreateTable
  | DropTable
  | RenameTable
  | RebuildTable
  | MoveToSchema
  | AddColumn
  | RestateColumn
  | DropColumn
  | RenameColumn
  | AlterColumnType
  | SetDefault
  | DropDefault
  | SetNotNull
  | DropNotNull
  | SetIdentity
  | SetGenerated
  | AddConstraint
  | DropConstraint
  | RenameConstraint
  | ValidateConstraint
  | CreateIndex
  | DropIndex
  | RenameIndex
  | Reindex
  | CreateObject
  | DropObject
  | RenameObject
  | AlterObject
  | AddEnumValue
  | RenameEnumValue
  | AlterTable
  | ConvertCharacterSet
  | ChangePartitions
  | AttachPartition
  | DetachPartition
  | AttachIndex
  | AlterIndex
  | InsertRows
  | UpdateRows
  | DeleteRows
  | TruncateTable
  | LockTable
  | RefreshView
  | Maintain
  | DropOwned
  | ChangePrivileges
  | SetComment
  | SetParameter
  | ControlTransaction
  | NoEffect
  | CallFunctions
  | RaiseError
  | Opaque;

export type ChangeKind = Change['kind'];
export type ChangeOf<K extends ChangeKind> = Extract<Change, { readonly kind: K }>;

/** `ALGORITHM=…` and `LOCK=…` of MySQL, upper case; the server refuses the statement if it cannot keep to them. */
export interface OnlineClauses {
  readonly algorithm?: string;
  readonly lock?: string;
  /** For how many seconds MariaDB lets this one statement wait for its locks: `WAIT 5`, or `NOWAIT`, which is `0`. */
  readonly wait?: string;
}

/** One statement of a script and what it does. */
export interface Statement extends Range {
  /** The leading keywords, upper case: `ALTER TABLE`, `CREATE INDEX`. */
  readonly command: string;
  readonly changes: readonly Change[];
  /** What the statement demands of the way in which MySQL carries it out. */
  readonly online?: OnlineClauses;
  /** Why the statement, or part of it, is not analysed; absent when all of it is. */
  readonly problem?: Problem;
}

/** Why a piece of text could not be analysed, and where. */
export interface Problem extends Range {
  readonly kind: 'syntax' | 'dynamic' | 'client command' | 'unsupported';
  /** A sentence. */
  readonly message: string;
}
