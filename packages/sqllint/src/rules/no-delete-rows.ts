import type { DeleteRows } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noDeleteRows = defineRule({
  name: 'no-delete-rows',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow deleting rows without keeping a copy, since no down migration can bring them back' },
  changes: {
    deleteRows(change, context) {
      const { isNew, isKept, isWrittenByDown, isFirst, tableOf, statement, sourceOf } = context;
      if (isNew(change.table) || isKept(change.table) || isWrittenByDown(change.table)) return undefined;
      // Rows that migrations wrote, found by their key: the history tells what was in them.
      if (tableOf(change.table)?.seeded === true && change.onlyWhereConstant.length > 0) return undefined;
      if (change.onlyWhereConstant.length > 0 && isWrittenAgain(change, context)) return undefined;
      if (!isFirst(change.table.name)) return undefined;
      const name = displayName(change.table);
      const kept = { ...change.table, name: `${change.table.name}_kept` };
      return {
        message: change.hasWhere
          ? `This DELETE removes rows of \`${name}\` that no down migration can bring back.`
          : `This DELETE has no WHERE: it removes every row of \`${name}\`, and no down migration can bring them back.`,
        instead: [
          '-- Keep what goes, so that the down can put it back:',
          `CREATE TABLE ${quoteName(kept)} AS ${selectionOf(sourceOf(statement)) ?? `SELECT * FROM ${quoteName(change.table)}`};`,
          `${sourceOf(statement)};`,
          '-- and in the down:',
          `INSERT INTO ${quoteName(change.table)} SELECT * FROM ${quoteName(kept)};`,
        ].join('\n'),
        losesData: true,
      };
    },
  },
});

/**
 * `DELETE … WHERE code = 'a'; INSERT … VALUES ('a', …)`: rows that a script clears away so that it can
 * write them, and run again.
 */
function isWrittenAgain(change: DeleteRows, { isFollowedBy, isSameRelation }: ChangeContext): boolean {
  const [, column, value] = /^\s*[\x60"]?(\w+)[\x60"]?\s*=\s*('[^']*'|\d+)\s*$/u.exec(change.where ?? '') ?? [];
  if (column === undefined || value === undefined) return false;
  return isFollowedBy(change, (later) => {
    if (later.kind !== 'insertRows' || !isSameRelation(later.table, change.table)) return false;
    const at = later.columns.findIndex((name) => name.toLowerCase() === column.toLowerCase());
    return later.rows?.some((row) => row[at] === value) === true;
  });
}

/** The rows that a plain `DELETE` removes, as a query; undefined for one that is part of another statement. */
function selectionOf(text: string): string | undefined {
  const parts = /^delete\s+from\s+(?<target>[\s\S]+?)(?:\busing\b(?<others>[\s\S]+?))?\bwhere\b(?<condition>[\s\S]+?)(?:\breturning\b[\s\S]*)?$/iu.exec(text)?.groups;
  if (!parts) return undefined;
  const [target, others, condition] = [parts['target'], parts['others'], parts['condition']].map((part) => part?.trim());
  if (others === undefined) return `SELECT * FROM ${target} WHERE ${condition}`;
  const alias = target?.split(/\s+/u).at(-1);
  return `SELECT ${alias}.* FROM ${target}, ${others} WHERE ${condition}`;
}
