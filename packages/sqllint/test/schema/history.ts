import { load } from '../../src/dialects/load.ts';
import { apply } from '../../src/schema/apply.ts';
import type { ApplyProblem } from '../../src/schema/apply.ts';
import { differencesSince } from '../../src/schema/compare.ts';
import type { Column, Constraint, Index, Table } from '../../src/schema/model.ts';
import { Schema } from '../../src/schema/schema.ts';

const postgres = await load('postgres');

/** Applies a script, and gives what would have failed: `missing table a`. */
export function run(schema: Schema, sql: string): string[] {
  const problems: ApplyProblem[] = [];
  for (const { changes } of postgres.parse(sql).statements) {
    for (const change of changes) problems.push(...apply(schema, change));
  }
  return problems.map(({ kind, object }) => `${kind} ${object}`);
}

/** The schema after scripts, each of them a migration. */
export function schemaAfter(...scripts: readonly string[]): Schema {
  const schema = new Schema();
  for (const [ordinal, sql] of scripts.entries()) {
    schema.beginMigration(ordinal);
    run(schema, sql);
  }
  return schema;
}

/** How the schema after an up and its down differs from the one before, on top of a history. */
export function leftBy(up: string, down: string, history = ''): { differences: string[]; mend: string[] } {
  const schema = schemaAfter(history);
  schema.beginMigration(1);
  const before = schema.mark();
  run(schema, up);
  run(schema, down);
  const differences = differencesSince(schema, before);
  return {
    differences: differences.map(({ problem, object, detail }) => `${problem} ${object}${detail === undefined ? '' : `: ${detail}`}`),
    mend: differences.flatMap((difference) => difference.mend()),
  };
}

/** A table as a list of what is in it; undefined for one that is not there. */
export function outline(table: Table | undefined): string[] | undefined {
  return (
    table && [
      ...[...table.columns.values()].map(columnLine),
      ...[...table.constraints.values()].map(constraintLine),
      ...[...table.indexes.values()].filter((index) => index.constraint === undefined).map(indexLine),
      ...table.parts.keys(),
      ...[...table.aspects].map(([name, value]) => `${name}: ${value}`),
    ]
  );
}

function columnLine({ name, type, notNull, default: value, identity, generated, serial }: Column): string {
  const details = [
    type?.text ?? 'of unknown type',
    ...(notNull === true ? ['not null'] : []),
    ...(value ? [`default ${value.text}`] : []),
    ...(identity ? [`identity ${identity}`] : []),
    ...(generated ? [`generated ${generated.expression.text}`] : []),
    ...(serial ? ['serial'] : []),
  ];
  return `column ${name} ${details.join(' ')}`;
}

function constraintLine({ name, type, columns, references, validated }: Constraint): string {
  const target = references ? ` to ${references.table}(${references.columns.join(', ')})` : '';
  return `${type} ${name} (${columns.join(', ')})${target}${validated ? '' : ' not valid'}`;
}

function indexLine({ name, unique, keys }: Index): string {
  return `${unique ? 'unique ' : ''}index ${name} (${keys.map((key) => key.column ?? key.expression?.text).join(', ')})`;
}
