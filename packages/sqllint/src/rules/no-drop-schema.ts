import type { DropObject } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { quote } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { enumerate } from './enumerate.ts';
import type { Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noDropSchema = defineRule({
  name: 'no-drop-schema',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping a schema with everything in it' },
  changes: {
    dropObject(change, { isNewObject, objectOf, schema, changes }) {
      if (change.objectType !== 'schema' || isNewObject(change)) return undefined;
      const { name } = change.name;
      const createsAgain = changes.some(
        (other) => other.kind === 'createObject' && other.objectType === 'schema' && other.name.name === name,
      );
      // `DROP SCHEMA IF EXISTS x CASCADE; CREATE SCHEMA x` opens the first migration of many histories.
      if (change.ifExists && createsAgain && !objectOf(change)) return undefined;
      if (change.cascade) return withContent(change, contentOf(schema, name));
      // The server drops only an empty one; the migrations put nothing in, or took it out.
      if (objectOf(change)?.known === true) return undefined;
      return {
        severity: 'warn',
        message: `Dropping schema \`${name}\` breaks code of the previous release that still has it in its search_path or in a name; its grants go with it.`,
        instead: `-- Ship code that no longer names the schema. Then make it unreachable, which can be undone:\n${contractComment}\nALTER SCHEMA ${quote(name)} RENAME TO ${quote(`${name}_dropped`)};`,
        breaksOldCode: true,
      };
    },
  },
});

function withContent(change: DropObject, content: readonly string[]): Report {
  const { name } = change.name;
  const what = content.length > 0 ? `with everything in it, among that ${enumerate(content)}` : 'with everything in it';
  return {
    message: `Dropping schema \`${name}\` with CASCADE drops it ${what}: all rows are gone, and no down migration can bring them back. Code of the previous release that still uses it fails at once.`,
    instead: [
      '-- Ship code that no longer uses the schema. Then make it unreachable, which can be undone:',
      contractComment,
      `ALTER SCHEMA ${quote(name)} RENAME TO ${quote(`${name}_dropped`)};`,
      '-- Drop it in a later release, when no rollback needs it and a dump is kept.',
    ].join('\n'),
    losesData: true,
    breaksOldCode: true,
  };
}

function contentOf(schema: Schema, name: string): string[] {
  return [
    ...[...schema.tables()].filter((table) => table.schema === name).map((table) => `table \`${displayName(table)}\``),
    ...[...schema.objects()]
      .filter((object) => object.schema === name)
      .map((object) => `${object.objectType} \`${displayName(object)}\``),
  ];
}
