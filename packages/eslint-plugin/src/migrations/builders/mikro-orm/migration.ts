import type { CallSite, Value } from '../../interpreter/values.ts';
import { Database } from '../database.ts';
import { Knex } from '../knex/knex-root.ts';

/** `this` in a migration of MikroORM: `addSql`, and Knex by `getKnex`. */
export class MikroOrmMigration extends Database {
  override invoke(name: string, args: readonly Value[], site: CallSite): Value {
    return name === 'getKnex' ? new Knex(this.target) : super.invoke(name, args, site);
  }
}
