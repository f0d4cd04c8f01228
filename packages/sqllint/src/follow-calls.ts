import type { CallFunctions, Change, RoutineCall, Statement } from './changes.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Schema } from './schema/schema.ts';

/** A routine of the history, by the statement that created it. */
interface Routine {
  readonly text: string;
  readonly returns: string | undefined;
}

export interface FollowOptions {
  /** Scripts that run before this one, and after the migrations that made the schema. */
  readonly earlier?: readonly Statement[];
  /** Gives the names in what routines do the spelling of the history. */
  readonly spell?: (change: Change) => Change;
}

/** Calls within calls within calls; a routine that calls itself ends here. */
const deepest = 8;

/**
 * Puts what the called routines do behind each call whose effect the text tells: the routine is
 * defined by the history, and what it runs follows from its arguments.
 */
export function followCalls(
  statements: readonly Statement[],
  schema: Schema,
  dialect: Dialect,
  { earlier = [], spell = (change) => change }: FollowOptions = {},
): readonly Statement[] {
  const { runRoutine } = dialect;
  if (!runRoutine || !statements.some(({ changes }) => changes.some(({ kind }) => kind === 'callFunctions'))) return statements;
  const fold = (name: string): string => (dialect.ignoresCase ? name.toLowerCase() : name);
  const own = new Map<string, Routine[]>();
  for (const { changes } of earlier) for (const change of changes) learn(own, change, fold);
  const find = (name: string): readonly Routine[] => own.get(fold(name)) ?? routinesOf(schema, name, fold);
  const follow = (change: Change, depth: number): readonly Change[] => {
    if (change.kind !== 'callFunctions') return [change];
    return followed(change, depth) ?? [change.executesResult === true ? resultOf(change) : change];
  };
  const followed = (change: CallFunctions, depth: number): readonly Change[] | undefined => {
    if (!change.calls || depth > deepest) return undefined;
    const done = change.calls.map((call) => runCall(call, find, change, dialect));
    if (!done.every((changes) => changes !== undefined) || !coversAll(change, find)) return undefined;
    const { start, end, conditional, onlyIf } = change;
    const inner = done.flat().map(spell).map((one): Change => ({
      ...one,
      start,
      end,
      ...(conditional === true || one.conditional === true ? { conditional: true } : {}),
      ...(onlyIf || one.onlyIf ? { onlyIf: [...(onlyIf ?? []), ...(one.onlyIf ?? [])] } : {}),
    }));
    const all = inner.flatMap((one) => follow(one, depth + 1));
    const isWhole = all.every((one) => one.kind !== 'callFunctions' || one.isFollowed === true || !reachesSchema(one, find));
    return isWhole ? [{ ...change, isFollowed: true }, ...all] : undefined;
  };
  return statements.map((statement) => {
    const changes = statement.changes.flatMap((change) => {
      learn(own, change, fold);
      return follow(change, 0);
    });
    const untold = changes.find((change, index) => change.kind === 'opaque' && change !== statement.changes[index]);
    if (untold?.kind === 'opaque') {
      const { start, end } = statement;
      return { ...statement, changes, problem: statement.problem ?? { kind: 'dynamic', start, end, message: untold.reason } };
    }
    return changes.length === statement.changes.length ? statement : { ...statement, changes };
  });
}

/** `EXECUTE f()`, where nobody can tell what the function returns. */
function resultOf({ start, end, functions, conditional }: CallFunctions): Change {
  const reason = `This block runs the SQL that ${functions[0] ?? 'a function'}() returns, which only the server knows.`;
  return { kind: 'opaque', start, end, command: 'DO', reason, ...(conditional === true ? { conditional } : {}) };
}

/** A routine that a script creates is there for the statements behind it. */
function learn(routines: Map<string, Routine[]>, change: Change, fold: (name: string) => string): void {
  if (change.kind !== 'createObject' || (change.objectType !== 'function' && change.objectType !== 'procedure')) return;
  routines.set(fold(change.name.name), [{ text: change.text, returns: change.returns }]);
}

function routinesOf(schema: Schema, name: string, fold: (name: string) => string): Routine[] {
  return [...schema.objects()].flatMap((object) => (object.arguments !== undefined && fold(object.name) === fold(name) && object.text !== '' ? [object] : [])).map(({ text, returns }) => ({ text, returns }));
}

/** What a call does, where just one routine fits; undefined where that is not known. */
function runCall(call: RoutineCall, find: (name: string) => readonly Routine[], { executesResult }: CallFunctions, { runRoutine }: Dialect): readonly Change[] | undefined {
  const candidates = find(call.name.name);
  // Functions of the server, and of extensions. What one of them returns is not known.
  if (candidates.length === 0) return executesResult === true ? undefined : [];
  const fitting = candidates.flatMap(({ text, returns }) => {
    const changes = executesResult === true && returns !== 'void' ? undefined : runRoutine?.(text, call);
    return changes ? [changes] : [];
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Whether no routine of the history is called in an argument. */
function coversAll(change: CallFunctions, find: (name: string) => readonly Routine[]): boolean {
  const called = new Set(change.calls?.map(({ name }) => name.name));
  return change.functions.map(nameOnly).every((name) => called.has(name) || find(name).length === 0);
}

function reachesSchema(change: CallFunctions, find: (name: string) => readonly Routine[]): boolean {
  return change.functions.some((name) => find(nameOnly(name)).length > 0);
}

function nameOnly(name: string): string {
  return name.split('.').at(-1) ?? name;
}
