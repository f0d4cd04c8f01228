import type { RebuildTable } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { lostIn } from '../schema/rebuild.ts';
import type { LostInRebuild } from '../schema/rebuild.ts';
import { constraintSql, createIndexSql, partSql, quote } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noLossyRebuild = defineRule({
  name: 'no-lossy-rebuild',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['sqlite'],
  recommended: true,
  docs: { description: 'Disallow rebuilding a table without its indexes, triggers, constraints or values' },
  changes: {
    rebuildTable(change, context) {
      if (context.isNew(change.table)) return undefined;
      const lost = lostIn(context.schema, change);
      return [leftBehind(change, lost, context), unconstrained(change, lost), swapped(change, lost), values(change, lost), stops(change, lost, context)].filter((report) => report !== undefined);
    },
  },
});

/** What belonged to the old table and is not created again. */
function leftBehind(change: RebuildTable, { indexes, triggers }: LostInRebuild, { tableOf }: ChangeContext): Report | undefined {
  const table = tableOf(change.table);
  const named = [...indexes.map(({ name }) => `index \`${name}\``), ...triggers.map(({ name }) => `trigger \`${name}\``)];
  if (!table || named.length === 0) return undefined;
  return {
    message: `Rebuilding \`${displayName(change.table)}\` loses ${enumerate(named)}: what belongs to the old table goes with it, and nothing here creates ${named.length === 1 ? 'it' : 'them'} again.`,
    instead: ['-- Behind the rebuild:', ...indexes.map((index) => createIndexSql(table, index)), ...triggers.map(partSql)].join('\n'),
  };
}

/** Constraints that the new definition leaves out. */
function unconstrained(change: RebuildTable, { constraints }: LostInRebuild): Report | undefined {
  if (constraints.length === 0) return undefined;
  const texts = constraints.map(constraintSql);
  return {
    severity: 'warn',
    message: `The new definition of \`${displayName(change.table)}\` is without ${enumerate(texts)}: rows that the old one refused are let in from now on.`,
    instead: ['-- If that is not meant, in the definition of the new table:', ...texts].join('\n'),
  };
}

function swapped(change: RebuildTable, lost: LostInRebuild): Report | undefined {
  const [first] = lost.swapped;
  if (!first) return undefined;
  const columns = change.definition.columns.map(({ name }) => quote(name)).join(', ');
  return {
    message: `\`SELECT *\` copies \`${displayName(change.table)}\` by position, and the new table has its columns in another order: \`${first.column}\` gets the values of \`${first.gets}\`${lost.swapped.length > 1 ? `, and ${String(lost.swapped.length - 1)} more are mixed up` : ''}.`,
    instead: `INSERT INTO … (${columns}) SELECT ${columns} FROM …;`,
    losesData: true,
  };
}

function values(change: RebuildTable, lost: LostInRebuild): Report | undefined {
  if (lost.values.length === 0) return undefined;
  const names = lost.values.map((column) => `\`${displayName(change.table)}.${column}\``);
  const [first] = lost.values;
  const isRowId = lost.values.length === 1 && change.definition.columns.some(({ name, type, constraints }) => name === first && type.name === 'integer' && constraints.some((constraint) => constraint.type === 'primaryKey'));
  const gets = isRowId ? 'every row gets a number anew, so that what refers to the old numbers may lead to another row' : 'every row gets the default or NULL there';
  return {
    message: `The rebuild does not copy ${enumerate(names)}: ${gets}, and the values are gone with the old table.`,
    instead: `Add ${enumerate(lost.values.map(quote))} to both lists of the INSERT … SELECT.`,
    losesData: true,
  };
}

function stops(change: RebuildTable, lost: LostInRebuild, { isPrecededBy, isSameRelation }: ChangeContext): Report | undefined {
  // Rows without a value may have got one, or have gone, just before.
  const isCaredFor = (column: string): boolean =>
    isPrecededBy(
      change,
      (earlier) =>
        (earlier.kind === 'deleteRows' && isSameRelation(earlier.table, change.table)) ||
        (earlier.kind === 'updateRows' && isSameRelation(earlier.table, change.table) && earlier.columns.includes(column)),
    );
  const columns = lost.stops.filter((column) => !isCaredFor(column));
  const [first] = columns;
  if (first === undefined) return undefined;
  const names = columns.map((column) => `\`${displayName(change.table)}.${column}\``);
  const verb = names.length === 1 ? 'is NOT NULL in the new table and was' : 'are NOT NULL in the new table and were';
  return {
    message: `${enumerate(names)} ${verb} nullable, and the values are copied as they are: the first row that has none stops the migration.`,
    instead: `-- Give rows without a value one:\nINSERT INTO … SELECT …, coalesce(${quote(first)}, …), … FROM …;`,
  };
}
