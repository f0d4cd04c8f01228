import { compareColumns } from './compare-columns.ts';
import { compareConstraints } from './compare-constraints.ts';
import { compareIndexes } from './compare-indexes.ts';
import type { Difference } from './difference.ts';
import { displayName } from './model.ts';
import type { Table, TablePart } from './model.ts';
import { writtenDialect } from './sql-dialect.ts';
import { needsRebuild, sqliteRebuildSql } from './sqlite-sql.ts';
import { partSql, quote, quoteName } from './write-sql.ts';

export function compareTables(before: Table, after: Table, isUncertain: (key: string) => boolean): Difference[] {
  const isPartial = before.partial || after.partial;
  const differences = [...compareColumns(before, after), ...compareConstraints(before, after), ...compareIndexes(before, after, isUncertain)];
  differences.push(...compareParts(before, after));
  if (!isPartial) differences.push(...compareAspects(before, after), ...comparePartition(before, after));
  return writtenDialect() === 'sqlite' && needsRebuild(after, before) ? mendedByRebuild(differences, before, after) : differences;
}

/** What one rebuild mends, where the database cannot alter it: it is written once, and not for a table that is not known whole. */
function mendedByRebuild(differences: readonly Difference[], before: Table, after: Table): Difference[] {
  const sources = [...before.columns.keys()].filter((column) => after.columns.has(column)).map((column) => ({ column, value: quote(column) }));
  return differences.map((difference, index) => ({ ...difference, mend: () => (index > 0 || before.partial ? [] : sqliteRebuildSql(before, sources)) }));
}

function compareParts(before: Table, after: Table): Difference[] {
  const found: Difference[] = [];
  const objectOf = (part: TablePart): string => `${part.objectType} ${part.name} on table ${displayName(before)}`;
  const drop = (part: TablePart): string =>
    `DROP ${part.objectType.toUpperCase()} ${quote(part.name)}${writtenDialect() === 'postgres' ? ` ON ${quoteName(before)}` : ''};`;
  for (const [name, part] of before.parts) {
    const now = after.parts.get(name);
    if (!now) found.push({ problem: 'missing', object: objectOf(part), mend: () => (part.known ? [partSql(part)] : []) });
    else if (part.known && now.known && part.definition !== now.definition) {
      found.push({
        problem: 'different',
        object: objectOf(part),
        detail: 'its definition is not the earlier one',
        mend: () => [drop(part), partSql(part)],
      });
    }
  }
  for (const [name, part] of after.parts) {
    if (!before.parts.has(name)) found.push({ problem: 'left over', object: objectOf(part), mend: () => [drop(part)] });
  }
  return found;
}

/** A table that became a partition, or is none any more. */
function comparePartition(before: Table, after: Table): Difference[] {
  const [was, is] = [before.partitionOf?.table, after.partitionOf?.table];
  if (was === is) return [];
  const nameOf = (table: string): string => table.replace(/^public\./u, '');
  const partitionOf = (table: string | undefined): string => (table === undefined ? 'no partition' : `a partition of ${nameOf(table)}`);
  return [
    {
      problem: 'different',
      object: `table ${displayName(before)}`,
      detail: `it was ${partitionOf(was)} and is ${partitionOf(is)}`,
      mend: () => (was === undefined && is !== undefined ? [`ALTER TABLE ${is.split('.').map(quote).join('.')} DETACH PARTITION ${quoteName(before)};`] : []),
    },
  ];
}

const comparedAspects = /^(?:row security|forced row security|persistence|replica identity|trigger .*)$/u;

function compareAspects(before: Table, after: Table): Difference[] {
  const names = new Set([...before.aspects.keys(), ...after.aspects.keys()]);
  return [...names].flatMap((name): Difference[] => {
    const [was, now] = [before.aspects.get(name), after.aspects.get(name)];
    const option = writtenDialect() === 'postgres' ? /^option (?<option>.+)$/u.exec(name)?.groups?.['option'] : undefined;
    if (was === now || !(comparedAspects.test(name) || option !== undefined)) return [];
    const [unset, called] = option === undefined ? ['off', name] : ['not set', `storage option ${option}`];
    return [
      {
        problem: 'different',
        object: `table ${displayName(before)}`,
        detail: `${called} was ${unquoted(was) ?? unset} and is ${unquoted(now) ?? unset}`,
        mend: () => (option === undefined ? [] : [`ALTER TABLE ${quoteName(before)} ${was === undefined ? `RESET (${option})` : `SET (${option} = ${was})`};`]),
      },
    ];
  });
}

function unquoted(value: string | undefined): string | undefined {
  return value?.replace(/^'(?<text>.*)'$/u, '$<text>');
}
