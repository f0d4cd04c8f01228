import type { Statement } from './changes.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Script } from './migrations/migration.ts';
import type { Schema } from './schema/schema.ts';
import { Spelling } from './spelling.ts';

/**
 * Parses scripts of one migration.
 * @param schema as it is before the first of them
 */
export function scriptParser(dialect: Dialect, schema: Schema): (script: Script) => readonly Statement[] {
  const spelling = dialect.ignoresCase ? new Spelling(schema) : undefined;
  return (script) => {
    const { statements } = dialect.parse(script.sql ?? script.source.text, script.start, script.end);
    return spelling ? spelling.in(statements) : statements;
  };
}
