/** What the server refuses of views and routines because of what they are already. */
import type { CreateObject, DropObject, DropTable } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { displayName } from './model.ts';
import type { DatabaseObject, SchemaObject } from './model.ts';
import { writtenDialect } from './sql-dialect.ts';

const none: readonly ApplyProblem[] = [];

function refused(object: string): readonly ApplyProblem[] {
  return [{ kind: 'refused', object }];
}

/** `OR REPLACE` that would take a column from a view, or change how a function is called or what it gives back. */
export function refusedReplacement(existing: DatabaseObject, change: CreateObject): readonly ApplyProblem[] {
  if (writtenDialect() !== 'postgres' || !change.orReplace || !existing.known || existing.objectType !== change.objectType) return none;
  if (change.objectType === 'view') return refusedView(existing, change);
  return change.objectType === 'function' ? refusedFunction(existing, change) : none;
}

/** A view keeps its columns, their names and their order; it may only get more of them. */
function refusedView(existing: DatabaseObject, { columnNames: now }: CreateObject): readonly ApplyProblem[] {
  const was = existing.columnNames;
  if (!was || !now) return none;
  const view = `view ${displayName(existing)}`;
  const at = was.findIndex((name, index) => index >= now.length || (name !== undefined && now[index] !== undefined && now[index] !== name));
  if (at === -1) return none;
  const column = was[at] ?? String(at + 1);
  const [is] = now.slice(at);
  return refused(`CREATE OR REPLACE cannot ${is === undefined ? `take column ${column} out of ${view}` : `make column ${is} of column ${column} of ${view}`}; drop the view first`);
}

function refusedFunction(existing: DatabaseObject, change: CreateObject): readonly ApplyProblem[] {
  const routine = `function ${displayName(existing)}(${existing.arguments ?? ''})`;
  const renamed = existing.parameters?.find((name, index) => name !== '' && change.parameters?.[index] !== undefined && change.parameters[index] !== name);
  if (renamed !== undefined) return refused(`CREATE OR REPLACE cannot rename parameter ${renamed} of ${routine}; drop the function first`);
  const isSameResult = sameType(existing.returns, change.returns) && existing.outputs === change.outputs;
  return isSameResult ? none : refused(`CREATE OR REPLACE cannot change what ${routine} returns; drop the function first`);
}

/** Whether two types may be one: with and without its schema, or given as that of a column. */
function sameType(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.includes('%type') || b.includes('%type')) return true;
  const bare = (type: string): string => type.replace(/[\w$]+\./gu, '');
  return bare(a) === bare(b);
}

const relationTypes = new Set(['table', 'view', 'materialized view', 'sequence', 'foreign table']);

/** `DROP VIEW` of a materialized view, `DROP PROCEDURE` of a function: the name is there, and of another kind. */
export function refusedKind(existing: SchemaObject, change: Pick<DropObject, 'objectType' | 'name' | 'ifExists'> | DropTable): readonly ApplyProblem[] {
  if (writtenDialect() !== 'postgres' || existing.kind === 'index') return none;
  if (existing.kind === 'table' ? existing.partial : !existing.known) return none;
  const is = existing.kind === 'table' ? 'table' : existing.objectType;
  const meant = 'table' in change ? 'table' : change.objectType;
  const isOther = relationTypes.has(is) ? relationTypes.has(meant) && is !== meant : is === 'function' && meant === 'procedure' && !change.ifExists;
  return isOther ? refused(`${displayName(existing)} is a ${is}, which DROP ${meant.toUpperCase()} does not drop`) : none;
}
