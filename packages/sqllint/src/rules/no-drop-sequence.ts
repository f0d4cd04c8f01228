import type { DropObject } from '../changes.ts';
import { columnsFedBy } from '../schema/dependants.ts';
import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import { defineRule } from './rule.ts';

export const noDropSequence = defineRule({
  name: 'no-drop-sequence',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping a sequence, whose last number no down migration knows' },
  changes: {
    dropObject(change, context) {
      if (change.objectType !== 'sequence' || context.isNewObject(change)) return undefined;
      const createsAgain = context.changes.some(
        (other) => other.kind === 'createObject' && other.objectType === 'sequence' && context.isSameRelation(other.name, change.name),
      );
      if (change.ifExists && createsAgain && !context.objectOf(change)) return undefined;
      const name = displayName(change.name);
      const fed = change.cascade ? columnsFedBy(context.schema, name) : [];
      const columns = enumerate(fed.map((column) => `\`${column}\``));
      return {
        message:
          fed.length > 0
            ? `Dropping sequence \`${name}\` with CASCADE drops the default of ${columns} and loses the last number it gave out: inserts of the previous release fail at once, and a sequence that a down creates starts again at 1.`
            : `Dropping sequence \`${name}\` loses the last number it gave out: one that a down creates starts again at 1 and gives the same numbers to other rows.`,
        instead: keepingNumber(change, fed[0]),
        ...(fed.length > 0 ? { breaksOldCode: true } : {}),
      };
    },
  },
});

/** Leaving the sequence costs nothing; where it has to go, the down sets the number again. */
function keepingNumber(change: DropObject, fed: string | undefined): string {
  const name = quoteName(change.name);
  const [table = '…', column = '…'] = fed?.split('.').slice(-2) ?? [];
  return [
    '-- Leave the sequence until no rollback needs it. In the down of the migration that drops it, go on where the rows end:',
    `CREATE SEQUENCE ${name};`,
    `SELECT setval('${name}', (SELECT max(${column}) FROM ${table}));`,
  ].join('\n');
}
