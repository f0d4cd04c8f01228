import type { Range } from 'sqllint';
import { ElsewhereValue, RecordValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { joined, part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { writeKnown } from '../database.ts';
import type { Target } from '../database.ts';
import { listed, quotedPath, quotedText, SqlValue, standIn, textOf } from '../sql-text.ts';
import { tableSql, valueOrFragment } from './sql-fragment.ts';

/** `db.updateTable('orders').set({ … }).where(…)`, which `execute()` sends. */
export class KyselyQuery extends SqlValue {
  readonly #target: Target;
  readonly #method: string;
  readonly #table: Sql | undefined;
  #range: Range;
  #data: Value;
  readonly #wheres: Sql[] = [];
  #ending = '';

  constructor(target: Target, method: string, table: Value, schema: string | undefined, range: Range) {
    super();
    this.#target = target;
    this.#method = method;
    this.#table = tableSql(table, schema, target.dialect);
    this.#range = range;
  }

  asSql(): Sql | undefined {
    return undefined;
  }

  invoke(name: string, args: readonly Value[], { range }: CallSite): Value {
    this.#range = { start: Math.min(this.#range.start, range.start), end: range.end };
    switch (name) {
      case 'set':
      case 'values':
        this.#data = args.length === 2 ? pair(args) : args[0];
        return this;
      case 'where':
        this.#wheres.push(this.#condition(args));
        return this;
      case 'onConflict':
        this.#ending = ' on conflict do nothing';
        return this;
      case 'execute':
      case 'executeTakeFirst':
      case 'executeTakeFirstOrThrow':
        this.#send();
        return new ElsewhereValue({ name: 'rows' });
      default:
        return this;
    }
  }

  #condition([column, operator, value]: readonly Value[]): Sql {
    const { dialect } = this.#target;
    const name = quotedPath(column, dialect);
    const sign = textOf(operator);
    if (name === undefined || sign === undefined) return `${standIn(dialect)} = 1`;
    if (/\bin$/iu.test(sign)) return part(undefined, name, ` ${sign} (`, ...joined(listed(value).map((item) => valueOrFragment(item, dialect)), ', '), ')');
    return part(undefined, name, ` ${sign} `, valueOrFragment(value, dialect));
  }

  #send(): void {
    const where = this.#wheres.length === 0 ? '' : part(undefined, ' where ', ...joined(this.#wheres, ' and '));
    if (this.#method === 'deleteFrom') writeKnown(this.#target, this.#range, ['delete from ', this.#table, where]);
    else if (this.#method === 'updateTable') writeKnown(this.#target, this.#range, ['update ', this.#table, ' set ', ...this.#assignments(), where]);
    else if (/^(?:insert|replace)Into$/u.test(this.#method)) writeKnown(this.#target, this.#range, ['insert into ', this.#table, ...this.#rows(), this.#ending]);
  }

  #assignments(): readonly (Sql | undefined)[] {
    const { dialect } = this.#target;
    const data = this.#data instanceof RecordValue && this.#data.entries.size > 0 ? this.#data : undefined;
    if (!data) return [undefined];
    return joined([...data.entries].map(([column, value]) => part(data.places.get(column), `${quotedText(column, dialect)} = `, valueOrFragment(value, dialect))), ', ');
  }

  #rows(): readonly Sql[] {
    const { dialect } = this.#target;
    const rows = listed(this.#data);
    const columns = [...new Set(rows.flatMap((row) => (row instanceof RecordValue ? [...row.entries.keys()] : [])))];
    const isKnown = columns.length > 0 && rows.every((row) => row instanceof RecordValue && !row.isOpen);
    if (!isKnown) return [` select ${standIn(dialect)}`];
    const values = rows.map((row) => part(undefined, '(', ...joined(columns.map((column) => valueOrFragment(row instanceof RecordValue ? (row.get(column) ?? null) : null, dialect)), ', '), ')'));
    return [` (${columns.map((column) => quotedText(column, dialect)).join(', ')}) values `, ...joined(values, ', ')];
  }
}

function pair([column, value]: readonly Value[]): RecordValue {
  const record = new RecordValue();
  if (column instanceof TextValue && column.isKnown) record.entries.set(column.toString(), value);
  return record;
}
