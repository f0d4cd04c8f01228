import type { Range } from 'sqllint';
import { ListValue, HostValue, RecordValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { plainOf } from '../../interpreter/built-ins.ts';
import { joined, part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { isMysql, literal, quoted, SqlValue, standIn, stringLiteral, textOf } from '../sql-text.ts';
import { columnType, typeName } from './column-types.ts';
import type { ForeignKey, TableBuilder } from './table-builder.ts';
import { extendForeignKey } from './table-builder.ts';

interface Modifier {
  readonly args: readonly Value[];
  readonly range: Range;
}

const foreignKeyMethods: ReadonlySet<string> = new Set(['references', 'inTable', 'on', 'onDelete', 'onUpdate', 'deferrable', 'withKeyName']);
const aliases: Readonly<Record<string, string>> = { default: 'defaultTo', defaultsTo: 'defaultTo', notNull: 'notNullable' };
const modifiers: ReadonlySet<string> = new Set([
  'after', 'check', 'checkBetween', 'checkIn', 'checkLength', 'checkNegative', 'checkNotIn', 'checkPositive', 'checkRegex',
  'collate', 'comment', 'defaultTo', 'first', 'unsigned',
]);

/** A column with what is chained to it: `table.string('name').notNullable()`. */
export class ColumnBuilder extends HostValue {
  readonly type: string;
  readonly args: readonly Value[];
  readonly #table: TableBuilder;
  readonly #modifiers = new Map<string, Modifier>();
  #range: Range;
  #foreignKey: ForeignKey | undefined;
  /** `timestamps(true, true)`: required, with the time of the insert as default. */
  isNow = false;
  /** `.alter()`: an existing column becomes this one. */
  isAltered = false;
  alterType = true;
  alterNullable = true;

  constructor(table: TableBuilder, method: string, args: readonly Value[], range: Range) {
    super();
    this.#table = table;
    this.type = typeName(method);
    this.args = args;
    this.#range = range;
  }

  /** The call with everything that is chained to it. */
  get range(): Range {
    return this.#range;
  }

  invoke(name: string, args: readonly Value[], { range }: CallSite): Value {
    this.#range = { start: Math.min(this.#range.start, range.start), end: Math.max(this.#range.end, range.end) };
    const key = aliases[name] ?? name;
    if (key === 'nullable' || key === 'notNullable') {
      const isNull = key === 'nullable' && args[0] !== false;
      this.#modifiers.set('nullable', { args: [isNull], range });
    } else if (modifiers.has(key)) {
      this.#modifiers.set(key, { args, range });
    } else if (key === 'index' || key === 'primary' || key === 'unique') {
      if (!this.isIncrements) this.#table.steps.push({ method: key, args: [this.args[0], ...args], range });
    } else if (foreignKeyMethods.has(key)) {
      this.#references(key, args, range);
    } else if (key === 'alter') {
      this.#alter(args[0]);
    } else if (key !== 'queryContext') {
      this.#table.isKnown = false;
    }
    return this;
  }

  get isIncrements(): boolean {
    return this.type.endsWith('increments');
  }

  /** The column in quotes; `id` where `increments` has no name. */
  get name(): Sql | undefined {
    return quoted(this.args[0] ?? (this.isIncrements ? TextValue.of('id') : undefined), this.#table.target.dialect);
  }

  get typeSql(): string | undefined {
    return columnType(this.type, {
      dialect: this.#table.target.dialect,
      args: this.args.slice(1),
      isPrimaryKey: !this.#table.steps.some((step) => 'method' in step && step.method === 'primary'),
      column: nameText(this.name),
    });
  }

  /** `"name" varchar(255) not null default 'a'`. */
  definition(): Sql | undefined {
    const { name, typeSql } = this;
    return name === undefined || typeSql === undefined ? undefined : part(this.range, ...joined([name, typeSql, ...this.#written()], ' '));
  }

  /** What a comment on the column says; undefined where there is none to write. */
  get comment(): { readonly text: Sql; readonly range: Range } | undefined {
    const comment = this.#modifiers.get('comment');
    if (!comment) return undefined;
    const text = textOf(comment.args[0]);
    return { text: text === undefined || text === '' ? 'NULL' : stringLiteral(text.replaceAll("''", "'")), range: comment.range };
  }

  get default(): { readonly sql: Sql; readonly range: Range } | undefined {
    const given = this.#modifiers.get('defaultTo');
    if (!given) return this.isNow ? { sql: 'default CURRENT_TIMESTAMP', range: this.range } : undefined;
    const [value] = given.args;
    return value === undefined ? undefined : { sql: part(undefined, 'default ', this.#defaultValue(value)), range: given.range };
  }

  /** `.notNullable()`; undefined where nothing is said. */
  get nullable(): { readonly isNull: boolean; readonly range: Range } | undefined {
    const given = this.#modifiers.get('nullable');
    if (!given) return this.isNow ? { isNull: false, range: this.range } : undefined;
    return { isNull: given.args[0] === true, range: given.range };
  }

  #written(): Sql[] {
    const { dialect } = this.#table.target;
    const nullable = this.nullable && part(this.nullable.range, this.nullable.isNull ? 'null' : 'not null');
    const given = this.default && part(this.default.range, this.default.sql);
    if (isMysql(dialect)) return this.#mysqlModifiers(nullable, given);
    if (this.isIncrements) return [];
    return [nullable, given, ...this.#checks()].filter((one) => one !== undefined);
  }

  #mysqlModifiers(nullable: Sql | undefined, given: Sql | undefined): Sql[] {
    const { comment } = this;
    const commented = comment && part(comment.range, 'comment ', comment.text);
    if (this.isIncrements) return commented ? [commented] : [];
    const hasDefault = !/text$|blob$/u.test(this.type) && this.#modifiers.get('defaultTo')?.args[0] !== null;
    const collation = textOf(this.#modifiers.get('collate')?.args[0]);
    const after = this.#modifiers.get('after');
    return [
      this.#modifiers.has('unsigned') ? 'unsigned' : undefined,
      nullable,
      hasDefault ? given : undefined,
      commented,
      collation === undefined ? undefined : `collate '${collation}'`,
      this.#modifiers.has('first') ? 'first' : undefined,
      after && part(after.range, 'after ', quoted(after.args[0], 'mysql') ?? '``'),
      ...this.#checks(),
    ].filter((one) => one !== undefined);
  }

  #checks(): Sql[] {
    const name = nameText(this.name);
    return [...this.#modifiers].flatMap(([method, { args, range }]) => {
      if (!method.startsWith('check')) return [];
      const { predicate, constraint } = checkOf(method, name, args, (value) => literal(value, this.#table.target.dialect));
      const named = textOf(constraint);
      return [part(range, named === undefined ? '' : `constraint ${named} `, 'check (', predicate, ')')];
    });
  }

  #defaultValue(value: Value): Sql {
    const { dialect } = this.#table.target;
    if (value === null) return 'null';
    if (value instanceof SqlValue) return value.asSql() ?? standIn(dialect);
    if (this.type === 'bool') return `'${value === false || value === 0 || textOf(value) === 'false' ? 0 : 1}'`;
    if (value instanceof RecordValue || value instanceof ListValue) {
      const plain = plainOf(value);
      return plain ? stringLiteral(this.type.startsWith('json') ? JSON.stringify(plain.value) : String(plain.value)) : standIn(dialect);
    }
    if (typeof value === 'number' || typeof value === 'boolean') return `'${String(value)}'`;
    return literal(value, dialect);
  }

  #references(method: string, args: readonly Value[], range: Range): void {
    if (!this.#foreignKey) {
      this.#foreignKey = { columns: this.args[0], name: undefined, range };
      this.#table.steps.push(this.#foreignKey);
    }
    if (!extendForeignKey(this.#foreignKey, method, args, range)) this.#table.isKnown = false;
  }

  #alter(options: Value): void {
    this.isAltered = true;
    if (!(options instanceof RecordValue)) return;
    this.alterType = options.get('alterType') !== false;
    this.alterNullable = options.get('alterNullable') !== false;
  }
}

function nameText(name: Sql | undefined): string {
  return name instanceof TextValue ? name.toString() : typeof name === 'string' ? name : '';
}

/** The condition of `.checkPositive()` and the others, and where they take the constraint's name. */
function checkOf(method: string, column: string, args: readonly Value[], write: (value: Value) => Sql): { readonly predicate: Sql; readonly constraint: Value } {
  const [first, second, third] = args;
  const values = first instanceof ListValue ? first.items : [];
  switch (method) {
    case 'checkPositive':
    case 'checkNegative':
      return { predicate: `${column} ${method === 'checkPositive' ? '>' : '<'} 0`, constraint: first };
    case 'checkIn':
    case 'checkNotIn':
      return { predicate: part(undefined, `${column} ${method === 'checkNotIn' ? 'not ' : ''}in (`, ...joined(values.map(write), ','), ')'), constraint: second };
    case 'checkBetween': {
      const intervals = values[0] instanceof ListValue ? values : [first];
      const parts = intervals.map((one) => part(undefined, `${column} between `, ...joined(one instanceof ListValue ? one.items.map(write) : [], ' and ')));
      return { predicate: part(undefined, ...joined(parts, ' or ')), constraint: second };
    }
    case 'checkLength':
      return { predicate: part(undefined, `length(${column}) ${textOf(first) ?? '='} `, write(second)), constraint: third };
    case 'checkRegex':
      return { predicate: part(undefined, `${column} ~ `, write(first)), constraint: second };
    default:
      return { predicate: textOf(first) ?? 'true', constraint: third };
  }
}
