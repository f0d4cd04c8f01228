import { parseSync, SqlError } from 'libpg-query';
import type { Node } from '@pgsql/types';
import type { Condition, ConstantValue } from '../../../changes.ts';
import { stringsOf } from '../names.ts';
import { conditionOf, countsRows, isAlways, isNever, not, rowsOf, unknown } from './condition.ts';
import type { Findings } from './condition.ts';
import { fold } from './fold.ts';
import type { Constants } from './fold.ts';
import { templateOf } from './template.ts';

/** A piece of SQL in a procedural body, in the order in which it runs. */
export interface EmbeddedSql {
  readonly sql: string;
  /** As the body has it: the text, or the expression of an `EXECUTE`. */
  readonly written: string;
  /** What has to hold for it to run. */
  readonly onlyIf: readonly Condition[];
  /** What the variables hold when it runs. */
  readonly constants: Constants;
  /** Whether a handler lets it pass that what it creates is there already. */
  readonly unlessThere: boolean;
  /** `EXECUTE f()`: the text that the call returns is run as well. */
  readonly executesResult: boolean;
}

/** SQL of which only the server knows the whole text. */
export interface DynamicSql {
  /** The expression of the `EXECUTE`. */
  readonly written: string;
  /** Its text with stand-ins for what is not known, from `templateOf`. */
  readonly template: string | undefined;
}

/** What can be known of a procedural body without running it. */
export interface RoutineBody {
  readonly statements: readonly EmbeddedSql[];
  /** What `EXECUTE` runs and is put together at run time. */
  readonly dynamic: readonly DynamicSql[];
  /** The message of the error that it always ends with. */
  readonly error?: string;
}

/** A node of the parser's tree: JSON with one field, the type of the node. */
type Tree = Readonly<Record<string, unknown>>;

interface Frame {
  readonly onlyIf: readonly Condition[];
  readonly unlessThere: boolean;
}

/** How statements end: they leave the routine, stop the script with an error, or go on where these conditions hold. */
type Outcome = 'returns' | 'fails' | readonly Condition[];

/** Loops of more turns than this are not followed turn by turn. */
const mostTurns = 200;

/**
 * Reads the tree that `parsePlPgSQLSync` returns, following what is constant: arguments, variables,
 * conditions, loops over what is listed.
 */
export function readBody(tree: unknown, given: Constants = new Map()): RoutineBody {
  const routine = findField(tree, 'PLpgSQL_function');
  return routine ? new BodyReader(routine, given).read() : { statements: [], dynamic: [] };
}

class BodyReader {
  readonly #statements: EmbeddedSql[] = [];
  readonly #dynamic: DynamicSql[] = [];
  /** The message of the last error that it raises. */
  #error: string | undefined;
  readonly #names: readonly string[];
  readonly #action: Tree;
  #constants: Map<string, ConstantValue>;
  #truths = new Map<string, Condition>();
  #counts = new Map<string, Condition>();

  constructor(routine: Tree, given: Constants) {
    const variables = listOf(routine['datums']).map((datum) => fieldsOf(Object.values(datum)[0]));
    this.#names = variables.map(nameOf);
    this.#action = fieldsOf(routine['action']);
    this.#constants = new Map(given);
    for (const variable of variables) {
      const value = queryOf(variable['default_val']);
      if (value !== undefined) this.#constants.set(nameOf(variable), fold(parseExpression(value), this.#constants));
    }
  }

  read(): RoutineBody {
    const outcome = this.#run([this.#action], { onlyIf: [], unlessThere: false });
    const fails = outcome === 'fails' && this.#error !== undefined ? { error: this.#error } : {};
    return { statements: this.#statements, dynamic: this.#dynamic, ...fails };
  }

  get #findings(): Findings {
    return { constants: this.#constants, truths: this.#truths, counts: this.#counts };
  }

  #run(statements: readonly Tree[], frame: Frame): Outcome {
    let { onlyIf } = frame;
    for (const statement of statements) {
      const outcome = this.#statement(statement, { ...frame, onlyIf });
      if (typeof outcome === 'string') return outcome;
      onlyIf = outcome;
    }
    return onlyIf;
  }

  #statement(statement: Tree, frame: Frame): Outcome {
    const [type = ''] = Object.keys(statement);
    const fields = fieldsOf(statement[type]);
    switch (type) {
      case 'PLpgSQL_stmt_block':
        return this.#block(fields, frame);
      case 'PLpgSQL_stmt_if':
        return this.#if(fields, frame);
      case 'PLpgSQL_stmt_return':
        return 'returns';
      case 'PLpgSQL_stmt_raise':
        if (!isError(fields)) return frame.onlyIf;
        this.#error = messageOf(fields);
        return 'fails';
      case 'PLpgSQL_stmt_assign':
        this.#assign(fields);
        return frame.onlyIf;
      case 'PLpgSQL_stmt_execsql':
      case 'PLpgSQL_stmt_perform':
        this.#query(queryOf(fields['sqlstmt']) ?? queryOf(fields['expr']), fields, frame);
        return frame.onlyIf;
      case 'PLpgSQL_stmt_dynexecute':
        this.#execute(queryOf(fields['query']) ?? '', frame);
        this.#forget(fields);
        return frame.onlyIf;
      case 'PLpgSQL_stmt_foreach_a':
        return this.#loop(fields, fold(this.#expression(fields['expr']), this.#constants), this.#names[numberOf(fields['varno'])], frame);
      case 'PLpgSQL_stmt_fori':
        return this.#loop(fields, this.#numbers(fields), nameOf(fieldsOf(fieldsOf(fields['var'])['PLpgSQL_var'])), frame);
      default:
        return this.#perhaps(fields, frame);
    }
  }

  /** A handler undoes what its block did, so that nothing in it is certain. */
  #block(fields: Tree, frame: Frame): Outcome {
    const body = listOf(fields['body']);
    const handlers = handlersOf(fields);
    if (handlers.length === 0) return this.#run(body, frame);
    const unlessThere = body.length === 1 && handlers.every(passesDuplicates);
    const guarded = unlessThere ? { ...frame, unlessThere } : { ...frame, onlyIf: [...frame.onlyIf, unknown] };
    const outcome = this.#run(body, guarded);
    this.#forget(fields);
    for (const handler of handlers) this.#run(listOf(handler['action']), { ...frame, onlyIf: [...frame.onlyIf, unknown] });
    return outcome === 'returns' && !unlessThere ? [...frame.onlyIf, unknown] : frame.onlyIf;
  }

  #if(fields: Tree, frame: Frame): Outcome {
    const before = this.#snapshot();
    let untaken = frame.onlyIf;
    let goesOn = frame.onlyIf;
    for (const { condition, body } of this.#branches(fields)) {
      if (isNever(condition)) continue;
      this.#restore(before);
      const isCertain = isAlways(condition);
      if (isCertain && untaken === frame.onlyIf) return this.#run(body, frame);
      const taken = isCertain ? untaken : [...untaken, condition];
      const outcome = this.#run(body, { ...frame, onlyIf: taken });
      const beyond = taken.slice(frame.onlyIf.length);
      if (outcome === 'returns') goesOn = [...goesOn, not(beyond.length === 1 && beyond[0] ? beyond[0] : { kind: 'all', of: beyond })];
      else if (typeof outcome === 'object' && outcome.length > taken.length) goesOn = [...goesOn, unknown];
      untaken = [...untaken, not(condition)];
      if (isCertain) break;
    }
    this.#restore(before);
    this.#forget(fields);
    return goesOn;
  }

  #branches(fields: Tree): { readonly condition: Condition; readonly body: readonly Tree[] }[] {
    const inElse = listOf(fields['else_body']);
    return [
      { condition: this.#condition(fields['cond']), body: listOf(fields['then_body']) },
      ...listOf(fields['elsif_list']).map((item) => {
        const branch = fieldsOf(Object.values(item)[0]);
        return { condition: this.#condition(branch['cond']), body: listOf(branch['stmts']) };
      }),
      ...(inElse.length > 0 ? [{ condition: { kind: 'all', of: [] } as const, body: inElse }] : []),
    ];
  }

  /** Turn by turn, where the values are known; otherwise its body may run or not. */
  #loop(fields: Tree, values: ConstantValue, variable: string | undefined, frame: Frame): Outcome {
    if (!isList(values) || values.length > mostTurns || variable === undefined) return this.#perhaps(fields, frame);
    let { onlyIf } = frame;
    for (const value of values) {
      this.#constants.set(variable, value);
      const outcome = this.#run(listOf(fields['body']), { ...frame, onlyIf });
      if (typeof outcome === 'string') return outcome;
      onlyIf = outcome;
    }
    return onlyIf;
  }

  #numbers(fields: Tree): ConstantValue {
    const [from, to] = [fields['lower'], fields['upper']].map((bound) => fold(this.#expression(bound), this.#constants));
    if (typeof from !== 'string' || typeof to !== 'string' || fields['step'] !== undefined || fields['reverse'] === true) return undefined;
    const count = Number(to) - Number(from) + 1;
    return count <= mostTurns ? Array.from({ length: Math.max(count, 0) }, (_, turn) => String(Number(from) + turn)) : undefined;
  }

  /** Whatever stands below a loop or a `CASE` may run, any number of times. */
  #perhaps(fields: Tree, frame: Frame): Outcome {
    this.#forget(fields);
    for (const list of listsOfStatements(fields)) {
      const outcome = this.#run(list, { ...frame, onlyIf: [...frame.onlyIf, unknown] });
      this.#forget(fields);
      if (outcome === 'returns') return [...frame.onlyIf, unknown];
    }
    return frame.onlyIf;
  }

  #query(sql: string | undefined, fields: Tree, frame: Frame): void {
    if (sql === undefined) return;
    this.#add(sql, sql.replace(/^SELECT /u, ''), frame);
    this.#forget(fields);
    if (!/^\s*(?:select|with)\b/iu.test(sql)) return;
    const select = parseStatement(sql);
    const isCounting = countsRows(select);
    const rows = isCounting ? unknown : rowsOf(select, this.#findings);
    this.#truths.set('found', isCounting ? { kind: 'all', of: [] } : rows);
    const [target] = variablesIn(fields, this.#names);
    if (fields['into'] !== true || target === undefined) return;
    if (isCounting) this.#counts.set(target, rowsOf(select, this.#findings));
    else this.#hold(target, onlyColumn(select));
  }

  #assign(fields: Tree): void {
    const name = this.#names[numberOf(fields['varno'])];
    const value = queryOf(fields['expr'])?.replace(/^[^=]*?:?=/u, '');
    this.#forget(fields);
    if (name === undefined || name === '' || value === undefined) return;
    const node = parseExpression(value);
    if (node && 'SubLink' in node && countsRows(node.SubLink.subselect)) this.#counts.set(name, rowsOf(node.SubLink.subselect, this.#findings));
    else this.#hold(name, node);
  }

  #hold(variable: string, value: Node | undefined): void {
    const constant = fold(value, this.#constants);
    if (constant !== undefined) this.#constants.set(variable, constant);
    else this.#truths.set(variable, conditionOf(value, this.#findings));
  }

  #execute(query: string, frame: Frame): void {
    const node = parseExpression(query);
    const sql = fold(node, this.#constants);
    // The names of the database and the role are only known to be theirs.
    const isNamed = /\bcurrent_(?:database|user)\b/u.test(query) && typeof sql === 'string' && !/^\s*alter\s+(?:database|role|user)\b/iu.test(sql);
    if (typeof sql === 'string' && !isNamed) this.#add(sql, query, frame);
    else if (node && 'FuncCall' in node && !textFunctions.has(stringsOf(node.FuncCall.funcname).at(-1) ?? '')) {
      this.#add(`SELECT ${query}`, query, frame, true);
    } else this.#dynamic.push({ written: query, template: isNamed ? undefined : templateOf(node, this.#constants) });
  }

  #add(sql: string, written: string, { onlyIf, unlessThere }: Frame, executesResult = false): void {
    this.#statements.push({ sql, written, onlyIf, unlessThere, constants: new Map(this.#constants), executesResult });
  }

  #condition(tree: unknown): Condition {
    return conditionOf(this.#expression(tree), this.#findings);
  }

  #expression(tree: unknown): Node | undefined {
    const query = queryOf(tree);
    return query === undefined ? undefined : parseExpression(query);
  }

  /** What statements assign is not known behind them. */
  #forget(tree: Tree): void {
    for (const name of variablesIn(tree, this.#names)) {
      this.#constants.delete(name);
      this.#truths.delete(name);
      this.#counts.delete(name);
    }
  }

  #snapshot(): Findings {
    return { constants: new Map(this.#constants), truths: new Map(this.#truths), counts: new Map(this.#counts) };
  }

  #restore({ constants, truths, counts }: Findings): void {
    this.#constants = new Map(constants);
    this.#truths = new Map(truths);
    this.#counts = new Map(counts);
  }
}

/** Functions that put a text together; `EXECUTE` of any other call is made for what the call does. */
const textFunctions = new Set(['format', 'concat', 'concat_ws', 'replace', 'regexp_replace', 'pg_get_constraintdef', 'pg_get_indexdef', 'pg_get_viewdef', 'pg_get_functiondef']);

function isError({ elog_level: level }: Tree): boolean {
  return level === undefined || numberOf(level) >= 21;
}

/** What is raised, with a constant in `USING MESSAGE` too; empty where it is a condition's name only. */
function messageOf({ message, condname }: Tree): string {
  if (typeof message === 'string') return message;
  return typeof condname === 'string' ? condname : '';
}

function handlersOf(block: Tree): Tree[] {
  const exceptions = fieldsOf(fieldsOf(block['exceptions'])['PLpgSQL_exception_block']);
  return listOf(exceptions['exc_list']).map((handler) => fieldsOf(handler['PLpgSQL_exception']));
}

const duplicates = new Set(['duplicate_object', 'duplicate_table', 'duplicate_column', 'duplicate_schema', 'duplicate_function']);

/** `WHEN duplicate_object THEN NULL`. */
function passesDuplicates(handler: Tree): boolean {
  const conditions = listOf(handler['conditions']).map((condition) => fieldsOf(condition['PLpgSQL_condition'])['condname']);
  const isQuiet = listOf(handler['action']).every((statement) => 'PLpgSQL_stmt_raise' in statement && !isError(fieldsOf(statement['PLpgSQL_stmt_raise'])));
  return isQuiet && conditions.length > 0 && conditions.every((name) => typeof name === 'string' && duplicates.has(name));
}

function isList(value: ConstantValue): value is readonly ConstantValue[] {
  return Array.isArray(value);
}

/** The variables that statements below a node assign. */
function variablesIn(tree: unknown, names: readonly string[]): string[] {
  if (Array.isArray(tree)) return tree.flatMap((item) => variablesIn(item, names));
  if (typeof tree !== 'object' || tree === null) return [];
  const own = 'varno' in tree ? [names[numberOf(tree.varno)] ?? ''] : [];
  return [...own, ...Object.values(tree).flatMap((value) => variablesIn(value, names))];
}

/** The lists of statements right below a loop or a `CASE`, its branches included. */
function listsOfStatements(fields: Tree): Tree[][] {
  const branches = listOf(fields['case_when_list']).map((item) => listOf(fieldsOf(Object.values(item)[0])['stmts']));
  return [listOf(fields['body']), ...branches, listOf(fields['else_stmts'])].filter((list) => list.length > 0);
}

function findField(tree: unknown, name: string): Tree | undefined {
  if (typeof tree !== 'object' || tree === null) return undefined;
  for (const [field, value] of Object.entries(tree)) {
    const found = field === name ? fieldsOf(value) : findField(value, name);
    if (found) return found;
  }
  return undefined;
}

function fieldsOf(value: unknown): Tree {
  // The parser's tree is JSON; an object in it is fields by their names.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {};
}

function listOf(value: unknown): Tree[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function nameOf({ refname }: Tree): string {
  return typeof refname === 'string' ? refname : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function queryOf(value: unknown): string | undefined {
  const { query } = fieldsOf(fieldsOf(value)['PLpgSQL_expr']);
  return typeof query === 'string' ? query : undefined;
}

function parseExpression(text: string): Node | undefined {
  return onlyColumn(parseStatement(`SELECT ${text}`));
}

function onlyColumn(select: Node | undefined): Node | undefined {
  if (!select || !('SelectStmt' in select) || select.SelectStmt.fromClause) return undefined;
  const [column, ...others] = select.SelectStmt.targetList ?? [];
  return column && others.length === 0 && 'ResTarget' in column ? column.ResTarget.val : undefined;
}

function parseStatement(sql: string): Node | undefined {
  try {
    return parseSync(sql).stmts?.[0]?.stmt;
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
}
