import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, unwrap } from '../analysis/syntax.ts';
import type { FunctionNode, MigrationFunctions } from './migration-functions.ts';
import type { ToolName } from './tools.ts';

/** Text to put in the place of a range of the file. */
export interface Rewrite {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** A call, by the texts of its arguments. */
interface Call {
  readonly method: string;
  readonly args: readonly string[];
  readonly nodes: readonly TSESTree.Node[];
}

/** Writes the call that undoes another; undefined where none brings back all of it. */
type Inverse = (call: Call, database: string, text: string) => string | undefined;

/**
 * The down that is missing, in the calls of the same library: each call of the up is undone, the last one first.
 *
 * @returns undefined unless the up does nothing but such calls, one after the other, all with an exact inverse
 */
export function missingDown(functions: MigrationFunctions, tool: ToolName, text: string): Rewrite | undefined {
  const { up, down } = functions;
  const database = parameterOf(up);
  const inverse = inverses[tool];
  if (down === false || database === undefined || !inverse || up.body?.type !== 'BlockStatement') return undefined;
  if (down && (down.body?.type !== 'BlockStatement' || down.body.body.length > 0)) return undefined;
  const own = down ? parameterOf(down) : database;
  if (own === undefined) return undefined;
  const calls = up.body.body.map((statement) => callIn(statement, text));
  const undone = calls.map((call) => call && inverse(call, own, text));
  if (undone.length === 0 || undone.includes(undefined)) return undefined;
  const lines = undone.reverse().filter((line) => line !== undefined);
  return down ? inBody(down, lines, text) : behind(functions, database, lines, text);
}

function parameterOf({ params: [parameter] }: FunctionNode): string | undefined {
  return parameter?.type === 'Identifier' ? parameter.name : undefined;
}

/** `await knex.schema.createTable(…)`, also returned or not awaited. */
function callIn(statement: TSESTree.Statement, text: string): Call | undefined {
  const expression = statement.type === 'ExpressionStatement' ? statement.expression : statement.type === 'ReturnStatement' ? statement.argument : null;
  if (!expression) return undefined;
  const awaited = unwrap(expression);
  const call = unwrap(awaited.type === 'AwaitExpression' ? awaited.argument : awaited);
  return call.type === 'CallExpression' ? asCall(call, text) : undefined;
}

function asCall(call: TSESTree.CallExpression, text: string): Call | undefined {
  const method = calleeName(call);
  const callee = unwrap(call.callee);
  // A chain of several statements is more than one call.
  if (method === undefined || callee.type !== 'MemberExpression' || unwrap(callee.object).type === 'CallExpression') return undefined;
  return { method, args: call.arguments.map(({ range }) => text.slice(...range)), nodes: call.arguments };
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

function wrap(text: string | undefined, write: (text: string) => string): string | undefined {
  return text === undefined ? undefined : write(text);
}

const inverses: Partial<Record<ToolName, Inverse>> = { knex: knexInverse, sequelize: sequelizeInverse, typeorm: typeormInverse };

/** An empty body gets its statements. */
function inBody({ body, async: isAsync, range }: FunctionNode, lines: readonly string[], text: string): Rewrite | undefined {
  if (!body || !isAsync || /\/[/*]/u.test(text.slice(...body.range))) return undefined;
  const indent = indentAt(text, range[0]);
  return { range: body.range, text: `{\n${lines.map((line) => `${indent}  ${line}\n`).join('')}${indent}}` };
}

/** Behind the up, in the form in which that is declared; undefined where it is another one. */
function behind({ place }: MigrationFunctions, database: string, lines: readonly string[], text: string): Rewrite | undefined {
  const form = place && formOf(place, database, text);
  if (!form) return undefined;
  const indent = indentAt(text, place.range[0]);
  const body = `{\n${lines.map((line) => `${indent}  ${line}\n`).join('')}${indent}}`;
  return { range: [place.range[1], place.range[1]], text: `${form.before}\n\n${indent}${form.head} ${body}${form.after}` };
}

function formOf(place: TSESTree.Node, database: string, text: string): { readonly before: string; readonly head: string; readonly after: string } | undefined {
  const method = `async down(${database})`;
  const arrow = `async (${database}) =>`;
  if (place.type === 'MethodDefinition') return { before: '', head: method, after: '' };
  if (place.type === 'Property') return { before: ',', head: method, after: '' };
  if (place.type === 'ExportNamedDeclaration') {
    const isFunction = place.declaration?.type === 'FunctionDeclaration';
    return isFunction ? { before: '', head: `export async function down(${database})`, after: '' } : { before: '', head: `export const down = ${arrow}`, after: ';' };
  }
  if (place.type !== 'ExpressionStatement' || place.expression.type !== 'AssignmentExpression' || place.expression.left.type !== 'MemberExpression') return undefined;
  return { before: '', head: `${text.slice(...place.expression.left.object.range)}.down = ${arrow}`, after: ';' };
}

/** The blanks that the line begins with. */
function indentAt(text: string, at: number): string {
  return /^[^\S\n]*/u.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? '';
}
