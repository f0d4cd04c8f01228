import type { Range } from 'sqllint';
import { ElsewhereValue, HostValue, ListValue, RecordValue, TestValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { joined, part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { callBack, Database, writeKnown } from '../database.ts';
import type { Target } from '../database.ts';
import { separated } from '../separated.ts';
import { isMysql, listed, literal, quotedText, standIn, stringLiteral, textOf } from '../sql-text.ts';
import { Attribute, defaultIndexName, pathOf, tableNameOf } from './attributes.ts';
import type { TableName } from './attributes.ts';

type Parts = readonly (Sql | undefined)[];

const harmless: ReadonlySet<string> = new Set(['showAllTables', 'showIndex', 'showConstraint', 'getForeignKeysForTables', 'getForeignKeyReferencesForTable', 'rawSelect', 'quoteIdentifier', 'quoteTable', 'getDatabaseName', 'authenticate', 'close', 'databaseVersion']);
const dialects = { postgres: 'postgres', mysql: 'mysql', mariadb: 'mariadb', sqlite: 'sqlite' } as const;

/** Sequelize's `queryInterface`, alone or as the context that Umzug hands over. */
export class QueryInterface extends Database {
  override get(name: string): Value {
    switch (name) {
      case 'context':
      case 'queryInterface':
        return this;
      case 'sequelize':
        return new SequelizeConnection(this.target, this);
      case 'Sequelize':
      case 'DataTypes':
        return new ElsewhereValue({ name });
      default:
        return super.get(name);
    }
  }

  override invoke(name: string, args: readonly Value[], site: CallSite): Value {
    const { range } = site;
    const [first, second, third] = args;
    if (name === 'describeTable') return new TableDescription(tableNameOf(first));
    if (name === 'tableExists') return existing(tableNameOf(first));
    if (name === 'getQueryInterface') return this;
    if (harmless.has(name)) return new ElsewhereValue();
    const table = tableNameOf(first);
    switch (name) {
      case 'createTable':
        this.#createTable(table, second, third, range);
        break;
      case 'dropTable':
        this.#send(range, 'DROP TABLE IF EXISTS ', this.#path(table), second instanceof RecordValue && second.get('cascade') === true ? ' CASCADE' : '');
        break;
      case 'renameTable':
        this.#send(range, 'ALTER TABLE ', this.#path(table), ' RENAME TO ', this.#path(tableNameOf(second)));
        break;
      case 'addColumn':
        this.#addColumn(table, this.#attribute(table, second, third, range), range);
        break;
      case 'removeColumn':
        this.#send(range, 'ALTER TABLE ', this.#path(table), ' DROP COLUMN ', this.#quoted(textOf(second)));
        break;
      case 'renameColumn':
        this.#send(range, 'ALTER TABLE ', this.#path(table), ' RENAME COLUMN ', this.#quoted(textOf(second)), ' TO ', this.#quoted(textOf(third)));
        break;
      case 'changeColumn':
        this.#changeColumn(table, this.#attribute(table, second, third, range), range);
        break;
      case 'addIndex':
        this.#addIndex(table, second, third, range);
        break;
      case 'removeIndex':
        this.#removeIndex(table, second, third, range);
        break;
      case 'addConstraint':
        this.#addConstraint(table, second, third, range);
        break;
      case 'removeConstraint':
        this.#removeConstraint(table, textOf(second), range);
        break;
      case 'bulkInsert':
        this.#bulkInsert(table, second, range);
        break;
      case 'bulkUpdate':
        this.#bulkUpdate(table, second, third, range);
        break;
      case 'bulkDelete':
        this.#send(range, 'DELETE FROM ', this.#path(table), this.#where(second));
        break;
      case 'createSchema':
      case 'dropSchema':
        this.#send(range, name === 'createSchema' ? 'CREATE SCHEMA IF NOT EXISTS ' : 'DROP SCHEMA IF EXISTS ', this.#quoted(textOf(first)), name === 'createSchema' ? '' : ' CASCADE');
        break;
      case 'dropFunction':
        this.#send(range, 'DROP FUNCTION ', textOf(first), `(${listed(second).map((one) => (one instanceof RecordValue ? (textOf(one.get('type')) ?? '') : '')).join(', ')}) RESTRICT`);
        break;
      case 'dropEnum':
        this.#send(range, 'DROP TYPE IF EXISTS ', this.#quoted(textOf(first)));
        break;
      default:
        return super.invoke(name, args, site);
    }
    callBack(args, site);
    return new ElsewhereValue({ name: 'result' });
  }

  get #isPostgres(): boolean {
    return this.target.dialect === 'postgres';
  }

  #send(range: Range, ...parts: Parts): void {
    writeKnown(this.target, range, parts);
  }

  #unknown(range: Range): void {
    this.target.writer.unknown(range, 'What this does to the table is not all written in this file.');
  }

  #quoted(name: string | undefined): string | undefined {
    return name === undefined ? undefined : quotedText(name, this.target.dialect);
  }

  #path(table: TableName | undefined): string | undefined {
    return table && pathOf(table, this.target.dialect);
  }

  #attribute(table: TableName | undefined, name: Value, value: Value, at: Range): Attribute | undefined {
    const column = textOf(name);
    if (!table || column === undefined || (value instanceof RecordValue && value.isOpen && value.get('type') === undefined)) return undefined;
    return new Attribute(column, value, at, table, this.target.dialect);
  }

  #createTable(table: TableName | undefined, attributes: Value, options: Value, range: Range): void {
    if (!table || !(attributes instanceof RecordValue) || attributes.isOpen) {
      this.#unknown(range);
      return;
    }
    const schema = options instanceof RecordValue ? textOf(options.get('schema')) : undefined;
    const named = schema === undefined ? table : { ...table, schema };
    const columns = [...attributes.entries].map(([name, value]) => new Attribute(name, value, attributes.places.get(name), named, this.target.dialect));
    if (columns.some(({ type }) => type === undefined)) {
      this.#unknown(range);
      return;
    }
    for (const column of columns) this.#createEnum(column, range);
    const isOwnKey = (column: Attribute): boolean => this.target.dialect === 'sqlite' && column.isPrimaryKey && column.option('autoIncrement') === true;
    const keys = columns.filter((column) => column.isPrimaryKey && !isOwnKey(column));
    const inside: Parts = [
      ...columns.map((column) => this.#columnOf(column, isOwnKey(column) ? ' PRIMARY KEY AUTOINCREMENT' : '')),
      ...uniqueKeys(options).map((fields) => `UNIQUE (${fields.map((field) => this.#quoted(field)).join(', ')})`),
      keys.length === 0 ? '' : part(keys[0]?.place('primaryKey'), `PRIMARY KEY (${keys.map(({ name }) => this.#quoted(name)).join(', ')})`),
      ...(isMysql(this.target.dialect) ? columns.map((column) => this.#tableReferences(column)) : []),
    ].filter((one) => one !== '');
    this.#send(range, 'CREATE TABLE IF NOT EXISTS ', this.#path(named), ' (', ...separated(inside), ')', isMysql(this.target.dialect) ? ' ENGINE=InnoDB' : '');
    for (const column of columns) this.#commentOn(named, column, range);
  }

  #columnOf(column: Attribute, ending: string): Sql | undefined {
    const definition = column.definition(!isMysql(this.target.dialect));
    return definition && part(column.at, this.#quoted(column.name) ?? '', ' ', definition, ending);
  }

  /** MySQL heeds a reference in the table's definition only. */
  #tableReferences(column: Attribute): Sql {
    const { references } = column;
    return references ? part(column.place('references'), `FOREIGN KEY (${this.#quoted(column.name) ?? ''}) `, references) : '';
  }

  #createEnum({ enumLabels, enumName, at }: Attribute, range: Range): void {
    if (enumLabels === undefined) return;
    this.#send(at ?? range, `DO ${stringLiteral(`BEGIN CREATE TYPE ${enumName} AS ENUM(${enumLabels}); EXCEPTION WHEN duplicate_object THEN null; END`)}`);
  }

  #commentOn(table: TableName, column: Attribute, range: Range): void {
    if (!this.#isPostgres || column.comment === undefined) return;
    this.#send(column.place('comment') ?? range, 'COMMENT ON COLUMN ', this.#path(table), `.${this.#quoted(column.name) ?? ''} IS ${stringLiteral(column.comment)}`);
  }

  #addColumn(table: TableName | undefined, column: Attribute | undefined, range: Range): void {
    if (!table || !column) {
      this.#unknown(range);
      return;
    }
    this.#createEnum(column, range);
    this.#send(range, 'ALTER TABLE ', this.#path(table), ' ADD COLUMN ', this.#columnOf(column, column.isPrimaryKey ? ' PRIMARY KEY' : ''), isMysql(this.target.dialect) && column.references ? part(undefined, ', ADD ', this.#tableReferences(column)) : '');
    this.#commentOn(table, column, range);
  }

  #changeColumn(table: TableName | undefined, column: Attribute | undefined, range: Range): void {
    const { dialect } = this.target;
    const { type, references } = column ?? {};
    const path = this.#path(table);
    if (!table || !column || type === undefined) {
      this.#unknown(range);
      return;
    }
    const name = this.#quoted(column.name) ?? '';
    if (isMysql(dialect)) {
      this.#send(range, 'ALTER TABLE ', path, ` CHANGE ${name} ${name} `, column.definition(false));
      if (references) this.#send(column.place('references') ?? range, 'ALTER TABLE ', path, ' ADD ', this.#tableReferences(column));
      return;
    }
    if (!this.#isPostgres) {
      this.target.writer.unknown(range, 'Sequelize does this by building the table anew from what the database says of it, which this file does not tell.');
      return;
    }
    this.#changeInPostgres(path, column, type, range);
  }

  #changeInPostgres(path: string | undefined, column: Attribute, type: string, range: Range): void {
    const name = this.#quoted(column.name) ?? '';
    const { references } = column;
    const alter = (place: string, ...action: Parts): void => this.#send(column.place(place) ?? range, 'ALTER TABLE ', path, ` ALTER COLUMN ${name} `, ...action);
    if (column.isNotNull) alter('allowNull', 'SET NOT NULL');
    else if (!references) alter('allowNull', 'DROP NOT NULL');
    if (column.default) alter('defaultValue', 'SET ', column.default);
    else if (!references) alter('', 'DROP DEFAULT');
    this.#createEnum(column, range);
    if (column.option('unique') === true) this.#send(column.place('unique') ?? range, 'ALTER TABLE ', path, ` ADD UNIQUE (${name})`);
    if (references) this.#send(column.place('references') ?? range, 'ALTER TABLE ', path, ` ADD FOREIGN KEY (${name}) `, references);
    else alter('type', `TYPE ${type}`, column.enumLabels === undefined ? '' : ` USING (${name}::${column.enumName})`);
  }

  #addIndex(table: TableName | undefined, fields: Value, given: Value, range: Range): void {
    const options = fields instanceof RecordValue ? fields : given instanceof RecordValue ? given : undefined;
    const list = fields instanceof RecordValue ? fields.get('fields') : fields;
    const { dialect } = this.target;
    const keys = listed(list).map((field) => this.#indexKey(field));
    const names = listed(list).map((field) => textOf(field instanceof RecordValue ? (field.get('name') ?? field.get('attribute')) : field));
    const name = textOf(options?.get('name')) ?? (table && !names.includes(undefined) ? defaultIndexName(table.name, names.filter((one) => one !== undefined)) : undefined);
    const isUnique = options?.get('unique') === true || textOf(options?.get('type'))?.toUpperCase() === 'UNIQUE';
    const concurrently = this.#isPostgres && options?.get('concurrently') === true ? 'CONCURRENTLY ' : '';
    const method = textOf(options?.get('using'));
    const where = options?.get('where');
    if (isMysql(dialect)) this.#send(range, 'ALTER TABLE ', this.#path(table), ` ADD ${isUnique ? 'UNIQUE ' : ''}INDEX `, this.#quoted(name), ' (', ...separated(keys), ')');
    else this.#send(range, `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${concurrently}`, this.#quoted(name), ' ON ', this.#path(table), this.#isPostgres && method !== undefined ? ` USING ${method}` : '', ' (', ...separated(keys), ')', where === undefined ? '' : this.#where(where));
  }

  #indexKey(field: Value): Sql | undefined {
    if (!(field instanceof RecordValue)) {
      if (field instanceof ElsewhereValue) return sqlOf(field);
      return this.#quoted(textOf(field));
    }
    const [name, order, operator, collation] = [textOf(field.get('name') ?? field.get('attribute')), textOf(field.get('order')), textOf(field.get('operator')), textOf(field.get('collate'))];
    const quoted = this.#quoted(name);
    return quoted === undefined ? undefined : `${quoted}${collation === undefined ? '' : ` COLLATE "${collation}"`}${operator === undefined ? '' : ` ${operator}`}${order === undefined ? '' : ` ${order}`}`;
  }

  #removeIndex(table: TableName | undefined, index: Value, options: Value, range: Range): void {
    const fields = index instanceof ListValue ? index.items.map(textOf) : undefined;
    const name = fields ? (table && !fields.includes(undefined) ? defaultIndexName(table.name, fields.filter((one) => one !== undefined)) : undefined) : textOf(index);
    const concurrently = options instanceof RecordValue && options.get('concurrently') === true ? 'CONCURRENTLY ' : '';
    if (isMysql(this.target.dialect)) this.#send(range, 'DROP INDEX ', this.#quoted(name), ' ON ', this.#path(table));
    else this.#send(range, `DROP INDEX ${concurrently}IF EXISTS `, table?.schema === undefined ? '' : `${this.#quoted(table.schema) ?? ''}.`, this.#quoted(name));
  }

  /** `addConstraint(table, { fields, type })`, before version 6 `addConstraint(table, fields, { type })`. */
  #addConstraint(table: TableName | undefined, second: Value, third: Value, range: Range): void {
    const options = third instanceof RecordValue && !(second instanceof RecordValue) ? third : second instanceof RecordValue ? second : undefined;
    const fields = listed(second instanceof RecordValue ? second.get('fields') : second).map(textOf);
    if (!options || !table || fields.includes(undefined)) {
      this.#unknown(range);
      return;
    }
    const names = fields.filter((one) => one !== undefined);
    const type = textOf(options.get('type'))?.toUpperCase() ?? '';
    const references = options.get('references');
    const target = references instanceof RecordValue ? tableNameOf(references.get('table') ?? references.get('model')) : undefined;
    const endings: Readonly<Record<string, string>> = { UNIQUE: 'uk', 'PRIMARY KEY': 'pk', 'FOREIGN KEY': `${target?.name ?? ''}_fk`, CHECK: 'ck' };
    const name = this.#quoted(textOf(options.get('name')) ?? `${table.name}_${names.join('_')}_${endings[type] ?? ''}`) ?? '';
    const columns = names.map((field) => this.#quoted(field)).join(', ');
    const definition =
      type === 'FOREIGN KEY' ? this.#foreignKey(columns, target, references, options) : type === 'CHECK' ? this.#checkOf(options) : type === '' ? undefined : `${type} (${columns})`;
    this.#send(range, 'ALTER TABLE ', this.#path(table), ` ADD CONSTRAINT ${name} `, definition);
  }

  #foreignKey(columns: string, target: TableName | undefined, references: Value, options: RecordValue): string | undefined {
    const fields = references instanceof RecordValue ? listed(references.get('fields') ?? references.get('field')).map(textOf) : [];
    if (!target || fields.length === 0 || fields.includes(undefined)) return undefined;
    const action = (words: string, name: string): string => {
      const value = textOf(options.get(name));
      return value === undefined ? '' : ` ${words} ${value.toUpperCase()}`;
    };
    return `FOREIGN KEY (${columns}) REFERENCES ${this.#path(target) ?? ''} (${fields.map((field) => this.#quoted(field)).join(', ')})${action('ON UPDATE', 'onUpdate')}${action('ON DELETE', 'onDelete')}`;
  }

  #checkOf(options: RecordValue): string {
    const where = options.get('where');
    const literal = where instanceof ElsewhereValue ? sqlOf(where) : undefined;
    return `CHECK (${literal ?? `${listed(options.get('fields')).map((field) => this.#quoted(textOf(field)) ?? '').join(' = ')} IS NOT NULL OR true`})`;
  }

  #removeConstraint(table: TableName | undefined, name: string | undefined, range: Range): void {
    if (this.target.dialect === 'sqlite') this.target.writer.unknown(range, 'Sequelize does this by building the table anew from what the database says of it, which this file does not tell.');
    else this.#send(range, 'ALTER TABLE ', this.#path(table), ' DROP CONSTRAINT ', this.#quoted(name));
  }

  #bulkInsert(table: TableName | undefined, rows: Value, range: Range): void {
    const { dialect } = this.target;
    const records = listed(rows).filter((row) => row instanceof RecordValue);
    const columns = [...new Set(records.flatMap((row) => [...row.entries.keys()]))];
    const isKnown = rows instanceof ListValue && !rows.isOpen && records.length === rows.items.length && columns.length > 0;
    if (!isKnown) {
      this.#send(range, 'INSERT INTO ', this.#path(table), ` SELECT ${standIn(dialect)}`);
      return;
    }
    const values = records.map((row) => part(undefined, '(', ...joined(columns.map((column) => literal(row.get(column) ?? null, dialect)), ','), ')'));
    this.#send(range, 'INSERT INTO ', this.#path(table), ` (${columns.map((column) => this.#quoted(column)).join(',')}) VALUES `, ...joined(values, ','));
  }

  #bulkUpdate(table: TableName | undefined, values: Value, where: Value, range: Range): void {
    if (!(values instanceof RecordValue)) {
      this.#unknown(range);
      return;
    }
    const set = [...values.entries].map(([column, value]) => part(values.places.get(column), `${this.#quoted(column) ?? ''}=`, literal(value, this.target.dialect)));
    this.#send(range, 'UPDATE ', this.#path(table), ' SET ', ...joined(set, ','), this.#where(where));
  }

  #where(where: Value): Sql {
    if (where === undefined || where === null) return '';
    if (!(where instanceof RecordValue) || where.isOpen) return ` WHERE ${standIn(this.target.dialect)} = 1`;
    const one = [...where.entries].map(([column, value]) => this.#equality(column, value));
    return one.length === 0 ? '' : part(where.at, ' WHERE ', ...joined(one, ' AND '));
  }

  #equality(column: string, value: Value): Sql {
    const name = this.#quoted(column) ?? '';
    if (value === null) return `${name} IS NULL`;
    if (value instanceof ListValue && !value.isOpen) return part(undefined, `${name} IN (`, ...joined(value.items.map((item) => literal(item, this.target.dialect)), ', '), ')');
    if (value instanceof RecordValue) return this.#comparison(name, value);
    return part(undefined, `${name} = `, literal(value, this.target.dialect));
  }

  /** `{ [Op.ne]: null }`. */
  #comparison(name: string, { entries }: RecordValue): Sql {
    const [[operator, value] = ['', undefined]] = entries;
    const isNot = operator === 'Op.ne' || operator === 'Op.not';
    if (value === null) return `${name} IS ${isNot ? 'NOT ' : ''}NULL`;
    const sign = { 'Op.eq': '=', 'Op.ne': '!=', 'Op.not': '!=', 'Op.gt': '>', 'Op.gte': '>=', 'Op.lt': '<', 'Op.lte': '<=', 'Op.like': 'LIKE', 'Op.iLike': 'ILIKE' }[operator];
    if ((operator === 'Op.in' || operator === 'Op.notIn') && value instanceof ListValue) {
      return part(undefined, `${name} ${operator === 'Op.in' ? 'IN' : 'NOT IN'} (`, ...joined(value.items.map((item) => literal(item, this.target.dialect)), ', '), ')');
    }
    return part(undefined, `${name} ${sign ?? '='} `, literal(sign === undefined ? new ElsewhereValue() : value, this.target.dialect));
  }
}

/** `sequelize.literal('…')` and `sequelize.fn('lower', sequelize.col('name'))`. */
function sqlOf({ name, args }: ElsewhereValue): string | undefined {
  const [first, ...rest] = args ?? [];
  const text = textOf(first);
  if (name === 'literal') return text;
  if (name === 'col') return text === undefined ? undefined : quotedText(text, 'postgres');
  if (name !== 'fn' || text === undefined) return undefined;
  const inside = rest.map((one) => (one instanceof ElsewhereValue ? sqlOf(one) : one instanceof TextValue ? stringLiteral(one.toString()) : undefined));
  return inside.includes(undefined) ? undefined : `${text}(${inside.join(', ')})`;
}

function uniqueKeys(options: Value): readonly (readonly string[])[] {
  const keys = options instanceof RecordValue ? options.get('uniqueKeys') : undefined;
  if (!(keys instanceof RecordValue)) return [];
  return [...keys.entries.values()].flatMap((key) => {
    const fields = key instanceof RecordValue ? listed(key.get('fields')).map(textOf) : [undefined];
    return fields.includes(undefined) ? [] : [fields.filter((one) => one !== undefined)];
  });
}

function existing(table: TableName | undefined): Value {
  return table ? new TestValue({ kind: 'exists', test: { object: 'relation', name: table.name, ...(table.schema !== undefined && { schema: table.schema }) } }) : new ElsewhereValue();
}

/** What `describeTable` gives: an object with a property for every column. */
class TableDescription extends HostValue {
  readonly #table: TableName | undefined;

  constructor(table: TableName | undefined) {
    super();
    this.#table = table;
  }

  override get(name: string): Value {
    if (!this.#table) return new ElsewhereValue();
    const { name: of, schema } = this.#table;
    return new TestValue({ kind: 'exists', test: { object: 'column', name, of: { name: of, ...(schema !== undefined && { schema }) } } });
  }

  invoke(): Value {
    return new ElsewhereValue();
  }
}

/** `queryInterface.sequelize`. */
class SequelizeConnection extends Database {
  readonly #queryInterface: QueryInterface;

  constructor(target: Target, queryInterface: QueryInterface) {
    super(target);
    this.#queryInterface = queryInterface;
  }

  override get(name: string): Value {
    if (name === 'options' || name === 'dialect') {
      const record = new RecordValue();
      record.entries.set('dialect', TextValue.of(dialects[this.target.dialect]));
      record.entries.set('name', TextValue.of(dialects[this.target.dialect]));
      record.isOpen = true;
      return record;
    }
    return /^(?:Sequelize|QueryTypes|constructor|models|config)$/u.test(name) ? new ElsewhereValue({ name }) : super.get(name);
  }

  override invoke(name: string, args: readonly Value[], site: CallSite): Value {
    if (name === 'getDialect') return TextValue.of(dialects[this.target.dialect]);
    if (name === 'getQueryInterface') return this.#queryInterface;
    if (/^(?:literal|fn|col|cast|escape|model|define)$/u.test(name)) return new ElsewhereValue({ name, args });
    if (name === 'query' && args[1] instanceof RecordValue) {
      const [sql, options] = args;
      const bindings = options instanceof RecordValue ? options.get('replacements') : undefined;
      return super.invoke(name, [sql, bindings, ...args.slice(2)], site);
    }
    return harmless.has(name) ? new ElsewhereValue() : super.invoke(name, args, site);
  }
}
