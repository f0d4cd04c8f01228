import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../analysis/syntax.ts';
import { asCall, inverses } from './inverse-calls.ts';
import type { Call } from './inverse-calls.ts';
import type { FunctionNode, MigrationFunctions } from './migration-functions.ts';
import type { ToolName } from './tools.ts';

/** Text to put in the place of a range of the file. */
export interface Rewrite {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

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
  return down ? inBody(down, lines, text) : behind(functions, declarationOf(up, text), lines, text);
}

function parameterOf({ params: [parameter] }: FunctionNode): string | undefined {
  return parameter?.type === 'Identifier' ? parameter.name : undefined;
}

/** The same with its type, as the down has to declare it. */
function declarationOf({ params: [parameter] }: FunctionNode, text: string): string {
  return parameter ? text.slice(...parameter.range) : '';
}

/** `await knex.schema.createTable(…)`, also returned or not awaited. */
function callIn(statement: TSESTree.Statement, text: string): Call | undefined {
  const expression = statement.type === 'ExpressionStatement' ? statement.expression : statement.type === 'ReturnStatement' ? statement.argument : null;
  if (!expression) return undefined;
  const awaited = unwrap(expression);
  const call = unwrap(awaited.type === 'AwaitExpression' ? awaited.argument : awaited);
  return call.type === 'CallExpression' ? asCall(call, text) : undefined;
}

/** An empty body gets its statements. */
function inBody({ body, async: isAsync, range }: FunctionNode, lines: readonly string[], text: string): Rewrite | undefined {
  if (!body || (!isAsync && lines.some((line) => line.startsWith('await '))) || /\/[/*]/u.test(text.slice(...body.range))) return undefined;
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
