import type { AlterColumnType } from '../changes.ts';
import { visibleChange } from '../facts/postgres/type-families.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import { isLossy } from './lossy-conversion.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noVisibleTypeChange = defineRule({
  name: 'no-visible-type-change',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres', 'mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow changing the type of a column to one that code of the previous release sees as another' },
  changes: {
    alterColumnType(change, context) {
      const seen = seenAs(change, context);
      // What a statement amounts to is not among the changes that it is written as.
      const isWritten = context.changes.includes(change);
      if (!seen || (isWritten && !context.isFirst(`no-visible-type-change ${seen.key}`))) return undefined;
      // A migration that does the same to many columns does it for one reason.
      const alike = (isWritten ? context.changes : [change])
        .filter((other) => other.kind === 'alterColumnType')
        .filter((other) => seenAs(other, context)?.key === seen.key)
        .map(({ table, column }) => `\`${displayName(table)}.${column}\``);
      const added = quote(`${change.column}_new`);
      return {
        message: `Code of the previous release reads and writes ${enumerate(alike)} as ${seen.from} and meets ${change.type.text}: ${seen.consequence}.`,
        instead: [
          '-- Add a column of the new type, have the code write both, and drop the old one in a later release:',
          `ALTER TABLE ${quoteName(change.table)} ADD COLUMN ${added} ${change.type.text};`,
        ].join('\n'),
        ...(seen.breaks ? { breaksOldCode: true } : {}),
      };
    },
    alterObject({ objectType, name, attributeType }, { isNewObject }) {
      if (!attributeType || isNewObject({ objectType, name })) return undefined;
      const { attribute, type } = attributeType;
      return {
        message: `Code of the previous release reads and writes attribute \`${attribute}\` of type \`${displayName(name)}\` as what it was, and meets ${type.text}, in every value and argument of that type.`,
        instead: `-- Create a type beside it, move the code over, and drop the old one in a later release:\nCREATE TYPE ${quoteName({ ...name, name: `${name.name}_new` })} AS (…);`,
      };
    },
  },
});

interface Seen {
  readonly key: string;
  /** The old type, as a person writes it. */
  readonly from: string;
  readonly consequence: string;
  readonly breaks: boolean;
}

/** What old code makes of the new type; undefined where it makes the same of both, or what is lost matters more. */
function seenAs(change: AlterColumnType, context: ChangeContext): Seen | undefined {
  const { table, column, type } = change;
  const { isNew, isNewColumn, tableOf, changes } = context;
  if (isNew(table) || isNewColumn(table, column)) return undefined;
  const from = tableOf(table)?.columns.get(column)?.type;
  if (!from || isLossy(change, context)) return undefined;
  // The type was moved out of the way for another of its name: code sees no difference.
  const tookItsName = changes.some(
    (other) => other.kind === 'renameObject' && other.name.name === type.name && other.to === from.name,
  );
  if (tookItsName) return undefined;
  const key = `${from.text} ${type.text}`;
  const seen = visibleChange(from, type);
  return seen === 'none' ? undefined : { key, from: from.text, consequence: consequences[seen], breaks: seen === 'other' };
}

const consequences = {
  moment: 'what it writes means another moment wherever the time zone of its session is not UTC',
  typed: 'a driver that sends and reads values by their type, as those for Java, Go and Rust do, refuses the new one',
  other: 'what it writes is refused, or what it reads is something else than it expects',
} as const;
