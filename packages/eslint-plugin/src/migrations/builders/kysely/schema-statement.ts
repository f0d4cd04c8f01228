import type { Range } from 'sqllint';
import { ElsewhereValue, FunctionValue, HostValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { reportUnknownMethod, writeKnown } from '../database.ts';
import type { Target } from '../database.ts';
import { separated } from '../separated.ts';
import { listed, quoted, stringLiteral, textOf } from '../sql-text.ts';
import { ColumnDefinition, columnName, columnTypeSql } from './column-definition.ts';
import { fragment, tableSql, valueOrFragment } from './sql-fragment.ts';

type Parts = readonly (Sql | undefined)[];

/** A statement of `db.schema` on its way to `execute()`: a table, an index, a type, a view. */
export class SchemaStatement extends HostValue {
  readonly #target: Target;
  readonly #method: string;
  readonly #name: Value;
  readonly #schema: string | undefined;
  #range: Range;
  /** What stands in the parentheses of a new table, or behind `alter table`. */
  readonly #parts: (Sql | undefined)[] = [];
  #altered: ColumnAlteration | undefined;
  readonly #flags = new Set<string>();
  readonly #options = new Map<string, Sql | undefined>();
  readonly #keys: (Sql | undefined)[] = [];
  #labels: readonly Value[] = [];
  #isKnown = true;

  constructor(target: Target, method: string, args: readonly Value[], schema: string | undefined, range: Range) {
    super();
    this.#target = target;
    this.#method = method;
    this.#name = args[0];
    this.#schema = schema;
    this.#range = range;
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    const { range } = site;
    const at = range;
    this.#range = { start: Math.min(this.#range.start, range.start), end: range.end };
    if (name === 'execute') {
      this.#send(site);
      return new ElsewhereValue();
    }
    if (this.#method === 'createIndex') this.#extendIndex(name, args);
    else if (this.#method === 'createType' && name === 'asEnum') this.#labels = listed(args[0]);
    else if (/^(?:ifNotExists|ifExists|cascade|temporary|materialized|orReplace|concurrently|withNoData|withData)$/u.test(name)) this.#flags.add(name);
    else if (this.#method === 'dropIndex' && name === 'on') this.#options.set('on', tableSql(args[0], this.#schema, this.#target.dialect));
    else if (/^create.*View$/u.test(this.#method) && name === 'as') this.#options.set('as', fragment(args[0]));
    else if (this.#method === 'createTable' || this.#method === 'alterTable') this.#extendTable(name, args, at, site);
    else this.#isKnown = false;
    return this;
  }

  /** `alterTable('t').alterColumn('c', …)` may be chained on; a statement that nobody executes does nothing. */
  #extendTable(name: string, args: readonly Value[], at: Range, site: CallSite): void {
    const { dialect } = this.#target;
    const [first, second, third, fourth] = args;
    const isCreated = this.#method === 'createTable';
    const add = isCreated ? '' : 'add ';
    const constraint = (words: string, ...inside: Parts): void => this.#push(at, add, 'constraint ', quoted(first, dialect), words, ...inside);
    const names = (columns: Value): Parts => ['(', ...separated(listed(columns).map((column) => quoted(column, dialect))), ')'];
    switch (name) {
      case 'addColumn':
        this.#push(at, isCreated ? '' : 'add column ', ...this.#definition(first, second, third, site));
        break;
      case 'modifyColumn':
        this.#push(at, 'modify column ', ...this.#definition(first, second, third, site));
        break;
      case 'dropColumn':
        this.#push(at, 'drop column ', columnName(first, dialect));
        break;
      case 'renameColumn':
        this.#push(at, 'rename column ', columnName(first, dialect), ' to ', columnName(second, dialect));
        break;
      case 'renameTo':
        this.#push(at, 'rename to ', quoted(first, dialect));
        break;
      case 'setSchema':
        this.#push(at, 'set schema ', quoted(first, dialect));
        break;
      case 'alterColumn':
        this.#alterColumn(first, second, site);
        break;
      case 'addPrimaryKeyConstraint':
        constraint(' primary key ', ...names(second));
        break;
      case 'addUniqueConstraint':
        constraint(' unique ', ...names(second));
        break;
      case 'addCheckConstraint':
        constraint(' check (', fragment(second), ')');
        break;
      case 'addForeignKeyConstraint':
        constraint(' foreign key ', ...names(second), ' references ', tableSql(third, this.#schema, dialect), ' ', ...names(fourth), ...this.#actions(args[4], site));
        break;
      case 'dropConstraint':
        this.#push(at, 'drop constraint ', quoted(first, dialect));
        break;
      case 'ifNotExists':
        this.#flags.add(name);
        break;
      case '$call':
      case 'onCommit':
        this.#isKnown = false;
        break;
      default:
        if (this.#altered) {
          // As Kysely had it before 0.23: `alterColumn('name').dropNotNull()`.
          this.#altered.invoke(name, args, site);
          this.#altered = undefined;
          break;
        }
        // What is chained to a constraint: `.onDelete('cascade')`.
        if (/^on(?:Delete|Update)$/u.test(name)) this.#parts.push(part(undefined, this.#parts.pop() ?? '', ` ${name === 'onDelete' ? 'on delete' : 'on update'} ${textOf(first) ?? ''}`));
        else this.#isKnown = false;
    }
  }

  #push(at: Range, ...parts: Parts): void {
    const known = parts.filter((one) => one !== undefined);
    this.#parts.push(known.length === parts.length ? part(at, ...known) : undefined);
  }

  #definition(name: Value, type: Value, build: Value, { interpreter, node }: CallSite): Parts {
    const definition = new ColumnDefinition(this.#target.dialect);
    if (build instanceof FunctionValue) interpreter.call(build, [definition], node);
    else if (build !== undefined) definition.isKnown = false;
    return [columnName(name, this.#target.dialect), ' ', columnTypeSql(type), ...definition.words.flatMap((word) => [' ', word]), definition.isKnown ? '' : undefined];
  }

  #actions(build: Value, { interpreter, node }: CallSite): Parts {
    if (!(build instanceof FunctionValue)) return [];
    const definition = new ColumnDefinition(this.#target.dialect);
    interpreter.call(build, [definition], node);
    return definition.words.flatMap((word) => [' ', word]);
  }

  #alterColumn(column: Value, build: Value, { interpreter, node, range }: CallSite): void {
    const name = columnName(column, this.#target.dialect);
    const alteration = new ColumnAlteration((at, ...action) => this.#push(at, 'alter column ', name, ' ', ...action), this.#target);
    if (build instanceof FunctionValue) interpreter.call(build, [alteration], node);
    else if (build === undefined) this.#altered = alteration;
    else this.#push(range, undefined);
  }

  #extendIndex(name: string, args: readonly Value[]): void {
    const { dialect } = this.#target;
    const [first] = args;
    switch (name) {
      case 'on':
        this.#options.set('on', tableSql(first, this.#schema, dialect));
        break;
      case 'column':
      case 'columns':
        for (const column of listed(first)) this.#keys.push(keyOf(column, dialect));
        break;
      case 'expression':
        this.#keys.push(fragment(first));
        break;
      case 'using':
        this.#options.set('using', fragment(first) ?? textOf(first));
        break;
      case 'where':
        this.#options.set('where', this.#condition(args));
        break;
      case 'unique':
      case 'ifNotExists':
      case 'nullsNotDistinct':
      case 'concurrently':
        this.#flags.add(name);
        break;
      default:
        this.#isKnown = false;
    }
  }

  /** SQL, or `(column, operator, value)`. */
  #condition([column, operator, value]: readonly Value[]): Sql {
    const { dialect } = this.#target;
    const name = fragment(column) ?? quoted(column, dialect);
    if (operator === undefined || name === undefined) return fragment(column) ?? 'true';
    return part(undefined, column instanceof ElsewhereValue && fragment(column) ? (quoted(fragment(column), dialect) ?? name) : name, ` ${textOf(operator) ?? '='} `, valueOrFragment(value, dialect));
  }

  #flag(name: string, words: string): string {
    return this.#flags.has(name) ? words : '';
  }

  #send(site: CallSite): void {
    const statement = this.#isKnown ? this.#statement() : undefined;
    if (statement) writeKnown(this.#target, this.#range, statement);
    else reportUnknownMethod(this.#target, this.#method, { ...site, range: this.#range });
  }

  #statement(): Parts | undefined {
    const { dialect } = this.#target;
    const name = tableSql(this.#name, this.#schema, dialect);
    const [ifExists, ifNotExists, cascade] = [this.#flag('ifExists', 'if exists '), this.#flag('ifNotExists', 'if not exists '), this.#flag('cascade', ' cascade')];
    switch (this.#method) {
      case 'createTable':
        return [`create ${this.#flag('temporary', 'temporary ')}table ${ifNotExists}`, name, ' (', ...separated(this.#parts), ')'];
      case 'alterTable':
        return ['alter table ', name, ' ', ...separated(this.#parts)];
      case 'dropTable':
      case 'dropType':
      case 'dropSchema':
        return [`drop ${this.#method.slice(4).toLowerCase()} ${ifExists}`, name, cascade];
      case 'dropView':
        return [`drop ${this.#flag('materialized', 'materialized ')}view ${ifExists}`, name, cascade];
      case 'createSchema':
        return [`create schema ${ifNotExists}`, quoted(this.#name, dialect)];
      case 'createType':
        return ['create type ', name, ' as enum (', ...separated(this.#labels.map((label) => (textOf(label) === undefined ? undefined : stringLiteral(textOf(label) ?? '')))), ')'];
      case 'createView':
        return [`create ${this.#flag('orReplace', 'or replace ')}${this.#flag('materialized', 'materialized ')}view ${ifNotExists}`, name, ' as ', this.#options.get('as')];
      case 'refreshMaterializedView':
        return [`refresh materialized view ${this.#flag('concurrently', 'concurrently ')}`, name];
      case 'dropIndex': {
        const on = this.#options.get('on');
        return [`drop index ${this.#flag('concurrently', 'concurrently ')}${ifExists}`, tableSql(this.#name, this.#schema, dialect), on && dialect !== 'postgres' && dialect !== 'sqlite' ? part(undefined, ' on ', on) : '', cascade];
      }
      case 'createIndex':
        return this.#index(ifNotExists);
      default:
        return undefined;
    }
  }

  #index(ifNotExists: string): Parts {
    const [using, where] = [this.#options.get('using'), this.#options.get('where')];
    const head = `create ${this.#flag('unique', 'unique ')}index ${this.#flag('concurrently', 'concurrently ')}${ifNotExists}`;
    return [
      head,
      quoted(this.#name, this.#target.dialect),
      ' on ',
      this.#options.get('on'),
      using ? part(undefined, ' using ', using) : '',
      ' (',
      ...separated(this.#keys),
      ')',
      this.#flag('nullsNotDistinct', ' nulls not distinct'),
      where ? part(undefined, ' where ', where) : '',
    ];
  }
}

/** `'name'` or `'name desc'`. */
function keyOf(column: Value, dialect: Target['dialect']): Sql | undefined {
  const [name = '', ...order] = textOf(column)?.split(' ') ?? [];
  if (order.length === 0) return quoted(column, dialect);
  return part(undefined, quoted(TextValue.of(name), dialect) ?? '', ` ${order.join(' ')}`);
}

/** What `alterColumn` hands to its callback. */
class ColumnAlteration extends HostValue {
  readonly #push: (at: Range, ...action: Parts) => void;
  readonly #target: Target;

  constructor(push: (at: Range, ...action: Parts) => void, target: Target) {
    super();
    this.#push = push;
    this.#target = target;
  }

  invoke(name: string, [first]: readonly Value[], { range }: CallSite): Value {
    const actions: Readonly<Record<string, Parts>> = {
      setDataType: ['type ', columnTypeSql(first)],
      setDefault: ['set default ', valueOrFragment(first, this.#target.dialect)],
      dropDefault: ['drop default'],
      setNotNull: ['set not null'],
      dropNotNull: ['drop not null'],
    };
    this.#push(range, ...(actions[name] ?? [undefined]));
    return this;
  }
}
