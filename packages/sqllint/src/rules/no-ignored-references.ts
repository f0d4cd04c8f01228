import type { ColumnDefinition, QualifiedName } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noIgnoredReferences = defineRule({
  name: 'no-ignored-references',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['mysql'],
  recommended: true,
  docs: { description: 'Disallow REFERENCES behind a column, which MySQL before 9.0 reads and passes over' },
  changes: {
    createTable: (change, context) => change.columns.flatMap((column) => report(change.table, column, context) ?? []),
    addColumn: (change, context) => report(change.table, change.column, context),
    restateColumn: (change, context) => report(change.table, change.definition, context),
  },
});

function report(table: QualifiedName, { name, inlineReferences }: ColumnDefinition, { mysqlVersion = '8.4', changes, isSameRelation }: ChangeContext): Report | undefined {
  const target = inlineReferences?.references;
  if (!target || Number(mysqlVersion.split('.')[0]) >= 9) return undefined;
  // The same migration may say it again in a way that counts.
  const isStated = changes.some(
    (other) =>
      (other.kind === 'addConstraint' && isSameRelation(other.table, table) && other.constraint.columns.includes(name)) ||
      (other.kind === 'createTable' && isSameRelation(other.table, table) && other.constraints.some(({ type, columns }) => type === 'foreignKey' && columns.includes(name))),
  );
  if (isStated) return undefined;
  const columns = target.columns.length > 0 ? target.columns : ['id'];
  return {
    message: `MySQL before 9.0 reads the REFERENCES of column \`${displayName(table)}.${name}\` and passes over it: there is no foreign key, and rows that refer to nothing are let in.`,
    instead: `ALTER TABLE ${quoteName(table)} ADD FOREIGN KEY (${quote(name)}) REFERENCES ${quoteName(target.table)} (${columns.map(quote).join(', ')});`,
  };
}
