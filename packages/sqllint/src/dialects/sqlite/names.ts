import type { Name, QualifiedName as QualifiedNameNode } from 'sqlite3-parser';
import type { QualifiedName } from '../../changes.ts';

/** The database that a connection has open; what is in it needs no qualification. */
const main = 'main';

/** A name as it is written: SQLite ignores case, which `spelling.ts` deals with. */
export function nameOf(node: QualifiedNameNode): QualifiedName {
  const schema = node.dbName?.text;
  return schema === undefined || schema.toLowerCase() === main ? { name: node.objName.text } : { schema: schema.toLowerCase(), name: node.objName.text };
}

/** A table that is named without its database, as in `REFERENCES`. */
export function plainName(node: Name): QualifiedName {
  return { name: node.text };
}

/** Whether a name is one of the tables in which SQLite keeps the schema. */
export function isSchemaTable({ name }: QualifiedName): boolean {
  return /^sqlite_(?:temp_)?(?:master|schema)$/iu.test(name);
}
