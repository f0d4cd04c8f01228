import type { Change, Condition, RoutineCall, Statement } from '../../../changes.ts';
import { absenceOf } from '../../absence-of.ts';
import { UnexpectedToken } from '../token-reader.ts';
import type { TokenReader } from '../token-reader.ts';
import { always, conditionOf, never, opposite } from './condition.ts';
import { either, onlyText, selectedValue, textValue, unknown, valueOf } from './value.ts';
import type { Value, Variables } from './value.ts';

/**
 * What a call of a procedure does; undefined where the call does not fit its parameters, or where
 * the text does not tell everything: loops and cursors are not followed.
 * @param reader the statement that created the procedure
 * @param parse reads a script
 */
export function runRoutine(reader: TokenReader, call: RoutineCall, parse: (sql: string) => readonly Statement[]): readonly Change[] | undefined {
  try {
    reader.takeUntil('PROCEDURE');
    reader.expect('PROCEDURE');
    reader.accept('IF', 'NOT', 'EXISTS');
    reader.qualifiedName();
    const parameters = reader.group().parts().map(parameterName);
    if (parameters.length !== call.arguments.length) return undefined;
    const given = new Map(parameters.map((name, at): [string, Value] => [name, argumentOf(call.arguments[at]?.value)]));
    // Characteristics such as `SQL SECURITY INVOKER` come before the body.
    while (!reader.isAtEnd() && !reader.isNext('BEGIN') && reader.peek(1) !== ':') reader.takeWhole();
    const body = new RunningBody(given, parse);
    body.block(reader);
    return body.changes;
  } catch (error) {
    if (error instanceof NotFollowed || error instanceof UnexpectedToken) return undefined;
    throw error;
  }
}

/** A call with what is known of its arguments; what follows `CALL` is read. */
export function readCall(reader: TokenReader, variables: Variables): RoutineCall {
  const name = reader.qualifiedName();
  const parts = reader.peek() === '(' ? reader.group().parts() : [];
  return { name: { name: name.name.toLowerCase() }, arguments: parts.map((part) => ({ value: onlyText(valueOf(part, variables)) })) };
}

/** Something that the text alone does not tell. */
class NotFollowed extends Error {
  override readonly name = 'NotFollowed';
}

function parameterName(reader: TokenReader): string {
  reader.acceptOneOf('IN', 'OUT', 'INOUT');
  return reader.identifier().toLowerCase();
}

function argumentOf(value: RoutineCall['arguments'][number]['value']): Value {
  return typeof value === 'string' || value === null ? textValue(value) : unknown;
}

/** What ends a list of statements. */
const ends = new Set(['END', 'ELSE', 'ELSEIF']);
/** Statements that neither change anything nor lead elsewhere. An error that the procedure raises ends the migration as well. */
const idle = new Set(['DEALLOCATE', 'SIGNAL', 'RESIGNAL']);

class RunningBody {
  readonly changes: Change[] = [];
  #variables: Map<string, Value>;
  readonly #prepared = new Map<string, Value>();
  readonly #conditions: Condition[] = [];
  /** Whether errors are handled, so that what is there already stops nothing. */
  #isHandled = false;
  readonly #parse: (sql: string) => readonly Statement[];

  constructor(variables: Map<string, Value>, parse: (sql: string) => readonly Statement[]) {
    this.#variables = variables;
    this.#parse = parse;
  }

  /** `[label:] BEGIN … END [label]`. */
  block(reader: TokenReader): void {
    if (reader.peek(1) === ':') {
      reader.identifier();
      reader.expect(':');
    }
    reader.expect('BEGIN');
    const wasHandled = this.#isHandled;
    this.#list(reader);
    this.#isHandled = wasHandled;
    reader.expect('END');
    if (reader.isIdentifierNext()) reader.identifier();
  }

  #list(reader: TokenReader): void {
    while (!reader.isAtEnd() && !ends.has(reader.peek())) {
      if (reader.accept(';')) continue;
      this.#statement(reader);
    }
  }

  #statement(reader: TokenReader): void {
    if (reader.peek() === 'BEGIN' || reader.peek(1) === ':') this.block(reader);
    else if (reader.accept('IF')) this.#branches(reader);
    else if (reader.isNext('DECLARE') && reader.peek(2) === 'HANDLER') this.#handler(reader);
    else this.#plain(reader.until(';'));
  }

  #plain(statement: TokenReader): void {
    const word = statement.peek();
    if (statement.accept('DECLARE')) this.#declare(statement);
    else if (statement.accept('SET')) for (const part of statement.parts()) this.#assign(part);
    else if (statement.accept('PREPARE')) {
      const name = statement.identifier().toLowerCase();
      statement.expect('FROM');
      this.#prepared.set(name, valueOf(statement, this.#variables));
    } else if (statement.accept('EXECUTE')) this.#execute(statement.accept('IMMEDIATE') ? valueOf(statement, this.#variables) : this.#prepared.get(statement.identifier().toLowerCase()));
    else if (statement.accept('CALL')) {
      const call = readCall(statement, this.#variables);
      this.#do({ kind: 'callFunctions', start: 0, end: 0, functions: [call.name.name], calls: [call] });
    } else if (word === 'SELECT') this.#select(statement);
    else if (!idle.has(word)) this.#run(statement.restText);
  }

  #declare(statement: TokenReader): void {
    const names: string[] = [];
    do names.push(statement.identifier().toLowerCase());
    while (statement.accept(','));
    // `DECLARE c CURSOR FOR …`: what it goes through only the server knows.
    if (statement.isNext('CURSOR')) throw new NotFollowed();
    if (statement.isNext('CONDITION')) return;
    statement.until('DEFAULT');
    const value = statement.accept('DEFAULT') ? valueOf(statement, this.#variables) : textValue(null);
    for (const name of names) this.#variables.set(name, value);
  }

  /** `DECLARE CONTINUE HANDLER FOR 1060, SQLEXCEPTION …` */
  #handler(reader: TokenReader): void {
    this.#isHandled = true;
    while (!reader.isAtEnd() && !reader.isNext(';') && !reader.isNext('BEGIN')) reader.takeWhole();
    if (!reader.accept('BEGIN')) return;
    const inner = new RunningBody(new Map(), () => []);
    inner.#list(reader);
    reader.expect('END');
  }

  #assign(part: TokenReader): void {
    const isOfSession = part.accept('@');
    // A setting of the server: `@@session.x`.
    if (isOfSession && part.isNext('@')) return;
    const scope = part.acceptOneOf('SESSION', 'GLOBAL', 'LOCAL');
    const name = part.identifier().toLowerCase();
    part.accept(':');
    part.expect('=');
    if (scope === undefined) this.#variables.set(isOfSession ? `@${name}` : name, valueOf(part, this.#variables));
  }

  /** `SELECT … INTO …`; one without a target shows something. */
  #select(statement: TokenReader): void {
    const start = statement.mark();
    statement.until('INTO');
    if (statement.isAtEnd()) return;
    const before = statement.between(start);
    statement.expect('INTO');
    const names: string[] = [];
    do names.push((statement.accept('@') ? '@' : '') + statement.identifier().toLowerCase());
    while (statement.accept(','));
    before.expect('SELECT');
    const list = before.until('FROM');
    const from = before.accept('FROM') ? before : statement.accept('FROM') ? statement : undefined;
    const [name, ...others] = names;
    if (name !== undefined && others.length === 0) this.#variables.set(name, selectedValue(list, from, this.#variables));
    else for (const one of names) this.#variables.set(one, unknown);
  }

  #branches(reader: TokenReader): void {
    const condition = conditionOf(reader.until('THEN'), this.#variables);
    reader.expect('THEN');
    const before = this.#variables;
    const after = this.#under(condition, () => { this.#list(reader); });
    this.#variables = new Map(before);
    let otherwise: Map<string, Value> = this.#variables;
    if (reader.accept('ELSEIF')) otherwise = this.#under(opposite(condition), () => { this.#branches(reader); });
    else {
      if (reader.accept('ELSE')) otherwise = this.#under(opposite(condition), () => { this.#list(reader); });
      reader.expect('END', 'IF');
    }
    this.#variables = new Map([...new Set([...after.keys(), ...otherwise.keys()])].map((name) => [name, either(condition, after.get(name) ?? textValue(null), otherwise.get(name) ?? textValue(null))]));
  }

  /** Runs a branch; gives the variables as it leaves them. */
  #under(condition: Condition, run: () => void): Map<string, Value> {
    this.#variables = new Map(this.#variables);
    this.#conditions.push(condition);
    run();
    this.#conditions.pop();
    return this.#variables;
  }

  #execute(value: Value | undefined): void {
    if (value?.kind !== 'texts') throw new NotFollowed();
    for (const { text, onlyIf } of value.texts) {
      if (text === null) continue;
      this.#conditions.push(...onlyIf);
      this.#run(text);
      this.#conditions.splice(this.#conditions.length - onlyIf.length, onlyIf.length);
    }
  }

  #run(sql: string): void {
    for (const { changes, problem } of this.#parse(sql)) {
      if (problem) throw new NotFollowed();
      for (const change of changes) this.#do(change);
    }
  }

  #do(change: Change): void {
    if (change.kind === 'noEffect' || this.#conditions.includes(never)) return;
    if (change.kind === 'opaque') throw new NotFollowed();
    const conditions = [...this.#conditions.filter((one) => one !== always), ...(this.#isHandled ? [absenceOf(change)] : [])];
    if (conditions.length === 0) this.changes.push(change);
    else this.changes.push({ ...change, conditional: true, ...(conditions.every(({ kind }) => kind === 'unknown') ? {} : { onlyIf: conditions }) });
  }
}
