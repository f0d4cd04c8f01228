import type { Range } from 'sqllint';
import { ElsewhereValue, RecordValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { Database, writeKnown } from '../database.ts';
import { separated } from '../separated.ts';
import { listed, quotedText, SqlValue, stringLiteral, textOf } from '../sql-text.ts';
import { columnList, columnSql, constraintsSql, Literal, nameSql, plainName, typeSql, valueSql } from './columns.ts';

type Parts = readonly (Sql | undefined)[];

const aliases: Readonly<Record<string, string>> = { addColumn: 'addColumns', dropColumn: 'dropColumns', addIndex: 'createIndex', createConstraint: 'addConstraint', addExtension: 'createExtension', addType: 'createType' };

/** node-pg-migrate's `pgm`. */
export class MigrationBuilder extends Database {
  override get(name: string): Value {
    return name === 'db' ? new Database(this.target) : super.get(name);
  }

  override invoke(called: string, args: readonly Value[], site: CallSite): Value {
    const name = aliases[called] ?? called;
    const { range } = site;
    const [first, second, third, fourth] = args;
    const [table, options] = [nameSql(first), optionsIn(third)];
    switch (name) {
      case 'func':
        return new Literal(first);
      case 'createTable':
        this.#createTable(first, second, options, range);
        break;
      case 'dropTable':
        this.#send(range, `DROP TABLE ${flag(second, 'ifExists', 'IF EXISTS ')}`, table, flag(second, 'cascade', ' CASCADE'));
        break;
      case 'renameTable':
        this.#send(range, 'ALTER TABLE ', table, ' RENAME TO ', nameSql(second));
        break;
      case 'addColumns':
        this.#addColumns(first, second, flag(third, 'ifNotExists', 'IF NOT EXISTS '), range);
        break;
      case 'dropColumns':
        this.#dropColumns(table, second, third, range);
        break;
      case 'renameColumn':
        this.#send(range, 'ALTER TABLE ', table, ' RENAME ', nameSql(second), ' TO ', nameSql(third));
        break;
      case 'alterColumn':
        this.#alterColumn(table, second, third, range);
        break;
      case 'createIndex':
        this.#createIndex(first, second, options, range);
        break;
      case 'dropIndex':
        this.#send(range, `DROP INDEX ${flag(third, 'concurrently', 'CONCURRENTLY ')}${flag(third, 'ifExists', 'IF EXISTS ')}`, this.#indexName(first, second, options), flag(third, 'cascade', ' CASCADE'));
        break;
      case 'addConstraint':
        this.#addConstraint(first, second, third, range);
        break;
      case 'dropConstraint':
        this.#send(range, 'ALTER TABLE ', table, ` DROP CONSTRAINT ${flag(third, 'ifExists', 'IF EXISTS ')}`, nameSql(second), flag(third, 'cascade', ' CASCADE'));
        break;
      case 'renameConstraint':
        this.#send(range, 'ALTER TABLE ', table, ' RENAME CONSTRAINT ', nameSql(second), ' TO ', nameSql(third));
        break;
      case 'createType':
        this.#createType(first, second, range);
        break;
      case 'addTypeValue':
        this.#send(range, 'ALTER TYPE ', nameSql(first), ` ADD VALUE ${flag(third, 'ifNotExists', 'IF NOT EXISTS ')}`, valueSql(second));
        break;
      case 'renameType':
        this.#send(range, 'ALTER TYPE ', nameSql(first), ' RENAME TO ', nameSql(second));
        break;
      case 'dropType':
      case 'dropSchema':
      case 'dropSequence':
      case 'dropDomain':
      case 'dropExtension':
      case 'dropView':
      case 'dropMaterializedView': {
        const object = { dropType: 'TYPE', dropSchema: 'SCHEMA', dropSequence: 'SEQUENCE', dropDomain: 'DOMAIN', dropExtension: 'EXTENSION', dropView: 'VIEW', dropMaterializedView: 'MATERIALIZED VIEW' }[name];
        for (const one of listed(first)) this.#send(range, `DROP ${object} ${flag(second, 'ifExists', 'IF EXISTS ')}`, nameSql(one), flag(second, 'cascade', ' CASCADE'));
        break;
      }
      case 'createExtension':
        for (const one of listed(first)) this.#send(range, `CREATE EXTENSION ${flag(second, 'ifNotExists', 'IF NOT EXISTS ')}`, nameSql(one));
        break;
      case 'createSchema':
        this.#send(range, `CREATE SCHEMA ${flag(second, 'ifNotExists', 'IF NOT EXISTS ')}`, nameSql(first));
        break;
      case 'createView':
      case 'createMaterializedView': {
        const kind = name === 'createView' ? `${flag(second, 'replace', 'OR REPLACE ')}VIEW` : `MATERIALIZED VIEW${flag(second, 'ifNotExists', ' IF NOT EXISTS')}`;
        this.#send(range, `CREATE ${kind} `, table, ' AS ', third instanceof TextValue && third.isKnown ? third : undefined);
        break;
      }
      case 'createTrigger':
        this.#createTrigger(first, second, third, fourth, range);
        break;
      case 'dropTrigger':
        this.#send(range, `DROP TRIGGER ${flag(third, 'ifExists', 'IF EXISTS ')}`, nameSql(second), ' ON ', table, flag(third, 'cascade', ' CASCADE'));
        break;
      case 'createFunction':
        this.#createFunction(first, second, third, fourth, range);
        break;
      case 'dropFunction':
        this.#send(range, `DROP FUNCTION ${flag(third, 'ifExists', 'IF EXISTS ')}`, table, '(', ...separated(listed(second).map(parameterSql)), ')', flag(third, 'cascade', ' CASCADE'));
        break;
      default:
        return super.invoke(called, args, site);
    }
    return new ElsewhereValue();
  }

  #send(range: Range, ...parts: Parts): void {
    writeKnown(this.target, range, parts);
  }

  #createTable(table: Value, columns: Value, options: RecordValue | undefined, range: Range): void {
    if (!(columns instanceof RecordValue) || columns.isOpen || options?.isOpen) {
      this.target.writer.unknown(range, 'What this table is like is not all written in this file.');
      return;
    }
    const keys = keysIn(columns);
    const given = options?.get('constraints');
    const inside: Parts = [
      ...this.#definitions(columns, keys.length < 2),
      ...(given instanceof RecordValue ? constraintsSql(plainName(table) ?? '', given, undefined) : []),
      ...(keys.length > 1 ? [`CONSTRAINT ${quotedText(`${plainName(table) ?? ''}_pkey`, 'postgres')} PRIMARY KEY (${columnList(keys) ?? ''})`] : []),
      ...(options?.get('like') === undefined ? [] : [nameSql(options.get('like')) && `LIKE ${nameSql(options.get('like')) ?? ''}`]),
    ];
    const kind = `${flag(options, 'temporary', 'TEMPORARY ')}${flag(options, 'unlogged', 'UNLOGGED ')}TABLE ${flag(options, 'ifNotExists', 'IF NOT EXISTS ')}`;
    const parent = options?.get('inherits');
    this.#send(range, `CREATE ${kind}`, nameSql(table), ' (', ...separated(inside), ')', parent === undefined ? '' : ` INHERITS (${nameSql(parent) ?? ''})`);
    this.#comments(table, columns, range);
    const comment = textOf(options?.get('comment'));
    if (comment !== undefined) this.#send(options?.places.get('comment') ?? range, 'COMMENT ON TABLE ', nameSql(table), ` IS ${stringLiteral(comment)}`);
  }

  #definitions(columns: RecordValue, withKey: boolean): Parts {
    return [...columns.entries].map(([name, spec]) => columnSql(name, spec, columns.places.get(name), withKey));
  }

  #comments(table: Value, columns: RecordValue, range: Range): void {
    for (const [name, spec] of columns.entries) {
      const comment = spec instanceof RecordValue ? textOf(spec.get('comment')) : undefined;
      if (comment !== undefined) this.#send(columns.places.get(name) ?? range, 'COMMENT ON COLUMN ', nameSql(table), `.${quotedText(name, 'postgres')} IS ${stringLiteral(comment)}`);
    }
  }

  #addColumns(table: Value, columns: Value, ifNotExists: string, range: Range): void {
    if (!(columns instanceof RecordValue) || columns.isOpen) {
      this.target.writer.unknown(range, 'Which columns this adds is not written in this file.');
      return;
    }
    const added = this.#definitions(columns, true).map((definition, index) => definition && part([...columns.places.values()][index], `ADD ${ifNotExists}`, definition));
    this.#send(range, 'ALTER TABLE ', nameSql(table), ' ', ...separated(added));
    this.#comments(table, columns, range);
  }

  #dropColumns(table: string | undefined, columns: Value, options: Value, range: Range): void {
    const names = columns instanceof RecordValue ? [...columns.entries.keys()].map((name) => TextValue.of(name)) : listed(columns);
    const dropped = names.map((name) => (nameSql(name) === undefined ? undefined : `DROP ${flag(options, 'ifExists', 'IF EXISTS ')}${nameSql(name) ?? ''}${flag(options, 'cascade', ' CASCADE')}`));
    this.#send(range, 'ALTER TABLE ', table, ' ', ...separated(dropped));
  }

  #alterColumn(table: string | undefined, column: Value, options: Value, range: Range): void {
    const name = nameSql(column);
    if (!(options instanceof RecordValue) || options.isOpen || name === undefined) {
      this.target.writer.unknown(range, 'What this column becomes is not all written in this file.');
      return;
    }
    const actions: Parts = [this.#defaultAction(options), this.#typeAction(options), nullAction(options)].filter((action) => action !== '');
    const altered = actions.map((action) => action && part(undefined, `ALTER ${name} `, action));
    if (altered.length > 0) this.#send(range, 'ALTER TABLE ', table, ' ', ...separated(altered));
    const comment = textOf(options.get('comment'));
    if (comment !== undefined) this.#send(range, 'COMMENT ON COLUMN ', table, `.${name} IS ${stringLiteral(comment)}`);
  }

  #defaultAction(options: RecordValue): Sql | undefined {
    const value = options.get('default');
    if (value === undefined) return '';
    if (value === null) return part(options.places.get('default'), 'DROP DEFAULT');
    const sql = valueSql(value);
    return sql && part(options.places.get('default'), 'SET DEFAULT ', sql);
  }

  #typeAction(options: RecordValue): Sql | undefined {
    if (options.get('type') === undefined) return '';
    const type = typeSql(options.get('type'));
    const [collation, using] = [textOf(options.get('collation')), textOf(options.get('using'))];
    return type === undefined ? undefined : part(options.places.get('type'), `SET DATA TYPE ${type}${collation === undefined ? '' : ` COLLATE ${collation}`}${using === undefined ? '' : ` USING ${using}`}`);
  }

  #createIndex(table: Value, columns: Value, options: RecordValue | undefined, range: Range): void {
    const [method, where] = [textOf(options?.get('method')), options?.get('where')];
    const include = listed(options?.get('include')).map(textOf);
    this.#send(
      range,
      `CREATE ${flag(options, 'unique', 'UNIQUE ')}INDEX ${flag(options, 'concurrently', 'CONCURRENTLY ')}${flag(options, 'ifNotExists', 'IF NOT EXISTS ')}`,
      this.#indexName(table, columns, options),
      ' ON ',
      nameSql(table),
      method === undefined ? ' (' : ` USING ${method} (`,
      ...separated(listed(columns).map(indexKey)),
      ')',
      include.length === 0 ? '' : ` INCLUDE (${columnList(include) ?? ''})`,
      where === undefined ? '' : where instanceof TextValue && where.isKnown ? part(options?.places.get('where'), ' WHERE ', where) : undefined,
    );
  }

  #indexName(table: Value, columns: Value, options: RecordValue | undefined): string | undefined {
    const given = textOf(options?.get('name'));
    if (given !== undefined) return nameSql(TextValue.of(given));
    const names = listed(columns).map((column) => (column instanceof RecordValue ? textOf(column.get('name')) : textOf(column)));
    const own = plainName(table);
    return names.includes(undefined) || own === undefined ? undefined : quotedText(`${own}_${names.join('_')}${flag(options, 'unique', '_unique')}_index`, 'postgres');
  }

  #addConstraint(table: Value, name: Value, given: Value, range: Range): void {
    const own = textOf(name);
    const written = textOf(given);
    const constraints: Parts =
      given instanceof RecordValue ? constraintsSql(plainName(table) ?? '', given, own) : [written === undefined ? undefined : `${own === undefined ? '' : `CONSTRAINT ${quotedText(own, 'postgres')} `}${written}`];
    this.#send(range, 'ALTER TABLE ', nameSql(table), ' ', ...separated(constraints.map((constraint) => constraint && part(undefined, 'ADD ', constraint))));
  }

  #createType(name: Value, options: Value, range: Range): void {
    const inside: Parts =
      options instanceof RecordValue ? [...options.entries].map(([attribute, type]) => typeSql(type) && `${quotedText(attribute, 'postgres')} ${typeSql(type) ?? ''}`) : listed(options).map(valueSql);
    this.#send(range, 'CREATE TYPE ', nameSql(name), options instanceof RecordValue ? ' AS (' : ' AS ENUM (', ...separated(inside), ')');
  }

  #createFunction(name: Value, parameters: Value, options: Value, body: Value, range: Range, returned?: string): void {
    const given = options instanceof RecordValue ? options : undefined;
    const [returns, language] = [textOf(given?.get('returns')), textOf(given?.get('language'))];
    const text = body instanceof TextValue && body.isKnown ? body : undefined;
    const known = language === undefined ? undefined : ` RETURNS ${returned ?? returns ?? 'void'} AS $pgm$`;
    this.#send(range, `CREATE ${flag(options, 'replace', 'OR REPLACE ')}FUNCTION `, nameSql(name), '(', ...separated(listed(parameters).map(parameterSql)), ')', known, text, `$pgm$ VOLATILE LANGUAGE ${language ?? ''}`);
  }

  /** With a body it writes the function that the trigger calls, too, which has the trigger's name unless one is given. */
  #createTrigger(tableName: Value, name: Value, options: Value, body: Value, range: Range): void {
    const given = options instanceof RecordValue ? options : undefined;
    const called = body instanceof TextValue && given?.get('function') === undefined ? name : given?.get('function');
    if (body instanceof TextValue) this.#createFunction(called, undefined, options, body, range, 'trigger');
    const isConstraint = given?.get('constraint') === true;
    const operations = listed(given?.get('operation')).map(textOf);
    const when = isConstraint ? 'AFTER' : textOf(given?.get('when'));
    const level = when?.toUpperCase() === 'INSTEAD OF' ? 'ROW' : (textOf(given?.get('level')) ?? 'STATEMENT');
    const condition = textOf(given?.get('condition'));
    const known = when === undefined || operations.length === 0 || operations.includes(undefined) ? undefined : ` ${when} ${operations.join(' OR ')} ON `;
    const deferrable = given?.get('deferrable') === true ? `DEFERRABLE INITIALLY ${given.get('deferred') === true ? 'DEFERRED' : 'IMMEDIATE'} ` : 'NOT DEFERRABLE ';
    const timing = ` ${isConstraint ? deferrable : ''}FOR EACH ${level} ${condition === undefined ? '' : `WHEN (${condition}) `}EXECUTE PROCEDURE `;
    this.#send(range, `CREATE ${isConstraint ? 'CONSTRAINT ' : ''}TRIGGER `, nameSql(name), known, nameSql(tableName), timing, nameSql(called), '(', ...separated(listed(given?.get('functionParams')).map(valueSql)), ')');
  }
}

function optionsIn(value: Value): RecordValue | undefined {
  return value instanceof RecordValue ? value : undefined;
}

/** Words that an option adds when it is set. */
function flag(options: Value, name: string, words: string): string {
  return options instanceof RecordValue && options.get(name) === true ? words : '';
}

function nullAction(options: RecordValue): Sql {
  if (options.get('notNull') === true) return part(options.places.get('notNull'), 'SET NOT NULL');
  return options.get('notNull') === false || options.get('allowNull') === true ? part(options.places.get('notNull'), 'DROP NOT NULL') : '';
}

function keysIn(columns: RecordValue): string[] {
  return [...columns.entries].filter(([, spec]) => spec instanceof RecordValue && spec.get('primaryKey') === true).map(([name]) => name);
}

/** A column in quotes; anything that is no name is an expression. */
function indexKey(column: Value): Sql | undefined {
  if (column instanceof SqlValue) return column.asSql();
  const name = column instanceof RecordValue ? textOf(column.get('name')) : textOf(column);
  if (name === undefined) return undefined;
  const key = /[^\w".]/u.test(name) ? (name.endsWith(')') ? name : `(${name})`) : quotedText(name, 'postgres');
  const sort = column instanceof RecordValue ? textOf(column.get('sort')) : undefined;
  return sort === undefined ? key : `${key} ${sort}`;
}

function parameterSql(parameter: Value): string | undefined {
  if (!(parameter instanceof RecordValue)) return textOf(parameter);
  const [mode, name, type] = [textOf(parameter.get('mode')), textOf(parameter.get('name')), typeSql(parameter.get('type'))];
  return type === undefined ? undefined : [mode, name === undefined ? undefined : quotedText(name, 'postgres'), type].filter((one) => one !== undefined).join(' ');
}
