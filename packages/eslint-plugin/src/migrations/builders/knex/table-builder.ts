import type { Range } from 'sqllint';
import { HostValue, ListValue, RecordValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import type { Sql } from '../../script/script-writer.ts';
import { part } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import type { Target } from '../database.ts';
import { quoted, quotedPath, quotedText, textOf } from '../sql-text.ts';
import { ColumnBuilder } from './column-builder.ts';
import { columnTypes } from './column-types.ts';

export type TableMethod = 'create' | 'create if not exists' | 'create like' | 'alter';

/** A call of the table builder that is neither a column nor a property of the table. */
export interface TableStep {
  readonly method: string;
  readonly args: readonly Value[];
  readonly range: Range;
}

/** `table.foreign(…)` with what is chained to it, or `.references(…)` of a column. */
export interface ForeignKey {
  readonly columns: Value;
  range: Range;
  name: Value;
  references?: Value;
  inTable?: Value;
  onDelete?: Value;
  onUpdate?: Value;
  deferrable?: Value;
}

const steps: ReadonlySet<string> = new Set([
  'check',
  'dropChecks',
  'dropColumn',
  'dropColumns',
  'dropForeign',
  'dropForeignIfExists',
  'dropIndex',
  'dropNullable',
  'dropPrimary',
  'dropPrimaryIfExists',
  'dropTimestamps',
  'dropUnique',
  'dropUniqueIfExists',
  'index',
  'primary',
  'renameColumn',
  'setNullable',
  'unique',
]);

/** What `createTable` and `alterTable` hand to their callback. It collects; the SQL is written when the callback has ended. */
export class TableBuilder extends HostValue {
  readonly target: Target;
  readonly method: TableMethod;
  readonly nameValue: Value;
  readonly schema: TextValue | undefined;
  like: Value;
  readonly columns: ColumnBuilder[] = [];
  readonly steps: (TableStep | ForeignKey)[] = [];
  /** `comment`, `engine`, `charset`, `collate`, `inherits`. */
  readonly properties = new Map<string, TableStep>();
  /** False when a call is not read, or may not happen. */
  isKnown = true;
  readonly #depth: number;

  constructor(target: Target, method: TableMethod, name: Value, schema: TextValue | undefined, depth: number) {
    super();
    this.target = target;
    this.method = method;
    this.nameValue = name;
    this.schema = schema;
    this.#depth = depth;
    if (textOf(name) === undefined) this.isKnown = false;
  }

  get isCreated(): boolean {
    return this.method !== 'alter';
  }

  /** The name without a schema, as Knex puts it into the names of constraints. */
  get rawName(): string {
    return textOf(this.nameValue) ?? '';
  }

  get name(): Sql {
    const { dialect } = this.target;
    const own = quotedPath(this.nameValue, dialect) ?? '';
    return this.schema ? part(undefined, quoted(this.schema, dialect) ?? '', '.', own) : own;
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    if (site.interpreter.depth > this.#depth) this.isKnown = false;
    const { range } = site;
    if (columnTypes.has(name)) return this.#column(name, args, range);
    if (name === 'timestamps') return this.#timestamps(args, range);
    if (name === 'foreign') {
      const key: ForeignKey = { columns: args[0], name: args[1], range };
      this.steps.push(key);
      return new ForeignKeyBuilder(this, key);
    }
    if (name === 'comment' || name === 'engine' || name === 'charset' || name === 'collate' || name === 'inherits') this.properties.set(name, { method: name, args, range });
    else if (steps.has(name)) this.steps.push({ method: name, args, range });
    else if (name !== 'queryContext') this.isKnown = false;
    return this;
  }

  #column(type: string, args: readonly Value[], range: Range): ColumnBuilder {
    const column = new ColumnBuilder(this, type, args, range);
    this.columns.push(column);
    return column;
  }

  #timestamps([first, second, third]: readonly Value[], range: Range): Value {
    const options = first instanceof RecordValue ? first : undefined;
    const [useTimestamps, defaultToNow, useCamelCase] = options ? ['useTimestamps', 'defaultToNow', 'useCamelCase'].map((key) => options.get(key)) : [first, second, third];
    for (const name of useCamelCase === true ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at']) {
      const column = this.#column(useTimestamps === true ? 'timestamp' : 'datetime', [TextValue.of(name)], range);
      if (defaultToNow === true) column.isNow = true;
    }
    return undefined;
  }

  /** The name that Knex gives to an index or a constraint that nobody named. */
  defaultName(columns: Value, kind: 'index' | 'unique' | 'foreign'): Sql | undefined {
    const names = namesOf(columns);
    if (!names) return undefined;
    return quotedText(`${this.rawName.replaceAll(/\.|-/gu, '_')}_${names.join('_')}_${kind}`.toLowerCase(), this.target.dialect);
  }

  /** Column names in quotes, separated by commas. */
  columnList(columns: Value): Sql | undefined {
    const items = columns instanceof ListValue ? (columns.isOpen ? undefined : columns.items) : [columns];
    const names = items?.map((item) => quotedPath(item, this.target.dialect));
    if (!names || names.includes(undefined)) return undefined;
    return part(undefined, ...names.filter((name) => name !== undefined).flatMap((name, index) => (index === 0 ? [name] : [', ', name])));
  }
}

function namesOf(columns: Value): readonly string[] | undefined {
  const items = columns instanceof ListValue ? (columns.isOpen ? undefined : columns.items) : [columns];
  const names = items?.map(textOf);
  return names?.includes(undefined) ? undefined : names?.filter((name) => name !== undefined);
}

/** What can be chained to `table.foreign(…)`. */
class ForeignKeyBuilder extends HostValue {
  readonly #table: TableBuilder;
  readonly #key: ForeignKey;

  constructor(table: TableBuilder, key: ForeignKey) {
    super();
    this.#table = table;
    this.#key = key;
  }

  invoke(name: string, args: readonly Value[], { range }: CallSite): Value {
    if (!extendForeignKey(this.#key, name, args, range)) this.#table.isKnown = false;
    return this;
  }
}

/** @returns false when the method is none of a foreign key's */
export function extendForeignKey(key: ForeignKey, method: string, [first]: readonly Value[], range: Range): boolean {
  key.range = { start: key.range.start, end: range.end };
  switch (method) {
    case 'references': {
      const [table, column] = textOf(first)?.split('.') ?? [];
      if (column === undefined) key.references = first;
      else {
        key.inTable = TextValue.of(table ?? '');
        key.references = TextValue.of(column);
      }
      return true;
    }
    case 'inTable':
    case 'on':
      key.inTable = first;
      return true;
    case 'onDelete':
      key.onDelete = first;
      return true;
    case 'onUpdate':
      key.onUpdate = first;
      return true;
    case 'deferrable':
      key.deferrable = first;
      return true;
    case 'withKeyName':
      key.name = first;
      return true;
    default:
      return false;
  }
}

