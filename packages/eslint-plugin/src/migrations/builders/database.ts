import type { DialectName, Range } from 'sqllint';
import { harmlessMethods, sqlMethods } from '../../knowledge/migration-calls.ts';
import type { CallSite, Value } from '../interpreter/values.ts';
import { ElsewhereValue, FunctionValue, HostValue, ListValue } from '../interpreter/values.ts';
import type { ScriptWriter, Sql } from '../script/script-writer.ts';
import { TextValue } from '../script/text-value.ts';
import { withBindings } from './bindings.ts';
import { standIn } from './sql-text.ts';

/** What every library's objects need to write SQL. */
export interface Target {
  readonly writer: ScriptWriter;
  readonly dialect: DialectName;
}

/** A way to the database of which nothing is known but the methods that take SQL. */
export class Database extends HostValue {
  protected readonly target: Target;

  constructor(target: Target) {
    super();
    this.target = target;
  }

  override call(args: readonly Value[], site: CallSite): Value {
    return this.invoke('query', args, site);
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    if (sqlMethods.has(name)) {
      sendSql(this.target, args, site);
      callBack(args, site);
      return new ElsewhereValue({ name: 'result' });
    }
    if (name === 'transaction') {
      const [callback] = args.filter((value) => value instanceof FunctionValue);
      if (callback) return settled(site.interpreter.call(callback, [this, new ElsewhereValue()], site.node));
      return this;
    }
    if (harmlessMethods.has(name)) return new ElsewhereValue();
    return reportUnknownMethod(this.target, name, site);
  }
}

export function settled(value: Value): Value {
  return value instanceof HostValue ? value.settle() : value;
}

/** The last argument, when it is a function: it is called when the database has answered. */
export function callBack(args: readonly Value[], { interpreter, node }: CallSite): void {
  const last = args.at(-1);
  if (last instanceof FunctionValue) settled(interpreter.call(last, [null, new ElsewhereValue()], node));
}

/** A method of the library that is not read, whatever it does. */
export function reportUnknownMethod({ writer }: Target, name: string, { range }: CallSite): Value {
  writer.unknown(range, `What \`${name}\` does here is not read.`);
  return new ElsewhereValue();
}

/** Sends the SQL of a call's first argument: a text, a tagged template, an object with `text` or `query`. */
export function sendSql(target: Target, [first, bindings]: readonly Value[], { range, argumentRanges }: CallSite): void {
  const sql = sqlOf(first);
  const at: Range = argumentRanges[0] ?? range;
  if (sql === undefined) {
    if (!(first instanceof HostValue)) target.writer.unknown(range, 'The SQL that is sent here is not written in this file.');
    return;
  }
  writeRaw(target, sql, bindings, at);
}

/** Writes SQL that the program has as a text. */
export function writeRaw(target: Target, sql: TextValue, bindings: Value, at: Range): void {
  const complete = fillHoles(withBindings(sql, bindings, target.dialect), target.dialect);
  if (complete) target.writer.statement(at, complete);
  else target.writer.unknown(at, 'The SQL that is sent here has parts that are not written in this file.');
}

function sqlOf(value: Value): TextValue | undefined {
  if (value instanceof TextValue) return value;
  // A tagged template, which nobody has run yet.
  if (value instanceof ElsewhereValue && value.args?.length === 1 && value.args[0] instanceof TextValue) return value.args[0];
  if (value instanceof ListValue) return undefined;
  return undefined;
}

const dataStatement = /^\s*(?:--[^\n]*\s+|\/\*[\s\S]*?\*\/\s*)*(?:select|insert|update|delete|with|merge|replace)\b/iu;

/**
 * Puts something in the place of what is not known, where that can only be a value: in quotes, or behind an operator.
 * Undefined where it may be a name or a piece of the statement.
 */
function fillHoles(sql: TextValue, dialect: DialectName): TextValue | undefined {
  if (sql.isKnown) return sql;
  const isData = dataStatement.test(sql.toString());
  let before = '';
  const pieces: TextValue['pieces'][number][] = [];
  for (const piece of sql.pieces) {
    if (piece.isHole) {
      const isQuoted = (before.split("'").length - 1) % 2 === 1;
      const isValue = isQuoted || (isData ? /(?:[=<>(,+|-]|\b(?:in|like|then|else|and|or|limit))\s*$/iu : /(?:=|\bdefault)\s*$/iu).test(before);
      if (!isValue) return undefined;
      pieces.push({ text: isQuoted ? '…' : !isData ? '1' : standIn(dialect), ...(piece.at && { at: piece.at }) });
    } else {
      pieces.push(piece);
    }
    before += piece.text;
  }
  return new TextValue(pieces);
}

/** A statement, or word that it is not known, where one of its parts is not. */
export function writeKnown({ writer }: Target, at: Range, parts: readonly (Sql | undefined)[]): void {
  const known = parts.filter((one) => one !== undefined);
  if (known.length === parts.length) writer.statement(at, ...known);
  else writer.unknown(at, 'What this names is not written in this file.');
}

