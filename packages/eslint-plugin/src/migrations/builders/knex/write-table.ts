import type { Range } from 'sqllint';
import { ListValue, RecordValue } from '../../interpreter/values.ts';
import type { Value } from '../../interpreter/values.ts';
import { joined, part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { writeKnown } from '../database.ts';
import type { Target } from '../database.ts';
import { separated } from '../separated.ts';
import { isMysql, listed, quoted, quotedPath, quotedText, stringLiteral, textOf } from '../sql-text.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { createdEnum } from './column-types.ts';
import { rebuildInSqlite } from './sqlite-rebuild.ts';
import { QueryBuilder } from './query-builder.ts';
import type { ForeignKey, TableBuilder, TableStep } from './table-builder.ts';

/** Stands where there is nothing to write, which is something else than what is not known. */
const nothing = '';

type Parts = readonly (Sql | undefined)[];

/** Writes what a table builder has collected, statement by statement in the order in which Knex sends them. */
export function writeTable(target: Target, table: TableBuilder, range: Range): void {
  new TableWriter(target, table, range).write();
}

class TableWriter {
  readonly #target: Target;
  readonly #table: TableBuilder;
  readonly #range: Range;

  constructor(target: Target, table: TableBuilder, range: Range) {
    this.#target = target;
    this.#table = table;
    this.#range = range;
  }

  write(): void {
    const { columns } = this.#table;
    this.#createEnums();
    if (this.#table.isCreated) {
      this.#create();
    } else {
      this.#addColumns(columns.filter(({ isAltered }) => !isAltered));
      this.#alterColumns(columns.filter(({ isAltered }) => isAltered));
    }
    if (this.#isPostgres) for (const column of columns) this.#commentOn(column);
    for (const step of this.#table.steps) {
      if ('method' in step) this.#step(step);
      else this.#addForeignKey(step);
    }
    if (!this.#table.isCreated) this.#commentOnTable();
  }

  get #isPostgres(): boolean {
    return this.#target.dialect === 'postgres';
  }

  get #isMysql(): boolean {
    return isMysql(this.#target.dialect);
  }

  #send(range: Range, ...parts: Parts): void {
    writeKnown(this.#target, range, parts);
  }

  #alterTable(range: Range, ...action: Parts): void {
    this.#send(range, 'alter table ', this.#table.name, ' ', ...action);
  }

  #createEnums(): void {
    if (!this.#isPostgres) return;
    for (const { type, args, range } of this.#table.columns) {
      const created = type === 'enu' ? createdEnum(args.slice(1)) : undefined;
      if (created !== undefined) this.#send(range, created);
    }
  }

  #create(): void {
    const { method, name, columns, like } = this.#table;
    const ifNotExists = method === 'create if not exists' ? 'if not exists ' : '';
    if (method === 'create like') {
      this.#send(this.#range, 'create table ', name, ' (like ', quotedPath(like, this.#target.dialect), ' including all)');
      return;
    }
    const inside: Parts = [...columns.map((column) => column.definition()), ...this.#inlineForeignKeys(), this.#primaryKey(), ...this.#checks()];
    const definitions = inside.filter((one) => one !== nothing);
    this.#send(this.#range, `create table ${ifNotExists}`, name, ' (', ...separated(definitions), ')', ...this.#tableOptions());
    if (this.#isPostgres) this.#commentOnTable();
  }

  #tableOptions(): Parts {
    const property = (name: string): string | undefined => textOf(this.#table.properties.get(name)?.args[0]);
    const [engine, charset, collation, comment, parent] = ['engine', 'charset', 'collate', 'comment', 'inherits'].map(property);
    if (this.#isMysql) {
      return [
        charset === undefined ? '' : ` default character set ${charset}`,
        collation === undefined ? '' : ` collate ${collation}`,
        engine === undefined ? '' : ` engine = ${engine}`,
        comment === undefined ? '' : ` comment = ${stringLiteral(comment)}`,
      ];
    }
    return parent === undefined ? [] : [' inherits (', quotedText(parent, this.#target.dialect), ')'];
  }

  /** In SQLite a foreign key can only stand in the table's definition. */
  #inlineForeignKeys(): Parts {
    if (this.#target.dialect !== 'sqlite') return [];
    return this.#table.steps.filter((step): step is ForeignKey => !('method' in step)).map((key) => {
      const [columns, references, target] = this.#foreignKeyNames(key);
      if (columns === undefined || references === undefined || target === undefined) return undefined;
      const name = key.name === undefined ? '' : part(undefined, 'constraint ', quoted(key.name, this.#target.dialect) ?? '', ' ');
      return part(key.range, name, 'foreign key (', columns, ') references ', target, ' (', references, ')', ...foreignKeyActions(key));
    });
  }

  /** What `primary` names; `nothing` where no call does. */
  #primaryKey(): Sql | undefined {
    const step = this.#table.steps.find((one): one is TableStep => 'method' in one && one.method === 'primary');
    if (!step) return nothing;
    const [columns, options] = step.args;
    const list = this.#table.columnList(this.#isMysql ? this.#withIncrements(columns) : columns);
    if (list === undefined) return undefined;
    const given = nameIn(options, 'constraintName');
    const isUnique = this.#target.dialect === 'sqlite' && this.#table.columns.some(({ type }) => type === 'increments');
    const kind = isUnique ? 'unique' : 'primary key';
    if (given === undefined && !this.#isPostgres) return part(step.range, `${kind} (`, list, ')');
    const name = given === undefined ? quotedText(`${this.#table.rawName}_pkey`, this.#target.dialect) : quoted(given, this.#target.dialect);
    return name && part(step.range, 'constraint ', name, ` ${kind} (`, list, ')', deferrable(options));
  }

  #withIncrements(columns: Value): Value {
    const own = this.#table.columns.filter(({ isIncrements }) => isIncrements).map(({ args }) => args[0] ?? TextValue.of('id'));
    const missing = own.filter((one) => !listed(columns).some((listedOne) => textOf(listedOne) === textOf(one)));
    return new ListValue([...missing, ...listed(columns)]);
  }

  #checks(): Parts {
    return this.#table.steps.flatMap((step) => ('method' in step && step.method === 'check' ? [this.#check(step)] : []));
  }

  #check({ args, range }: TableStep): Sql | undefined {
    const [predicate, , name] = args;
    if (!(predicate instanceof TextValue) || !predicate.isKnown) return undefined;
    return part(range, name instanceof TextValue ? part(undefined, 'constraint ', name, ' ') : '', 'check (', predicate, ')');
  }

  #addColumns(columns: readonly ColumnBuilder[]): void {
    const added = columns.map((column) => prefixed(this.#isMysql ? 'add ' : 'add column ', column));
    if (this.#target.dialect === 'sqlite') for (const [index, one] of added.entries()) this.#alterTable(columns[index]?.range ?? this.#range, one);
    else this.#alterAtOnce(columns, added);
  }

  /** One statement for all of them. A single one is all that it does. */
  #alterAtOnce(columns: readonly ColumnBuilder[], actions: Parts): void {
    if (actions.length === 0) return;
    const [only, another] = columns;
    this.#alterTable(only && !another ? only.range : this.#range, ...separated(actions));
  }

  #alterColumns(columns: readonly ColumnBuilder[]): void {
    if (this.#isMysql && columns.length > 0) {
      this.#alterAtOnce(columns, columns.map((column) => prefixed('modify ', column)));
    } else {
      for (const column of columns) this.#alterColumn(column);
    }
  }

  #alterColumn(column: ColumnBuilder): void {
    const { range, name, typeSql } = column;
    if (this.#isPostgres) {
      const alter = (...action: Parts): void => this.#alterTable(range, 'alter column ', name, ' ', ...action);
      alter('drop default');
      if (column.alterNullable) alter('drop not null');
      if (column.alterType) alter(`type ${typeSql ?? ''} using (`, name, column.type === 'enu' ? '::text::' : '::', typeSql, ')');
      if (column.default) this.#alterTable(column.default.range, 'alter column ', name, ' set ', column.default.sql);
      if (column.alterNullable && column.nullable?.isNull === false) this.#alterTable(column.nullable.range, 'alter column ', name, ' set not null');
    } else {
      rebuildInSqlite(this.#target, range);
    }
  }

  #commentOn(column: ColumnBuilder): void {
    const { comment, name } = column;
    if (comment) this.#send(comment.range, 'comment on column ', this.#table.name, '.', name, ' is ', comment.text);
  }

  #commentOnTable(): void {
    const comment = this.#table.properties.get('comment');
    const text = textOf(comment?.args[0]);
    if (!comment || text === undefined) return;
    if (this.#isPostgres) this.#send(comment.range, 'comment on table ', this.#table.name, ' is ', stringLiteral(text.replaceAll("''", "'")));
    else if (this.#isMysql) this.#alterTable(comment.range, `comment = ${stringLiteral(text)}`);
  }

  #foreignKeyNames({ columns, references, inTable }: ForeignKey): readonly [Sql | undefined, Sql | undefined, Sql | undefined] {
    return [this.#table.columnList(columns), references === undefined ? undefined : this.#table.columnList(references), quotedPath(inTable, this.#target.dialect)];
  }

  #addForeignKey(key: ForeignKey): void {
    const [columns, references, target] = this.#foreignKeyNames(key);
    // Knex writes nothing for one that names no table.
    if (key.inTable === undefined || key.references === undefined) return;
    if (this.#target.dialect === 'sqlite') {
      if (!this.#table.isCreated) rebuildInSqlite(this.#target, key.range);
      return;
    }
    const name = key.name === undefined ? this.#table.defaultName(key.columns, 'foreign') : quoted(key.name, this.#target.dialect);
    // One whose name is not known is named by the database.
    this.#alterTable(key.range, name === undefined ? 'add' : part(undefined, 'add constraint ', name), ' foreign key (', columns, ') references ', target, ' (', references, ')', ...foreignKeyActions(key));
  }

  #step(step: TableStep): void {
    const { method, args, range } = step;
    const [first, second] = args;
    const { dialect } = this.#target;
    switch (method) {
      case 'index':
        this.#index(step);
        break;
      case 'unique':
        this.#unique(step);
        break;
      case 'primary':
        if (!this.#table.isCreated) this.#addPrimaryKey(step);
        break;
      case 'check': {
        const check = this.#check(step);
        if (!this.#table.isCreated) this.#alterTable(range, check && part(undefined, 'add ', check));
        break;
      }
      case 'dropColumn':
      case 'dropColumns':
        this.#dropColumns(args.flatMap(listed), range);
        break;
      case 'dropTimestamps':
        this.#dropColumns((first === true ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at']).map((name) => TextValue.of(name)), range);
        break;
      case 'renameColumn':
        this.#alterTable(range, this.#isMysql ? 'rename column ' : 'rename ', quoted(first, dialect), ' to ', quoted(second, dialect));
        break;
      case 'setNullable':
      case 'dropNullable':
        this.#setNullable(first, method === 'setNullable', range);
        break;
      case 'dropIndex':
        this.#dropIndex(this.#nameOr(second, first, 'index'), range);
        break;
      case 'dropPrimary':
      case 'dropPrimaryIfExists':
      case 'dropUnique':
      case 'dropUniqueIfExists':
      case 'dropForeign':
      case 'dropForeignIfExists':
        this.#dropConstraint(step);
        break;
      case 'dropChecks':
        this.#alterTable(range, ...joined(listed(first).map((name) => part(undefined, 'drop constraint ', name instanceof TextValue ? name : '')), ', '));
        break;
      default:
    }
  }

  #nameOr(name: Value, columns: Value, kind: 'index' | 'unique' | 'foreign'): Sql | undefined {
    const given = nameIn(name, 'indexName');
    return given === undefined ? this.#table.defaultName(columns, kind) : quoted(given, this.#target.dialect);
  }

  #index({ args: [columns, name, options], range }: TableStep): void {
    const index = this.#nameOr(name, columns, 'index');
    const list = this.#table.columnList(columns);
    const given = options instanceof RecordValue ? options : undefined;
    const method = textOf(given ? given.get('storageEngineIndexType') : options);
    const kind = textOf(given?.get('indexType'));
    if (this.#isMysql) {
      const word = kind ?? (given ? undefined : method);
      this.#alterTable(range, `add${word === undefined ? '' : ` ${word}`} index `, index, '(', list, ')');
      return;
    }
    const using = this.#isPostgres && method !== undefined ? ` using ${method}` : '';
    const unique = kind?.toLowerCase() === 'unique' ? ' unique' : '';
    this.#send(range, `create${unique} index `, index, ' on ', this.#table.name, `${using} (`, list, ')', predicateOf(given));
  }

  #unique({ args: [columns, options], range }: TableStep): void {
    const name = this.#nameOr(options, columns, 'unique');
    const list = this.#table.columnList(columns);
    const given = options instanceof RecordValue ? options : undefined;
    const predicate = predicateOf(given);
    const isConstraint = given?.get('useConstraint') !== false && predicate === '';
    if (this.#isMysql) this.#alterTable(range, 'add unique ', name, '(', list, ')');
    else if (this.#isPostgres && isConstraint) this.#alterTable(range, 'add constraint ', name, ' unique (', list, ')', deferrable(options));
    else this.#send(range, 'create unique index ', name, ' on ', this.#table.name, ' (', list, ')', predicate);
  }

  #addPrimaryKey({ args: [columns, options], range }: TableStep): void {
    if (this.#target.dialect === 'sqlite') {
      rebuildInSqlite(this.#target, range);
      return;
    }
    const given = nameIn(options, 'constraintName');
    const name = given === undefined ? quotedText(`${this.#table.rawName}_pkey`, this.#target.dialect) : quoted(given, this.#target.dialect);
    const list = this.#table.columnList(columns);
    if (this.#isMysql) this.#alterTable(range, 'add primary key ', name, '(', list, ')');
    else this.#alterTable(range, 'add constraint ', name, ' primary key (', list, ')', deferrable(options));
  }

  #dropColumns(columns: readonly Value[], range: Range): void {
    if (this.#target.dialect === 'sqlite') {
      for (const column of columns) this.#alterTable(range, 'drop column ', quoted(column, 'sqlite'));
      return;
    }
    const prefix = this.#isMysql ? 'drop ' : 'drop column ';
    const drops = columns.map((column) => {
      const name = quoted(column, this.#target.dialect);
      return name && part(columns.length === 1 ? range : undefined, prefix, name);
    });
    this.#alterTable(range, ...separated(drops));
  }

  #setNullable(column: Value, isNull: boolean, range: Range): void {
    if (this.#isPostgres) this.#alterTable(range, 'alter column ', quoted(column, 'postgres'), isNull ? ' drop not null' : ' set not null');
    // Knex asks the database for the rest of the definition, which it has to state again.
    else rebuildInSqlite(this.#target, range);
  }

  #dropIndex(name: Sql | undefined, range: Range): void {
    if (this.#isMysql) this.#alterTable(range, 'drop index ', name);
    else this.#send(range, 'drop index ', this.#table.schema ? part(undefined, quoted(this.#table.schema, this.#target.dialect) ?? '', '.') : '', name);
  }

  #dropConstraint({ method, args: [first, second], range }: TableStep): void {
    const ifExists = method.endsWith('IfExists') ? 'if exists ' : '';
    const { dialect } = this.#target;
    if (method.startsWith('dropPrimary')) {
      const name = first === undefined ? quotedText(`${this.#table.rawName}_pkey`, dialect) : quoted(first, dialect);
      if (this.#isMysql) this.#alterTable(range, 'drop primary key');
      else if (this.#isPostgres) this.#alterTable(range, `drop constraint ${ifExists}`, name);
      else rebuildInSqlite(this.#target, range);
      return;
    }
    const isUnique = method.startsWith('dropUnique');
    const kind = isUnique ? 'unique' : 'foreign';
    const name = this.#nameOr(second, first, kind);
    // Whoever asks the database for a name finds the default one in most cases.
    if (this.#isPostgres && name === undefined) this.#alterTable(range, 'drop constraint if exists ', this.#table.defaultName(first, kind));
    else if (this.#isPostgres) this.#alterTable(range, `drop constraint ${ifExists}`, name);
    else if (this.#isMysql) this.#alterTable(range, isUnique ? `drop index ${ifExists}` : 'drop foreign key ', name);
    else if (isUnique) this.#send(range, `drop index ${ifExists}`, name);
    else rebuildInSqlite(this.#target, range);
  }
}

function prefixed(words: string, column: ColumnBuilder): Sql | undefined {
  const definition = column.definition();
  return definition && part(column.range, words, definition);
}

/** A name that is given as it is or among options. */
function nameIn(options: Value, key: string): Value {
  return options instanceof RecordValue ? options.get(key) : textOf(options) === '' ? undefined : (options ?? undefined);
}

/** Which rows an index is for: a query of which only the condition is used. */
function predicateOf(options: RecordValue | undefined): Sql {
  const predicate = options?.get('predicate');
  if (predicate === undefined || predicate === null) return '';
  return predicate instanceof QueryBuilder ? predicate.whereSql() : ' where true';
}

function deferrable(options: Value): string {
  const value = options instanceof RecordValue ? textOf(options.get('deferrable')) : undefined;
  return value === undefined ? '' : ` deferrable initially ${value}`;
}

function foreignKeyActions(key: ForeignKey): Sql[] {
  const action = (words: string, value: Value): Sql[] => (textOf(value) === undefined ? [] : [` ${words} ${textOf(value) ?? ''}`]);
  return [...action('on update', key.onUpdate), ...action('on delete', key.onDelete), ...action('deferrable initially', key.deferrable)];
}
