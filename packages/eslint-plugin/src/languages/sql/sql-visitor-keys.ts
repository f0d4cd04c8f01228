import type { SqlNode } from './sql-nodes.ts';

/** The properties of each kind of node that hold the nodes below it. */
export const sqlVisitorKeys = {
  SqlDocument: ['body'],
  SqlStatement: [],
} satisfies Record<SqlNode['type'], string[]>;
