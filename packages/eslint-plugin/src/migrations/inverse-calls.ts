import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, staticKey, unwrap } from '../analysis/syntax.ts';
import type { ToolName } from './tools.ts';

/** A call, by the texts of its arguments. */
export interface Call {
  readonly method: string;
  readonly args: readonly string[];
  readonly nodes: readonly TSESTree.Node[];
  /** The calls of a chain before this one, the first one first: Kysely says in them what the last one does. */
  readonly before: readonly Call[];
}

/** Writes the call that undoes another; undefined where none brings back all of it. */
export type Inverse = (call: Call, database: string, text: string) => string | undefined;

/** @returns undefined for a call that is no method's */
export function asCall(call: TSESTree.CallExpression, text: string): Call | undefined {
  const method = calleeName(call);
  const callee = unwrap(call.callee);
  if (method === undefined || callee.type !== 'MemberExpression') return undefined;
  const object = unwrap(callee.object);
  const previous = object.type === 'CallExpression' ? asCall(object, text) : undefined;
  const before = previous ? [...previous.before, previous] : [];
  return { method, args: call.arguments.map(({ range }) => text.slice(...range)), nodes: call.arguments, before };
}

/** The text of `name` in `new TableColumn({ name: 'a' })`, or in the object itself. */
function nameIn(node: TSESTree.Node | undefined, text: string): string | undefined {
  const [object] = node?.type === 'NewExpression' ? node.arguments : [node];
  if (object?.type !== 'ObjectExpression') return undefined;
  for (const property of object.properties) {
    if (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'name') return text.slice(...property.value.range);
  }
  return undefined;
}

const swapped = ({ args }: Call, from: number): string | undefined => {
  const [a, b] = args.slice(from);
  return a === undefined || b === undefined ? undefined : [...args.slice(0, from), b, a].join(', ');
};

function knexInverse(call: Call, knex: string): string | undefined {
  const [name] = call.args;
  if (name === undefined) return undefined;
  if (call.method === 'createTable') return `await ${knex}.schema.dropTable(${name});`;
  if (call.method === 'renameTable') return wrap(swapped(call, 0), (args) => `await ${knex}.schema.renameTable(${args});`);
  return undefined;
}

function sequelizeInverse(call: Call, queryInterface: string): string | undefined {
  const [table, column] = call.args;
  switch (call.method) {
    case 'createTable':
      return `await ${queryInterface}.dropTable(${table ?? ''});`;
    case 'addColumn':
      return `await ${queryInterface}.removeColumn(${table ?? ''}, ${column ?? ''});`;
    case 'renameColumn':
      return wrap(swapped(call, 1), (args) => `await ${queryInterface}.renameColumn(${args});`);
    case 'renameTable':
      return wrap(swapped(call, 0), (args) => `await ${queryInterface}.renameTable(${args});`);
    default:
      return undefined;
  }
}

function typeormInverse(call: Call, queryRunner: string, text: string): string | undefined {
  const [table] = call.args;
  const named = (at: number): string | undefined => nameIn(call.nodes[at], text);
  switch (call.method) {
    case 'createTable':
      return wrap(named(0), (name) => `await ${queryRunner}.dropTable(${name});`);
    case 'addColumn':
      return wrap(named(1), (name) => `await ${queryRunner}.dropColumn(${table ?? ''}, ${name});`);
    case 'createIndex':
      return wrap(named(1), (name) => `await ${queryRunner}.dropIndex(${table ?? ''}, ${name});`);
    case 'createForeignKey':
      return wrap(named(1), (name) => `await ${queryRunner}.dropForeignKey(${table ?? ''}, ${name});`);
    case 'renameColumn':
      return wrap(swapped(call, 1), (args) => `await ${queryRunner}.renameColumn(${args});`);
    case 'renameTable':
      return wrap(swapped(call, 0), (args) => `await ${queryRunner}.renameTable(${args});`);
    default:
      return undefined;
  }
}

function wrap(text: string | undefined, write: (text: string) => string | undefined): string | undefined {
  return text === undefined ? undefined : write(text);
}

/** The builder of node-pg-migrate writes statements down; nothing is waited for. */
function nodePgMigrateInverse(call: Call, pgm: string): string | undefined {
  const { args } = call;
  const [first = '', second] = args;
  switch (call.method) {
    case 'createTable':
    case 'createSchema':
    case 'createExtension':
    case 'createType':
    case 'createDomain':
    case 'createSequence':
    case 'createView':
      return `${pgm}.${call.method.replace('create', 'drop')}(${first});`;
    case 'addColumn':
    case 'addColumns':
      return wrap(keysOf(call.nodes[1]), (columns) => `${pgm}.dropColumns(${first}, ${columns});`);
    case 'createIndex':
      // Its name follows from all of these.
      return `${pgm}.dropIndex(${args.join(', ')});`;
    case 'addConstraint':
    case 'createConstraint':
      return wrap(second, (name) => (name === 'null' ? undefined : `${pgm}.dropConstraint(${first}, ${name});`));
    case 'renameTable':
    case 'renameType':
      return wrap(swapped(call, 0), (names) => `${pgm}.${call.method}(${names});`);
    case 'renameColumn':
    case 'renameConstraint':
      return wrap(swapped(call, 1), (names) => `${pgm}.${call.method}(${names});`);
    default:
      return undefined;
  }
}

/** Kysely: `db.schema.createTable('a').addColumn(…).execute()`. */
function kyselyInverse({ method, before }: Call, db: string): string | undefined {
  const [start, ...rest] = before;
  const [name] = start?.args ?? [];
  if (method !== 'execute' || start === undefined || name === undefined) return undefined;
  const run = (calls: string): string => `await ${db}.schema.${calls}.execute();`;
  switch (start.method) {
    case 'createTable':
    case 'createView':
    case 'createType':
    case 'createSchema':
      return run(`${start.method.replace('create', 'drop')}(${name})`);
    case 'createIndex': {
      const table = rest.find((call) => call.method === 'on')?.args[0];
      return table === undefined ? undefined : run(`dropIndex(${name}).on(${table})`);
    }
    case 'alterTable': {
      const undone = rest.map(undoneInKysely);
      return undone.length === 0 || undone.includes(undefined) ? undefined : run(`alterTable(${name}).${undone.reverse().join('.')}`);
    }
    default:
      return undefined;
  }
}

/** What may stand behind `alterTable(…)` any number of times, and can be taken back. */
function undoneInKysely(call: Call): string | undefined {
  if (call.method === 'addColumn') return `dropColumn(${call.args[0] ?? ''})`;
  return call.method === 'renameColumn' ? wrap(swapped(call, 0), (names) => `renameColumn(${names})`) : undefined;
}

function dbMigrateInverse(call: Call, db: string): string | undefined {
  const [table = '', name] = call.args;
  switch (call.method) {
    case 'createTable':
      return `await ${db}.dropTable(${table});`;
    case 'addColumn':
      return wrap(name, (column) => `await ${db}.removeColumn(${table}, ${column});`);
    case 'addIndex':
      return wrap(name, (index) => `await ${db}.removeIndex(${table}, ${index});`);
    case 'addForeignKey':
      return wrap(call.args[2], (key) => `await ${db}.removeForeignKey(${table}, ${key});`);
    case 'renameColumn':
      return call.args.length > 3 ? undefined : wrap(swapped(call, 1), (names) => `await ${db}.renameColumn(${names});`);
    case 'renameTable':
      return call.args.length > 2 ? undefined : wrap(swapped(call, 0), (names) => `await ${db}.renameTable(${names});`);
    default:
      return undefined;
  }
}

/** `['a', 'b']` for `{ a: …, b: … }`; undefined where a name is computed or more is spread into it. */
function keysOf(node: TSESTree.Node | undefined): string | undefined {
  if (node?.type !== 'ObjectExpression' || node.properties.length === 0) return undefined;
  const keys = node.properties.map((property) => (property.type === 'Property' ? staticKey(property) : undefined));
  return keys.includes(undefined) ? undefined : `[${keys.map((key) => `'${key}'`).join(', ')}]`;
}

/** By tool; MikroORM writes both directions itself, in SQL. */
export const inverses: Partial<Record<ToolName, Inverse>> = {
  knex: alone(knexInverse),
  sequelize: alone(sequelizeInverse),
  typeorm: alone(typeormInverse),
  'node-pg-migrate': alone(nodePgMigrateInverse),
  kysely: kyselyInverse,
  'db-migrate': alone(dbMigrateInverse),
};

/** A chain of several statements is more than one call. */
function alone(inverse: Inverse): Inverse {
  return (call, database, text) => (call.before.length > 0 ? undefined : inverse(call, database, text));
}
