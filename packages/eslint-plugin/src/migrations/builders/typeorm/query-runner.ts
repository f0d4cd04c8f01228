import type { Range } from 'sqllint';
import { ElsewhereValue, RecordValue, TestValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { Database, writeKnown } from '../database.ts';
import { separated } from '../separated.ts';
import { isMysql, listed, quotedText, stringLiteral, textOf } from '../sql-text.ts';
import { columnSql, enumLabels, enumName, isEnum, typeSql } from './column-sql.ts';
import { defaultCheckName, defaultIndexName, defaultName } from './default-names.ts';
import { EntityManager } from './entity-manager.ts';
import { FoundInTable, TableInDatabase } from './found-in-table.ts';
import { optionsOf } from './options.ts';
import type { Options } from './options.ts';

type Parts = readonly (Sql | undefined)[];

const drivers = { postgres: 'postgres', mysql: 'mysql', mariadb: 'mariadb', sqlite: 'sqlite' } as const;
const harmless: ReadonlySet<string> = new Set(['clearSqlMemory', 'getDatabases', 'getSchemas', 'getTables', 'getView', 'getViews', 'enableSqlMemory', 'hasDatabase', 'hasSchema', 'loadedTables', 'createQueryBuilder']);

/** TypeORM's `queryRunner`. */
export class QueryRunner extends Database {
  override get(name: string): Value {
    if (name === 'connection' || name === 'dataSource') return this.#connection();
    return name === 'manager' ? new EntityManager(this.target, this) : super.get(name);
  }

  override invoke(name: string, args: readonly Value[], site: CallSite): Value {
    const [first, second, third] = args;
    switch (name) {
      case 'hasTable':
        return this.#hasTable(first);
      case 'hasColumn':
        return this.#hasColumn(first, second);
      case 'getTable':
        return new TableInDatabase(first);
      case 'createTable':
        this.#createTable(first, second === true, site);
        break;
      case 'dropTable':
        this.#send(site.range, `DROP TABLE ${second === true ? 'IF EXISTS ' : ''}`, this.#path(tableName(first)));
        break;
      case 'renameTable':
        this.#renameTable(tableName(first), textOf(second), site);
        break;
      case 'addColumn':
      case 'addColumns':
        for (const column of listed(second)) this.#addColumn(tableName(first), optionsOf(column), site);
        break;
      case 'dropColumn':
      case 'dropColumns':
        for (const column of listed(second)) this.#dropColumn(tableName(first), nameOf(column), site);
        break;
      case 'renameColumn':
        this.#renameColumn(tableName(first), nameOf(second), nameOf(third), site.range);
        break;
      case 'changeColumn':
        this.#changeColumn(tableName(first), nameOf(second), optionsOf(third), site);
        break;
      case 'createIndex':
      case 'createIndices':
        for (const index of listed(second)) this.#createIndex(tableName(first), optionsOf(index), site.range);
        break;
      case 'dropIndex':
      case 'dropIndices':
        for (const index of listed(second)) this.#dropIndex(tableName(first), index, site.range);
        break;
      case 'createForeignKey':
      case 'createForeignKeys':
      case 'createUniqueConstraint':
      case 'createUniqueConstraints':
      case 'createCheckConstraint':
      case 'createCheckConstraints':
        for (const constraint of listed(second)) this.#addConstraint(name, tableName(first), optionsOf(constraint), site.range);
        break;
      case 'dropForeignKey':
      case 'dropForeignKeys':
      case 'dropUniqueConstraint':
      case 'dropUniqueConstraints':
      case 'dropCheckConstraint':
      case 'dropCheckConstraints':
        for (const constraint of listed(second)) this.#dropConstraint(name, tableName(first), constraint, site.range);
        break;
      case 'createPrimaryKey':
        this.#createPrimaryKey(tableName(first), listed(second).map(textOf), site.range);
        break;
      case 'dropPrimaryKey':
        this.#dropPrimaryKey(tableName(first), textOf(second), site.range);
        break;
      case 'clearTable':
        this.#send(site.range, this.#isSqlite ? 'DELETE FROM ' : 'TRUNCATE TABLE ', this.#path(tableName(first)));
        break;
      case 'createSchema':
      case 'dropSchema':
        this.#send(site.range, name === 'createSchema' ? `CREATE SCHEMA ${second === true ? 'IF NOT EXISTS ' : ''}` : `DROP SCHEMA ${second === true ? 'IF EXISTS ' : ''}`, this.#path(textOf(first)), third === true ? ' CASCADE' : '');
        break;
      case 'createView':
        this.#createView(optionsOf(first), site.range);
        break;
      case 'dropView':
        this.#send(site.range, 'DROP VIEW ', this.#path(tableName(first)));
        break;
      default:
        return harmless.has(name) ? new ElsewhereValue() : super.invoke(name, args, site);
    }
    // What a statement gives is never looked at.
    return new ElsewhereValue();
  }

  get #isPostgres(): boolean {
    return this.target.dialect === 'postgres';
  }

  get #isMysql(): boolean {
    return isMysql(this.target.dialect);
  }

  get #isSqlite(): boolean {
    return this.target.dialect === 'sqlite';
  }

  #send(range: Range, ...parts: Parts): void {
    writeKnown(this.target, range, parts);
  }

  #quoted(name: string | undefined): string | undefined {
    return name === undefined ? undefined : quotedText(name, this.target.dialect);
  }

  #path(name: string | undefined): string | undefined {
    return name?.split('.').map((one) => quotedText(one, this.target.dialect)).join('.');
  }

  #names(columns: readonly string[] | undefined): string | undefined {
    return columns?.map((column) => quotedText(column, this.target.dialect)).join(', ');
  }

  #connection(): RecordValue {
    const type = new RecordValue();
    type.entries.set('type', TextValue.of(drivers[this.target.dialect]));
    type.isOpen = true;
    const driver = new RecordValue();
    driver.entries.set('options', type);
    driver.isOpen = true;
    const connection = new RecordValue();
    connection.entries.set('options', type);
    connection.entries.set('driver', driver);
    connection.isOpen = true;
    return connection;
  }

  #hasTable(table: Value): Value {
    const [name, schema] = (tableName(table) ?? '').split('.').reverse();
    if (name === undefined || name === '') return new ElsewhereValue();
    return new TestValue({ kind: 'exists', test: { object: 'relation', name, ...(schema !== undefined && { schema }) } });
  }

  #hasColumn(table: Value, column: Value): Value {
    const [of, schema] = (tableName(table) ?? '').split('.').reverse();
    const name = nameOf(column);
    if (of === undefined || of === '' || name === undefined) return new ElsewhereValue();
    return new TestValue({ kind: 'exists', test: { object: 'column', name, of: { name: of, ...(schema !== undefined && { schema }) } } });
  }

  #createTable(value: Value, ifNotExists: boolean, { range }: CallSite): void {
    const table = optionsOf(value);
    const name = table?.text('name');
    const [columns, uniques, checks, foreignKeys, indices] = ['columns', 'uniques', 'checks', 'foreignKeys', 'indices'].map((key) => table?.list(key));
    if (!table?.isKnown || name === undefined || !columns || !uniques || !checks || !foreignKeys || !indices) {
      this.target.writer.unknown(range, 'What this table is like is not all written in this file.');
      return;
    }
    this.#createEnums(columns, name, range);
    const ownUniques = columns.filter((column) => column.value('isUnique') === true && !uniques.some((unique) => unique.texts('columnNames')?.join() === column.text('name')));
    const inside: Parts = [
      ...columns.map((column) => columnSql(column, name, this.target.dialect)),
      ...(this.#isMysql ? indices.map((index) => this.#inlineIndex(name, index)) : []),
      ...uniques.map((unique) => this.#unique(name, unique.text('name'), unique.texts('columnNames'), unique.at)),
      ...ownUniques.map((column) => this.#unique(name, undefined, [column.text('name') ?? ''], column.at)),
      ...(this.#isMysql ? [] : checks.map((check) => this.#check(name, check))),
      ...foreignKeys.map((key) => this.#foreignKey(name, key)),
      this.#primaryKey(name, columns),
    ].filter((one) => one !== '');
    this.#send(range, `CREATE TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}`, this.#path(name), ' (', ...separated(inside), ')', this.#isMysql ? ` ENGINE=${table.text('engine') ?? 'InnoDB'}` : '');
    if (!this.#isMysql) for (const index of indices) this.#createIndex(name, index, index.at ?? range);
    if (this.#isPostgres) for (const column of columns) this.#commentOn(name, column, range);
  }

  #createEnums(columns: readonly Options[], table: string, range: Range): void {
    if (!this.#isPostgres) return;
    for (const column of columns.filter(isEnum)) {
      const labels = enumLabels(column);
      if (labels !== undefined && labels !== '') this.#send(column.at ?? range, `CREATE TYPE ${enumName(column, table)} AS ENUM(${labels})`);
    }
  }

  #commentOn(table: string, column: Options, range: Range): void {
    const comment = column.text('comment');
    if (comment !== undefined && comment !== '') this.#send(column.place('comment') ?? range, 'COMMENT ON COLUMN ', this.#path(table), '.', this.#quoted(column.text('name')), ` IS ${stringLiteral(comment)}`);
  }

  #unique(table: string, name: string | undefined, columns: readonly string[] | undefined, at: Range | undefined): Sql | undefined {
    if (!columns) return undefined;
    const own = this.#quoted(name ?? defaultName('UQ', table, columns)) ?? '';
    return part(at, this.#isMysql ? `UNIQUE INDEX ${own}` : `CONSTRAINT ${own} UNIQUE`, ` (${this.#names(columns) ?? ''})`);
  }

  #check(table: string, check: Options): Sql | undefined {
    const expression = check.text('expression');
    return expression === undefined ? undefined : part(check.at, `CONSTRAINT ${this.#quoted(check.text('name') ?? defaultCheckName(table, expression)) ?? ''} CHECK (${expression})`);
  }

  #inlineIndex(table: string, index: Options): Sql | undefined {
    const columns = index.texts('columnNames');
    if (!columns) return undefined;
    const kind = index.value('isUnique') === true ? 'UNIQUE ' : index.value('isFulltext') === true ? 'FULLTEXT ' : index.value('isSpatial') === true ? 'SPATIAL ' : '';
    return part(index.at, `${kind}INDEX ${this.#quoted(index.text('name') ?? defaultIndexName(table, columns, undefined)) ?? ''} (${this.#names(columns) ?? ''})`);
  }

  #foreignKey(table: string, key: Options): Sql | undefined {
    const [columns, references] = [key.texts('columnNames'), key.texts('referencedColumnNames')];
    const [target, schema] = [key.text('referencedTableName'), key.text('referencedSchema')];
    if (!columns || !references || target === undefined) return undefined;
    const action = (words: string, name: string): string => (key.text(name) === undefined ? '' : ` ${words} ${key.text(name) ?? ''}`);
    const name = this.#quoted(key.text('name') ?? defaultName('FK', table, columns)) ?? '';
    const path = this.#path(schema === undefined ? target : `${schema}.${target}`) ?? '';
    return part(
      key.at,
      `CONSTRAINT ${name} FOREIGN KEY (${this.#names(columns) ?? ''}) REFERENCES ${path} (${this.#names(references) ?? ''})`,
      action('ON DELETE', 'onDelete') + action('ON UPDATE', 'onUpdate') + (this.#isMysql ? '' : action('DEFERRABLE', 'deferrable')),
    );
  }

  /** What the columns say of it; an empty text where none is part of it. */
  #primaryKey(table: string, columns: readonly Options[]): Sql {
    const keys = columns.filter((column) => column.value('isPrimary') === true);
    const names = keys.map((column) => column.text('name') ?? '');
    const hasOwn = this.#isSqlite && keys.some((column) => column.value('isGenerated') === true && column.text('generationStrategy') !== 'uuid');
    if (names.length === 0 || hasOwn) return '';
    const given = keys[0]?.text('primaryKeyConstraintName');
    const name = this.#isPostgres ? `CONSTRAINT ${this.#quoted(given ?? defaultName('PK', table, names)) ?? ''} ` : '';
    return part(keys[0]?.place('isPrimary'), `${name}PRIMARY KEY (${this.#names(names) ?? ''})`);
  }

  #addColumn(table: string | undefined, column: Options | undefined, { range }: CallSite): void {
    const path = this.#path(table);
    if (table === undefined || !column) {
      this.target.writer.unknown(range, 'Which column this adds is not written in this file.');
      return;
    }
    this.#createEnums([column], table, range);
    const at = range;
    this.#send(at, 'ALTER TABLE ', path, ' ADD ', columnSql(column, table, this.target.dialect));
    const name = column.text('name') ?? '';
    if (column.value('isPrimary') === true) this.#createPrimaryKey(table, [name], range);
    if (column.value('isUnique') === true) this.#send(column.place('isUnique') ?? range, 'ALTER TABLE ', path, ' ADD ', this.#unique(table, undefined, [name], undefined));
    if (this.#isPostgres) this.#commentOn(table, column, range);
  }

  #dropColumn(table: string | undefined, column: string | undefined, { range }: CallSite): void {
    this.#send(range, 'ALTER TABLE ', this.#path(table), ' DROP COLUMN ', this.#quoted(column));
  }

  #renameTable(table: string | undefined, to: string | undefined, { range }: CallSite): void {
    this.#send(range, 'ALTER TABLE ', this.#path(table), ' RENAME TO ', this.#quoted(to?.split('.').at(-1)));
  }

  #renameColumn(table: string | undefined, from: string | undefined, to: string | undefined, range: Range): void {
    this.#send(range, 'ALTER TABLE ', this.#path(table), ' RENAME COLUMN ', this.#quoted(from), ' TO ', this.#quoted(to));
  }

  /** TypeORM compares with what the database has. What the new column says is sent as if all of it were new. */
  #changeColumn(table: string | undefined, from: string | undefined, column: Options | undefined, { range }: CallSite): void {
    const path = this.#path(table);
    const name = column?.text('name');
    if (table === undefined || !column || from === undefined || name === undefined) {
      this.target.writer.unknown(range, 'What this column becomes is not written in this file.');
      return;
    }
    if (this.#isMysql) {
      this.#send(range, 'ALTER TABLE ', path, ` CHANGE ${this.#quoted(from) ?? ''} `, columnSql(column, table, this.target.dialect));
      return;
    }
    if (name !== from) this.#renameColumn(table, from, name, range);
    if (this.#isSqlite) {
      this.target.writer.unknown(range, 'TypeORM does this by building the table anew from what the database says of it, which this file does not tell.');
      return;
    }
    const alter = (at: Range | undefined, ...action: Parts): void => this.#send(at ?? range, 'ALTER TABLE ', path, ' ALTER COLUMN ', this.#quoted(name), ' ', ...action);
    if (column.value('isGenerated') !== true) alter(column.place('type'), 'TYPE ', typeSql(column, table, 'postgres'));
    alter(column.place('isNullable'), column.value('isNullable') === true ? 'DROP NOT NULL' : 'SET NOT NULL');
    const given = column.value('default');
    if (given === undefined || given === null) alter(undefined, 'DROP DEFAULT');
    else alter(column.place('default'), 'SET DEFAULT ', given instanceof TextValue && given.isKnown ? given : typeof given === 'object' ? undefined : String(given));
  }

  #createIndex(table: string | undefined, index: Options | undefined, range: Range): void {
    const columns = index?.texts('columnNames');
    if (!index || !columns || table === undefined) {
      this.target.writer.unknown(range, 'What this index is on is not written in this file.');
      return;
    }
    const where = index.text('where');
    const unique = index.value('isUnique') === true ? 'UNIQUE ' : '';
    const concurrently = this.#isPostgres && index.value('isConcurrent') === true ? ' CONCURRENTLY' : '';
    const name = this.#quoted(index.text('name') ?? defaultIndexName(table, columns, where));
    const method = this.#isPostgres && index.value('isSpatial') === true ? 'USING GiST ' : '';
    this.#send(range, `CREATE ${unique}INDEX${concurrently} `, name, ' ON ', this.#path(table), ` ${method}(${this.#names(columns) ?? ''})`, where === undefined || this.#isMysql ? '' : ` WHERE ${where}`);
  }

  #dropIndex(table: string | undefined, index: Value, range: Range): void {
    const [schema] = table?.includes('.') ? table.split('.') : [];
    const columns = index instanceof FoundInTable ? index.words : optionsOf(index)?.texts('columnNames');
    const name = nameOf(index) ?? (columns && table !== undefined ? defaultIndexName(table, columns, undefined) : undefined);
    const ifExists = index instanceof FoundInTable && !this.#isMysql ? 'IF EXISTS ' : '';
    if (this.#isMysql) this.#send(range, 'DROP INDEX ', this.#quoted(name), ' ON ', this.#path(table));
    else this.#send(range, `DROP INDEX ${ifExists}${schema === undefined ? '' : `${this.#quoted(schema) ?? ''}.`}`, this.#quoted(name));
  }

  #addConstraint(method: string, table: string | undefined, options: Options | undefined, range: Range): void {
    const path = this.#path(table);
    const definition = table === undefined || !options ? undefined : this.#constraint(method, table, options);
    this.#send(range, 'ALTER TABLE ', path, ' ADD ', definition);
  }

  #constraint(method: string, table: string, options: Options): Sql | undefined {
    if (method.startsWith('createForeignKey')) return this.#foreignKey(table, options);
    return method.startsWith('createUnique') ? this.#unique(table, options.text('name'), options.texts('columnNames'), options.at) : this.#check(table, options);
  }

  #dropConstraint(method: string, table: string | undefined, constraint: Value, range: Range): void {
    const kind = method.startsWith('dropForeignKey') ? 'FK' : 'UQ';
    const columns = constraint instanceof FoundInTable ? constraint.words : optionsOf(constraint)?.texts('columnNames');
    const name = nameOf(constraint) ?? (columns && table !== undefined && !method.startsWith('dropCheck') ? defaultName(kind, table, columns) : undefined);
    // One that was looked up in the database is there, whatever it is called.
    const ifExists = constraint instanceof FoundInTable && this.#isPostgres ? 'IF EXISTS ' : '';
    const word = !this.#isMysql ? 'CONSTRAINT' : kind === 'FK' ? 'FOREIGN KEY' : method.startsWith('dropCheck') ? 'CHECK' : 'INDEX';
    this.#send(range, 'ALTER TABLE ', this.#path(table), ` DROP ${word} ${ifExists}`, this.#quoted(name));
  }

  #createPrimaryKey(table: string | undefined, columns: readonly (string | undefined)[], range: Range): void {
    const names = columns.includes(undefined) ? undefined : columns.filter((column) => column !== undefined);
    const name = names && table !== undefined && this.#isPostgres ? `CONSTRAINT ${this.#quoted(defaultName('PK', table, names)) ?? ''} ` : '';
    this.#send(range, 'ALTER TABLE ', this.#path(table), ` ADD ${name}PRIMARY KEY (`, this.#names(names), ')');
  }

  #dropPrimaryKey(table: string | undefined, name: string | undefined, range: Range): void {
    if (this.#isMysql) this.#send(range, 'ALTER TABLE ', this.#path(table), ' DROP PRIMARY KEY');
    // Its columns, which its name is made of, only the database knows.
    else this.#send(range, 'ALTER TABLE ', this.#path(table), ' DROP CONSTRAINT ', this.#quoted(name));
  }

  #createView(view: Options | undefined, range: Range): void {
    const expression = view?.text('expression');
    const kind = view?.value('materialized') === true ? 'MATERIALIZED VIEW' : 'VIEW';
    this.#send(range, `CREATE ${kind} `, this.#path(view?.text('name')), ' AS ', expression);
  }
}

/** A table by its name, by `new Table({ name })`, or as it was looked up. */
function tableName(value: Value): string | undefined {
  if (value instanceof TableInDatabase) return textOf(value.name);
  const options = optionsOf(value);
  const schema = options?.text('schema');
  const name = options?.text('name');
  return schema !== undefined && name !== undefined ? `${schema}.${name}` : (name ?? textOf(value));
}

function nameOf(value: Value): string | undefined {
  return textOf(value) ?? optionsOf(value)?.text('name');
}

