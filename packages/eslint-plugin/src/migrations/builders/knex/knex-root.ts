import { FunctionValue, ElsewhereValue, HostValue, RecordValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import type { Range } from 'sqllint';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { withBindings } from '../bindings.ts';
import type { Target } from '../database.ts';
import { callBack, reportUnknownMethod, settled, writeRaw } from '../database.ts';
import { isMysql, quotedPath, SqlValue } from '../sql-text.ts';
import { queryMethods, QueryBuilder } from './query-builder.ts';
import { SchemaBuilder } from './schema-builder.ts';

const clients = { postgres: ['pg', 'postgresql'], mysql: ['mysql2', 'mysql'], mariadb: ['mysql2', 'mysql'], sqlite: ['better-sqlite3', 'sqlite3'] } as const;
const clientClasses = { postgres: 'Client_PG', mysql: 'Client_MySQL2', mariadb: 'Client_MySQL2', sqlite: 'Client_SQLite3' } as const;
const harmless: ReadonlySet<string> = new Set(['on', 'once', 'emit', 'destroy', 'commit', 'rollback', 'initialize', 'isCompleted', 'withUserParams', 'setUserParams', 'userParams', 'queryContext']);

/** `knex`, or the transaction that stands for it. */
export class Knex extends HostValue {
  readonly #target: Target;

  constructor(target: Target) {
    super();
    this.#target = target;
  }

  override get(name: string): Value {
    switch (name) {
      case 'schema':
        return new SchemaBuilder(this.#target);
      case 'client':
        return this.#client();
      case 'fn':
        return new KnexFunctions(this.#target);
      case 'context':
        return new ElsewhereValue();
      case 'executionPromise':
        return undefined;
      default:
        return super.get(name);
    }
  }

  override call([table]: readonly Value[], site: CallSite): Value {
    return new QueryBuilder(this.#target, site).from(table);
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    if (name === 'raw') return new RawSql(this.#target, args, site);
    if (name === 'ref') return new RawSql(this.#target, [identifierText(args[0], this.#target)], site);
    if (name === 'transaction' || name === 'transactionProvider') return this.#transaction(args, site);
    if (name === 'batchInsert') return new QueryBuilder(this.#target, site).from(args[0]).invoke('insert', args.slice(1), site);
    if (queryMethods.has(name)) return new QueryBuilder(this.#target, site).invoke(name, args, site);
    if (harmless.has(name)) return new ElsewhereValue();
    // `knex.schema` taken by destructuring is reached through `get`; anything else is a plugin's.
    return reportUnknownMethod(this.#target, name, site);
  }

  #transaction(args: readonly Value[], { interpreter, node }: CallSite): Value {
    const callback = args.find((value) => value instanceof FunctionValue);
    return callback ? settled(interpreter.call(callback, [this, new ElsewhereValue()], node)) : this;
  }

  /** `knex.client.config.client` and `knex.client.dialect`, by which migrations tell databases apart. */
  #client(): RecordValue {
    const [client, dialect] = clients[this.#target.dialect];
    const config = new RecordValue();
    config.entries.set('client', TextValue.of(client));
    config.isOpen = true;
    const madeBy = new RecordValue();
    madeBy.entries.set('name', TextValue.of(clientClasses[this.#target.dialect]));
    const record = new RecordValue();
    record.entries.set('constructor', madeBy);
    record.entries.set('config', config);
    record.entries.set('dialect', TextValue.of(dialect));
    record.entries.set('driverName', TextValue.of(client));
    record.isOpen = true;
    return record;
  }
}

function identifierText(value: Value, { dialect }: Target): Value {
  const name = quotedPath(value, dialect);
  return name instanceof TextValue ? name : new ElsewhereValue();
}

/** `knex.fn.now()` and its like. */
class KnexFunctions extends HostValue {
  readonly #target: Target;

  constructor(target: Target) {
    super();
    this.#target = target;
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    const { dialect } = this.#target;
    const precision = typeof args[0] === 'number' ? `(${args[0]})` : '';
    const uuid = isMysql(dialect) ? '(UUID())' : dialect === 'sqlite' ? '(lower(hex(randomblob(16))))' : 'gen_random_uuid()';
    const text = name === 'uuid' ? uuid : `CURRENT_TIMESTAMP${precision}`;
    return new RawSql(this.#target, [TextValue.of(text)], site, true);
  }
}

/** `knex.raw(…)`: a part of another statement, or one of its own once it is awaited. */
class RawSql extends SqlValue {
  readonly #target: Target;
  readonly #sql: TextValue | undefined;
  readonly #bindings: Value;
  readonly #at: Range;
  #isUsed: boolean;

  constructor(target: Target, [sql, bindings]: readonly Value[], { range, argumentRanges, interpreter }: CallSite, isUsed = false) {
    super();
    this.#target = target;
    this.#sql = sql instanceof TextValue ? sql : undefined;
    this.#bindings = bindings;
    this.#at = argumentRanges[0] ?? range;
    this.#isUsed = isUsed;
    if (!isUsed) interpreter.settleLater(this);
  }

  asSql(): Sql | undefined {
    this.#isUsed = true;
    if (!this.#sql?.isKnown) return undefined;
    return withBindings(this.#sql, this.#bindings, this.#target.dialect);
  }

  override get(name: string): Value {
    if (name === 'asText') {
      this.#isUsed = true;
      return this.#sql;
    }
    return super.get(name);
  }

  override use(): void {
    this.#isUsed = true;
  }

  /** `.transacting(trx)`, `.wrap(…)`, `.timeout(…)`: the same statement. */
  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    if (name === 'asCallback') callBack(args, site);
    return this;
  }

  override settle(): Value {
    if (!this.#isUsed) {
      this.#isUsed = true;
      if (this.#sql) writeRaw(this.#target, this.#sql, this.#bindings, this.#at);
      else this.#target.writer.unknown(this.#at, 'The SQL that is sent here is not written in this file.');
    }
    return new ElsewhereValue({ name: 'result' });
  }
}
