import type { Change, OpaqueTarget, QualifiedName, Statement } from '../../../changes.ts';
import type { DynamicSql } from './body.ts';
import { standIn } from './template.ts';

/**
 * The objects that SQL put together at run time is about, as far as their names stand in the script;
 * undefined where it may be about any.
 * @param parse reads one statement
 */
export function targetsOf(dynamic: readonly DynamicSql[], parse: (sql: string) => readonly Statement[]): readonly OpaqueTarget[] | undefined {
  const found: OpaqueTarget[] = [];
  for (const { template } of dynamic) {
    if (template === undefined) return undefined;
    for (const { changes, problem } of readTemplate(template, parse)) {
      const targets = problem ? undefined : changes.map(targetsOfChange);
      if (!targets?.every((names) => names !== undefined)) return undefined;
      found.push(...targets.flat());
    }
  }
  return found.every(({ name }) => !name.includes(standIn)) ? found : undefined;
}

/** A stand-in that is no name may be a number. */
function readTemplate(template: string, parse: (sql: string) => readonly Statement[]): readonly Statement[] {
  const read = parse(template);
  return read.some(({ problem }) => problem) ? parse(template.replaceAll(aloneStandIn, '1')) : read;
}

const aloneStandIn = new RegExp(String.raw`(?<![\w".])${standIn}(?![\w"])`, 'gu');

/** Changes that leave the schema as it is. */
const harmless = new Set<Change['kind']>(['changePrivileges', 'setComment', 'insertRows', 'updateRows', 'deleteRows', 'truncateTable', 'lockTable', 'refreshView', 'maintain', 'noEffect', 'setParameter']);

function targetsOfChange(change: Change): readonly OpaqueTarget[] | undefined {
  if (harmless.has(change.kind)) return [];
  const target = ({ schema, name }: QualifiedName): OpaqueTarget => ({ name, elsewhere: schema?.includes(standIn) === true });
  const table = 'table' in change ? [target(change.table)] : [];
  if (change.kind === 'createIndex' || change.kind === 'dropIndex') {
    return [...table, ...(typeof change.name === 'object' ? [target(change.name)] : [])];
  }
  if (table.length > 0) return table;
  const isSchema = 'objectType' in change && change.objectType === 'schema';
  return 'name' in change && typeof change.name === 'object' && !isSchema ? [target(change.name)] : undefined;
}
