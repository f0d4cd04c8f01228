import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The part of ajv that is used here; version 6 brings no types that fit ESM. */
interface Ajv {
  validate: (schema: object, data: unknown) => boolean;
  errorsText: () => string;
}

const schemaUrl = new URL('../../schema/result.v1.json', import.meta.url);

// ESLint brings ajv; a dependency of our own for one test would be one more to keep.
const requireFromEslint = createRequire(createRequire(import.meta.url).resolve('eslint/package.json'));
const AjvClass = requireFromEslint('ajv') as new (options: object) => Ajv; // `require` cannot know what it loads.

/** What is wrong with a document by the published schema; undefined when nothing is. */
export function findSchemaErrors(document: unknown): string | undefined {
  return validate(readSchema(), document);
}

/** The same, with every property that the schema does not name being wrong as well. */
export function findStrictSchemaErrors(document: unknown): string | undefined {
  return validate(closed(readSchema()), document);
}

function readSchema(): object {
  return JSON.parse(readFileSync(schemaUrl, 'utf8')) as object; // The file is an object, or the tests fail.
}

function validate(schema: object, document: unknown): string | undefined {
  const ajv = new AjvClass({ allErrors: true });
  return ajv.validate(schema, document) ? undefined : ajv.errorsText();
}

/** A copy in which no object may have other properties than those that are named. */
function closed<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'object'
      ? { ...value, additionalProperties: false }
      : value,
  ) as T; // A copy of what came in.
}
