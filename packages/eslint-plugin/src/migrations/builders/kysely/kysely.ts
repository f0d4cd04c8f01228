import type { DialectName, Range } from 'sqllint';
import { ElsewhereValue, HostValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { TextValue } from '../../script/text-value.ts';
import { Database } from '../database.ts';
import type { Target } from '../database.ts';
import { quotedText, textOf } from '../sql-text.ts';
import { KyselyQuery } from './query.ts';
import { SchemaStatement } from './schema-statement.ts';

const transactionSteps: ReadonlySet<string> = new Set(['transaction', 'setIsolationLevel', 'connection']);

/** Kysely's `db`, or a transaction. */
export class Kysely extends Database {
  readonly #schema: string | undefined;

  constructor(target: Target, schema?: string) {
    super(target);
    this.#schema = schema;
  }

  override get(name: string): Value {
    if (name === 'schema') return new KyselySchema(this.target, this.#schema);
    if (name === 'dynamic') return new DynamicNames(this.target.dialect);
    return name === 'fn' || name === 'introspection' ? new ElsewhereValue({ name }) : super.get(name);
  }

  override invoke(name: string, args: readonly Value[], site: CallSite): Value {
    if (name === 'withSchema') return new Kysely(this.target, textOf(args[0]));
    // `db.transaction().execute(async (trx) => …)`
    if (transactionSteps.has(name)) return this;
    if (name === 'execute' && args[0] && !(args[0] instanceof ElsewhereValue)) return super.invoke('transaction', args, site);
    if (/^(?:insertInto|updateTable|deleteFrom|selectFrom|replaceInto|with|selectNoFrom)$/u.test(name)) return new KyselyQuery(this.target, name, args[0], this.#schema, site.range);
    return super.invoke(name, args, site);
  }
}

/** `db.dynamic`: names that are no part of the types, in `` sql`… ${ref('id')} …` ``. */
class DynamicNames extends HostValue {
  readonly #dialect: DialectName;

  constructor(dialect: DialectName) {
    super();
    this.#dialect = dialect;
  }

  invoke(name: string, [named]: readonly Value[]): Value {
    const path = name === 'ref' || name === 'table' ? textOf(named)?.split('.') : undefined;
    if (!path) return new ElsewhereValue({ name });
    return new ElsewhereValue({ name: 'sql', args: [TextValue.of(path.map((one) => quotedText(one, this.#dialect)).join('.'))] });
  }
}

/** `db.schema`: each call begins a statement, which `execute()` sends. */
class KyselySchema extends HostValue {
  readonly #target: Target;
  readonly #schema: string | undefined;

  constructor(target: Target, schema: string | undefined) {
    super();
    this.#target = target;
    this.#schema = schema;
  }

  invoke(name: string, args: readonly Value[], { range }: { readonly range: Range }): Value {
    if (name === 'withSchema') return new KyselySchema(this.#target, textOf(args[0]));
    return new SchemaStatement(this.#target, name, args, this.#schema, range);
  }
}
