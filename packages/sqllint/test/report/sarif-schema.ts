import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The part of ajv that is used here; version 6 brings no types that fit ESM. */
interface Ajv {
  addMetaSchema: (schema: object) => void;
  validate: (schema: object, data: unknown) => boolean;
  errorsText: () => string;
}

const requireHere = createRequire(import.meta.url);
// ESLint brings ajv; see json-schema.ts.
const requireFromEslint = createRequire(requireHere.resolve('eslint/package.json'));
const AjvClass = requireFromEslint('ajv') as new (options: object) => Ajv; // `require` cannot know what it loads.
const draft04 = requireFromEslint('ajv/lib/refs/json-schema-draft-04.json') as object; // It is one.

// The package is there for the schema that it carries, which OASIS publishes only on the web.
const schemaFile = requireHere.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as object; // The file is an object, or the tests fail.

/** What is wrong with a log by the JSON Schema of SARIF 2.1.0; undefined when nothing is. */
export function findSarifErrors(log: unknown): string | undefined {
  // SARIF's schema is written in draft 4, which calls its own address `id`.
  const ajv = new AjvClass({ allErrors: true, schemaId: 'id', meta: false });
  ajv.addMetaSchema(draft04);
  return ajv.validate(schema, log) ? undefined : ajv.errorsText();
}
