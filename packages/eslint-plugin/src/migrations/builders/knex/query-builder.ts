import type { DialectName, Range } from 'sqllint';
import { ElsewhereValue, FunctionValue, ListValue, RecordValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import type { Sql } from '../../script/script-writer.ts';
import { joined, part } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import type { Target } from '../database.ts';
import { callBack, writeKnown } from '../database.ts';
import { isMysql, listed, literal, quoted, quotedPath, SqlValue, standIn, textOf } from '../sql-text.ts';

type Effect = 'insert' | 'update' | 'delete' | 'truncate';

/** Methods that begin a query on `knex` itself. */
export const queryMethods: ReadonlySet<string> = new Set([
  'select', 'from', 'into', 'table', 'insert', 'update', 'del', 'delete', 'where', 'whereIn', 'whereNull', 'whereNotNull', 'with', 'withSchema',
  'queryBuilder', 'column', 'columns', 'count', 'max', 'min', 'distinct', 'first', 'union', 'join', 'leftJoin', 'truncate', 'upsert',
]);

/** `knex('orders').where({ id }).update({ status })`, which is sent when it is awaited, or when its statement ends. */
export class QueryBuilder extends SqlValue {
  readonly #target: Target;
  #table: Value;
  #schema: Value;
  #effect: Effect | undefined;
  #data: Value;
  #range: Range;
  #conflict: string | undefined;
  readonly #wheres: Sql[] = [];
  #isSent = false;
  #columns: Sql[] = [];
  /** Set when something was called that is not written, which only matters to who reads the rows. */
  #isIncomplete = false;

  constructor(target: Target, { range }: Pick<CallSite, 'range'>) {
    super();
    this.#target = target;
    this.#range = range;
  }

  from(table: Value): this {
    this.#table = table;
    return this;
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    this.#range = { start: Math.min(this.#range.start, site.range.start), end: Math.max(this.#range.end, site.range.end) };
    const [first, second] = args;
    switch (name) {
      case 'from':
      case 'into':
      case 'table':
        return this.from(first);
      case 'withSchema':
        this.#schema = first;
        return this;
      case 'insert':
      case 'upsert':
        return this.#begin('insert', first, site);
      case 'update':
        return this.#begin('update', first instanceof TextValue ? recordOf(first, second) : first, site);
      case 'increment':
      case 'decrement':
        return this.#begin('update', recordOf(first, new ElsewhereValue()), site);
      case 'del':
      case 'delete':
        return this.#begin('delete', undefined, site);
      case 'truncate':
        return this.#begin('truncate', undefined, site);
      case 'onConflict':
        this.#conflict = '';
        return this;
      case 'ignore':
      case 'merge':
        this.#conflict = name;
        return this;
      case 'asCallback':
        callBack(args, site);
        return this;
      default:
        if (/where/iu.test(name)) this.#where(name, args, site);
        else if (name === 'select' || name === 'column' || name === 'columns') this.#select(args);
        else this.#isIncomplete = true;
        return this;
    }
  }

  /** As a part of another query; undefined where not all of it is written. */
  asSql(): Sql | undefined {
    const table = this.#tableName();
    if (this.#effect || this.#isIncomplete || table === undefined) return undefined;
    const columns = this.#columns.length === 0 ? ['*'] : joined(this.#columns, ', ');
    return part(undefined, '(select ', ...columns, ' from ', table, this.whereSql(), ')');
  }

  /** `where …`, or nothing. */
  whereSql(): Sql {
    return this.#wheres.length === 0 ? '' : part(undefined, ' where ', ...this.#wheres);
  }

  #select(args: readonly Value[]): void {
    for (const column of args.flatMap(listed)) {
      const written = column instanceof SqlValue ? column.asSql() : aliased(column, this.#target.dialect);
      if (written === undefined) this.#isIncomplete = true;
      else this.#columns.push(written);
    }
  }

  #tableName(): Sql | undefined {
    const { dialect } = this.#target;
    const own = aliased(this.#table, dialect);
    const schema = this.#schema === undefined ? undefined : quoted(this.#schema, dialect);
    return own && schema ? part(undefined, schema, '.', own) : own;
  }

  override settle(): Value {
    if (this.#effect && !this.#isSent) {
      this.#isSent = true;
      this.#send();
    }
    return new ElsewhereValue({ name: 'rows' });
  }

  #begin(effect: Effect, data: Value, { interpreter }: CallSite): this {
    this.#effect = effect;
    this.#data = data;
    interpreter.settleLater(this);
    return this;
  }

  #send(): void {
    writeKnown(this.#target, this.#range, this.#statement(this.#tableName()));
  }

  #statement(table: Sql | undefined): readonly (Sql | undefined)[] {
    const { dialect } = this.#target;
    const where = this.whereSql();
    switch (this.#effect) {
      case 'insert':
        return this.#insert(table);
      case 'update':
        return ['update ', table, ' set ', ...this.#assignments(), where];
      case 'delete':
        return ['delete from ', table, where];
      default:
        if (dialect === 'sqlite') return ['delete from ', table];
        return ['truncate ', isMysql(dialect) ? '' : 'table ', table, dialect === 'postgres' ? ' restart identity' : ''];
    }
  }

  #insert(table: Sql | undefined): readonly (Sql | undefined)[] {
    const { dialect } = this.#target;
    const rows = this.#data instanceof ListValue ? this.#data.items : [this.#data];
    const columns = [...new Set(rows.flatMap((row) => (row instanceof RecordValue ? [...row.entries.keys()] : [])))].sort();
    const conflict = this.#conflict === 'ignore' ? ' on conflict do nothing' : '';
    const isKnown = rows.length > 0 && rows.every((row) => row instanceof RecordValue && !row.isOpen) && columns.length > 0;
    // Which columns are filled only matters to who counts on them; that rows come into the table is certain.
    if (!isKnown) return ['insert into ', table, ' select ', standIn(dialect)];
    const values = rows.map((row) => {
      const cells = columns.map((column) => literal(row instanceof RecordValue ? (row.get(column) ?? null) : null, dialect));
      return part(undefined, '(', ...joined(cells, ', '), ')');
    });
    const names = columns.map((column) => quoted(TextValue.of(column), dialect) ?? '');
    return ['insert into ', table, ' (', ...joined(names, ', '), ') values ', ...joined(values, ', '), isMysql(dialect) ? '' : conflict];
  }

  #assignments(): readonly (Sql | undefined)[] {
    const { dialect } = this.#target;
    if (!(this.#data instanceof RecordValue) || this.#data.entries.size === 0) return [undefined];
    const one = [...this.#data.entries].map(([column, value]) =>
      part(this.#data instanceof RecordValue ? this.#data.places.get(column) : undefined, quoted(TextValue.of(column.split('.').at(-1) ?? column), dialect) ?? '', ' = ', literal(value, dialect)),
    );
    return joined(one, ', ');
  }

  #where(name: string, args: readonly Value[], site: CallSite): void {
    const written = this.#condition(name, args, site);
    if (written === undefined) return;
    if (this.#wheres.length > 0) this.#wheres.push(name.startsWith("or") ? ' or ' : ' and ');
    this.#wheres.push(written);
  }

  #condition(name: string, args: readonly Value[], { interpreter, node }: CallSite): Sql | undefined {
    const { dialect } = this.#target;
    const [first, second, third] = args;
    const plain = name.replace(/^(?:or|and)(?=W)/u, '').replace(/^W/u, 'w');
    if (first instanceof FunctionValue) {
      const nested = new QueryBuilder(this.#target, { range: this.#range });
      interpreter.call(first, [nested], node);
      return nested.#wheres.length === 0 ? undefined : part(undefined, '(', ...nested.#wheres, ')');
    }
    const not = plain.includes('Not') ? 'not ' : '';
    const column = first instanceof SqlValue ? first.asSql() : quotedPath(first, dialect);
    if (/^where(?:Not)?Null$/u.test(plain)) return column && part(undefined, column, ` is ${not}null`);
    if (/^where(?:Not)?In$/u.test(plain)) {
      const query = second instanceof SqlValue ? second.asSql() : undefined;
      if (column && query) return part(undefined, column, ` ${not}in `, query);
      const values = second instanceof ListValue && !second.isOpen && second.items.length > 0 ? second.items.map((value) => literal(value, dialect)) : [standIn(dialect)];
      return column && part(undefined, column, ` ${not}in (`, ...joined(values, ', '), ')');
    }
    if (plain === 'whereRaw') return first instanceof TextValue && first.isKnown && args.length === 1 ? first : `${standIn(dialect)} = 1`;
    if (/^where(?:Not)?$/u.test(plain)) {
      if (first instanceof RecordValue) return this.#equalities(first, not);
      if (column === undefined) return `${standIn(dialect)} = 1`;
      if (args.length === 1) return part(undefined, not, column);
      const [operator, value] = args.length > 2 ? [textOf(second) ?? '=', third] : ['=', second];
      if (value === null && operator === '=') return part(undefined, column, ` is ${not}null`);
      return part(undefined, not, column, ` ${operator} `, literal(value ?? new ElsewhereValue(), dialect));
    }
    return `${standIn(dialect)} = 1`;
  }

  #equalities(record: RecordValue, not: string): Sql | undefined {
    const { dialect } = this.#target;
    const one = [...record.entries].map(([column, value]) =>
      part(undefined, not, quotedPath(TextValue.of(column), dialect) ?? '', value === null ? ' is null' : part(undefined, ' = ', literal(value ?? new ElsewhereValue(), dialect))),
    );
    return one.length === 0 ? undefined : part(undefined, ...joined(one, ' and '));
  }
}

/** `orders as o`, or just a name. */
function aliased(name: Value, dialect: DialectName): Sql | undefined {
  const [own, alias] = textOf(name)?.split(/\s+as\s+/iu) ?? [];
  if (own === undefined || alias === undefined) return quotedPath(name, dialect);
  return part(undefined, quotedPath(TextValue.of(own), dialect) ?? '', ' as ', quoted(TextValue.of(alias), dialect) ?? '');
}

function recordOf(key: Value, value: Value): RecordValue {
  const record = new RecordValue();
  const name = textOf(key);
  if (name === undefined) record.isOpen = true;
  else record.entries.set(name, value);
  return record;
}
