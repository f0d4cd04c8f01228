import type { Change, DropObject } from '../changes.ts';
import { extensionTypes } from '../facts/postgres/extension-types.ts';
import {
  columnsOfTypes,
  dependantsOfColumn,
  dependantsOfConstraint,
  dependantsOfFunction,
  dependantsOfTable,
  dependantsOfView,
} from '../schema/dependants.ts';
import type { Dependant } from '../schema/dependants.ts';
import { displayName } from '../schema/model.ts';
import { dropColumnSql, dropConstraintSql, quoteName } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noDropCascade = defineRule({
  name: 'no-drop-cascade',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow CASCADE, which drops objects that the migration does not name' },
  changes: {
    dropTable(change, context) {
      const { isNew, tableOf, createsTable, schema } = context;
      if (!change.cascade || isNew(change.table)) return undefined;
      const table = tableOf(change.table);
      if (change.ifExists && !table && createsTable(change.table)) return undefined;
      const known = table && !table.partial ? dependantsOfTable(schema, table) : undefined;
      return report(`table \`${displayName(change.table)}\``, known, withoutCascade(context), context);
    },
    dropColumn(change, context) {
      const { isNew, isNewColumn, tableOf, schema } = context;
      if (!change.cascade || isNew(change.table) || isNewColumn(change.table, change.column)) return undefined;
      const table = tableOf(change.table);
      const known = table && !table.partial ? dependantsOfColumn(schema, table, change.column) : undefined;
      const what = `column \`${displayName(change.table)}.${change.column}\``;
      return report(what, known, dropColumnSql(table ?? change.table, change.column), context);
    },
    dropConstraint(change, context) {
      const { isNew, tableOf, schema } = context;
      if (!change.cascade || isNew(change.table)) return undefined;
      const table = tableOf(change.table);
      const constraint = table?.constraints.get(change.name);
      const known = table && constraint?.known ? dependantsOfConstraint(schema, table, constraint) : undefined;
      const what = `constraint \`${change.name}\` of \`${displayName(change.table)}\``;
      return report(what, known, dropConstraintSql(table ?? change.table, change.name), context);
    },
    dropObject(change, context) {
      // On a trigger, a policy or a rule nothing depends.
      if (!change.cascade || change.table || hasOwnRule.has(change.objectType) || context.isNewObject(change)) return undefined;
      const what = `${change.objectType} \`${displayName(change.name)}\``;
      return report(what, dependantsOf(change, context), withoutCascade(context), context);
    },
    dropOwned(change) {
      if (change.reassignTo !== undefined) return undefined;
      const roles = enumerate(change.roles.map((role) => `\`${role}\``));
      return {
        message: `DROP OWNED drops every table, view and function of ${roles} in this database, and no down migration knows which these were.`,
        instead: '-- Drop what has to go by its name, and give the rest to another role:\nREASSIGN OWNED BY … TO …;',
        losesData: true,
        breaksOldCode: true,
      };
    },
  },
});

/** What their own rules say of `CASCADE`, too. */
const hasOwnRule = new Set<DropObject['objectType']>(['type', 'enum', 'domain', 'sequence', 'schema', 'database']);

/** Undefined where the history does not tell what depends on the object. */
function dependantsOf(change: DropObject, { objectOf, schema }: ChangeContext): readonly Dependant[] | undefined {
  if (change.objectType === 'extension') {
    const types = extensionTypes[change.name.name];
    const columns = types && columnsOfTypes(schema, types);
    // A history that did not create the extension need not tell what uses it, either.
    return columns?.length === 0 && !objectOf(change)?.known ? undefined : columns;
  }
  const object = objectOf(change);
  if (!object?.known) return undefined;
  if (object.objectType === 'view' || object.objectType === 'materialized view') return dependantsOfView(schema, object);
  if (object.objectType === 'function' || object.objectType === 'procedure') return dependantsOfFunction(schema, object);
  return undefined;
}

/** @param dependants undefined where the history does not tell them */
function report(
  what: string,
  dependants: readonly Dependant[] | undefined,
  dropAlone: string,
  context: ChangeContext,
): Report | undefined {
  if (!dependants) {
    // One statement that drops several things says CASCADE once.
    if (!context.isFirst(`no-drop-cascade ${String(context.statement.start)}`)) return undefined;
    return {
      severity: 'warn',
      message: `CASCADE drops not only ${what} but all that depends on it, and the migrations do not tell what that is: no down can bring it back.`,
      instead: `-- Without CASCADE the server refuses, and lists what is in the way. Drop that by name first, then:\n${dropAlone}`,
    };
  }
  const silent = dependants.filter((dependant) => !isNamed(dependant, context));
  if (silent.length === 0) return undefined;
  const names = enumerate(silent.map(({ name }) => name));
  return {
    message: `CASCADE drops not only ${what} but also ${names}, which this migration does not name.`,
    instead: [
      '-- Drop what depends on it by name, so that everybody sees it and the down can create it again:',
      ...silent.map(({ drop }) => drop),
      dropAlone,
    ].join('\n'),
    ...(silent.some(({ kind }) => kind === 'column') ? { losesData: true } : {}),
    ...(silent.some(({ kind }) => kind === 'column' || kind === 'view') ? { breaksOldCode: true } : {}),
  };
}

/** Whether the migration drops the dependant itself, or creates it again. */
function isNamed(dependant: Dependant, { changes, schema }: ChangeContext): boolean {
  const isIt = (change: Change): boolean => {
    if (change.kind === 'dropTable') return schema.resolve('relation', change.table) === `relation ${dependant.relation}`;
    if (change.kind !== 'dropObject' && change.kind !== 'createObject') return false;
    return change.table === undefined && schema.resolve('relation', change.name) === `relation ${dependant.relation}`;
  };
  return changes.some(isIt);
}

function withoutCascade({ sourceOf, statement, change }: ChangeContext): string {
  const text = sourceOf(statement);
  if (!/^drop\b/iu.test(text) && change.kind === 'dropTable') return `DROP TABLE ${quoteName(change.table)};`;
  return `${text.replace(/\s+cascade\s*$/iu, '')};`;
}
