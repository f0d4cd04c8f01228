import { parsePlPgSQLSync, parseSync } from 'libpg-query';
import type { CreateFunctionStmt, FunctionParameter, Node } from '@pgsql/types';
import type { Change, ConstantValue, RoutineCall, Statement } from '../../../changes.ts';
import { stringOf, stringsOf } from '../names.ts';
import { readBody } from './body.ts';
import { changesOfBody } from './embedded.ts';
import { fold } from './fold.ts';

/**
 * What a call of a routine does, all in the place of the call; undefined where the call does not fit
 * its parameters, or where the text does not tell everything.
 * @param definition the statement that created the routine
 * @param parse reads a script
 */
export function runRoutine(definition: string, call: RoutineCall, parse: (sql: string) => readonly Statement[]): readonly Change[] | undefined {
  const node = parseSync(definition).stmts?.[0]?.stmt;
  if (!node || !('CreateFunctionStmt' in node)) return undefined;
  const { language, body } = sourceOf(node.CreateFunctionStmt);
  const given = bind(node.CreateFunctionStmt, call);
  if (!given || body === undefined) return undefined;
  const place = { start: 0, end: 0 };
  if (language === 'sql') {
    const embedded = { sql: body, written: body, onlyIf: [], constants: given, unlessThere: false, executesResult: false };
    return settled(changesOfBody({ statements: [embedded], dynamic: [] }, parse, () => place).changes);
  }
  if (language !== 'plpgsql') return undefined;
  const routine = readBody(parsePlPgSQLSync(definition), given);
  if (routine.dynamic.length > 0 || routine.error !== undefined) return undefined;
  return settled(changesOfBody(routine, parse, () => place).changes);
}

function settled(changes: readonly Change[]): readonly Change[] | undefined {
  return changes.some(({ kind }) => kind === 'opaque') ? undefined : changes;
}

function sourceOf({ options = [] }: CreateFunctionStmt): { readonly language: string; readonly body: string | undefined } {
  const option = (name: string): Node | undefined => {
    const found = options.find((item) => 'DefElem' in item && item.DefElem.defname === name);
    return found && 'DefElem' in found ? found.DefElem.arg : undefined;
  };
  const as = option('as');
  return { language: stringOf(option('language')).toLowerCase(), body: as && 'List' in as ? stringsOf(as.List.items)[0] : undefined };
}

/** The arguments by the names and the places of the parameters; undefined where they do not fit. */
function bind({ parameters = [] }: CreateFunctionStmt, call: RoutineCall): Map<string, ConstantValue> | undefined {
  const inputs = parameters.flatMap((node): FunctionParameter[] => ('FunctionParameter' in node ? [node.FunctionParameter] : [])).filter(isInput);
  const isVariadic = inputs.some(({ mode }) => mode === 'FUNC_PARAM_VARIADIC');
  const isNamed = call.arguments.every(({ name }) => name === undefined || inputs.some((input) => input.name === name));
  if (isVariadic || !isNamed || call.arguments.length > inputs.length) return undefined;
  const bound = new Map<string, ConstantValue>();
  for (const [position, { name, defexpr }] of inputs.entries()) {
    const inPlace = call.arguments[position];
    const argument = call.arguments.find((candidate) => candidate.name !== undefined && candidate.name === name) ?? (inPlace?.name === undefined ? inPlace : undefined);
    if (!argument && !defexpr) return undefined;
    const value = argument ? argument.value : fold(defexpr, new Map());
    bound.set(`$${String(position + 1)}`, value);
    if (name !== undefined) bound.set(name, value);
  }
  return bound;
}

function isInput({ mode }: FunctionParameter): boolean {
  return mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE';
}
