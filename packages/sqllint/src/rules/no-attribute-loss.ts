import type { ColumnDefinition } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import type { Column } from '../schema/model.ts';
import { attributesLost, isInPrimaryKey } from '../schema/restated-column.ts';
import { restateColumnSql } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noAttributeLoss = defineRule({
  name: 'no-attribute-loss',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow MODIFY and CHANGE that leave out what the column has besides its type' },
  changes: {
    restateColumn(change, { isNew, isNewColumn, tableOf }) {
      const table = tableOf(change.table);
      const before = table?.columns.get(change.column);
      if (!table || !before?.known || isNew(change.table) || isNewColumn(change.table, change.column)) return undefined;
      const isKey = isInPrimaryKey(table, before);
      const lost = attributesLost(table, before, change.definition, isKey);
      if (lost.length === 0) return undefined;
      const name = `${displayName(change.table)}.${change.column}`;
      return {
        message: `This states column \`${name}\` again without its ${lost.map(({ text }) => text).join(', ')}, which the server takes for an order to drop ${lost.length > 1 ? 'them' : 'it'}.`,
        instead: ['-- State all that the column is, or say NULL or DEFAULT NULL where that is meant:', restateColumnSql(change.table, restored(before, change.definition, isKey))].join('\n'),
        ...(lost.some(({ breaks }) => breaks) ? { breaksOldCode: true } : {}),
      };
    },
  },
});

/** The column as stated, with what was lost. */
function restored(before: Column, after: ColumnDefinition, isKey: boolean): Column {
  const defaultOf = after.default ?? (after.defaultsToNull === true || after.autoIncrement ? undefined : before.default);
  const onUpdate = after.onUpdate ?? before.onUpdate;
  const comment = after.comment ?? before.comment;
  const characterSet = after.characterSet ?? (after.collation === undefined ? before.characterSet : undefined);
  const collation = after.collation ?? (after.characterSet === undefined ? before.collation : undefined);
  return {
    createdIn: before.createdIn,
    name: after.name,
    type: after.type,
    notNull: after.notNull || before.notNull === true || isKey,
    serial: false,
    known: true,
    ...(before.autoIncrement === true || after.autoIncrement === true ? { autoIncrement: true } : {}),
    ...(defaultOf ? { default: defaultOf } : {}),
    ...(onUpdate ? { onUpdate } : {}),
    ...(comment === undefined ? {} : { comment }),
    ...(characterSet === undefined ? {} : { characterSet }),
    ...(collation === undefined ? {} : { collation }),
    ...(after.generated ? { generated: after.generated } : {}),
  };
}
