import { ElsewhereValue, HostValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { reportUnknownMethod } from '../database.ts';
import type { Target } from '../database.ts';

const writing: ReadonlySet<string> = new Set(['clear', 'decrement', 'delete', 'execute', 'increment', 'insert', 'recover', 'remove', 'restore', 'save', 'softDelete', 'softRemove', 'transaction', 'update', 'upsert']);
const begins: ReadonlySet<string> = new Set(['createQueryBuilder', 'getRepository', 'getTreeRepository', 'withRepository']);

/** What writes rows by entities, of which a migration does not say the tables: `queryRunner.manager`, and what it gives. */
export class EntityManager extends HostValue {
  readonly #target: Target;
  readonly #queries: HostValue;
  readonly #isQuery: boolean;

  /** @param queries what `query` is called on in the end */
  constructor(target: Target, queries: HostValue, isQuery = false) {
    super();
    this.#target = target;
    this.#queries = queries;
    this.#isQuery = isQuery;
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    if (name === 'query') return this.#queries.invoke(name, args, site);
    if (begins.has(name)) return new EntityManager(this.#target, this.#queries, name === 'createQueryBuilder');
    // In a query builder nothing happens before it is executed.
    if (this.#isQuery && name !== 'execute') return this;
    if (writing.has(name)) return reportUnknownMethod(this.#target, name, site);
    return new ElsewhereValue();
  }

  override settle(): Value {
    return new ElsewhereValue();
  }
}
