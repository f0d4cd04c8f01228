import type { Range } from 'sqllint';
import { plainOf } from '../../interpreter/built-ins.ts';
import { ElsewhereValue, ListValue, RecordValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { joined, part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { callBack, Database, writeKnown } from '../database.ts';
import { separated } from '../separated.ts';
import { isMysql, listed, literal, quoted, quotedText, textOf } from '../sql-text.ts';

type Parts = readonly (Sql | undefined)[];

/** db-migrate's `db`. */
export class DbMigrate extends Database {
  override invoke(name: string, args: readonly Value[], site: CallSite): Value {
    const { range } = site;
    const [first, second, third, fourth] = args;
    const table = this.#quoted(first);
    switch (name) {
      case 'createTable':
        this.#createTable(first, second, range);
        break;
      case 'dropTable':
        this.#send(range, `DROP TABLE ${second instanceof RecordValue && second.get('ifExists') === true ? 'IF EXISTS ' : ''}`, table);
        break;
      case 'renameTable':
        this.#alter(range, table, 'RENAME TO ', this.#quoted(second));
        break;
      case 'addColumn':
        this.#addColumn(first, second, third, range);
        break;
      case 'removeColumn':
        this.#alter(range, table, 'DROP COLUMN ', this.#quoted(second));
        break;
      case 'renameColumn':
        this.#alter(range, table, `RENAME ${this.target.dialect === 'postgres' ? '' : 'COLUMN '}`, this.#quoted(second), ' TO ', this.#quoted(third));
        break;
      case 'changeColumn':
        this.#changeColumn(first, second, third, range);
        break;
      case 'addIndex':
        this.#send(range, `CREATE ${fourth === true ? 'UNIQUE ' : ''}INDEX `, this.#quoted(second), ' ON ', table, ' (', ...separated(listed(third).map((column) => this.#quoted(column))), ')');
        break;
      case 'removeIndex': {
        const hasTable = textOf(second) !== undefined;
        this.#send(range, 'DROP INDEX ', this.#quoted(hasTable ? second : first), ...(isMysql(this.target.dialect) && hasTable ? [' ON ', table] : []));
        break;
      }
      case 'addForeignKey':
        this.#addForeignKey(args, range);
        break;
      case 'removeForeignKey':
        this.#alter(range, table, isMysql(this.target.dialect) ? 'DROP FOREIGN KEY ' : 'DROP CONSTRAINT ', this.#quoted(second));
        break;
      case 'insert':
        this.#insert(first, second, third, range);
        break;
      case 'all':
      case '_run':
        return super.invoke('runSql', args, site);
      default:
        return super.invoke(name, args, site);
    }
    callBack(args, site);
    return new ElsewhereValue({ name: 'result' });
  }

  #send(range: Range, ...parts: Parts): void {
    writeKnown(this.target, range, parts);
  }

  #alter(range: Range, table: Sql | undefined, ...action: Parts): void {
    this.#send(range, 'ALTER TABLE ', table, ' ', ...action);
  }

  #quoted(name: Value): Sql | undefined {
    return quoted(name, this.target.dialect);
  }

  #createTable(table: Value, options: Value, range: Range): void {
    const given = options instanceof RecordValue ? options : undefined;
    const columns = given?.get('columns') instanceof RecordValue ? given.get('columns') : given;
    if (!(columns instanceof RecordValue) || columns.isOpen) {
      this.target.writer.unknown(range, 'What this table is like is not all written in this file.');
      return;
    }
    const keys = [...columns.entries].filter(([, spec]) => spec instanceof RecordValue && spec.get('primaryKey') === true).map(([name]) => name);
    const definitions: Parts = [...columns.entries].map(([name, spec]) => this.#definition(name, spec, keys.length === 1, columns.places.get(name)));
    const key = keys.length > 1 ? [`PRIMARY KEY (${keys.map((name) => quotedText(name, this.target.dialect)).join(', ')})`] : [];
    const ifNotExists = given?.get('ifNotExists') === true ? 'IF NOT EXISTS ' : '';
    this.#send(range, `CREATE TABLE ${ifNotExists}`, this.#quoted(table), ' (', ...separated([...definitions, ...key]), ')');
    for (const [name, spec] of columns.entries) this.#foreignKeyOf(table, name, spec, range);
  }

  #addColumn(table: Value, column: Value, spec: Value, range: Range): void {
    const name = textOf(column);
    this.#alter(range, this.#quoted(table), 'ADD COLUMN ', name === undefined ? undefined : this.#definition(name, spec, true, undefined));
    if (name !== undefined) this.#foreignKeyOf(table, name, spec, range);
  }

  #foreignKeyOf(table: Value, column: string, spec: Value, range: Range): void {
    const key = spec instanceof RecordValue ? spec.get('foreignKey') : undefined;
    if (!(key instanceof RecordValue)) return;
    const mapping = key.get('mapping');
    const target = mapping instanceof RecordValue ? [...mapping.entries.values()][0] : mapping;
    const rules = key.get('rules');
    this.#alter(key.at ?? range, this.#quoted(table), 'ADD CONSTRAINT ', this.#quoted(key.get('name')), ` FOREIGN KEY (${quotedText(column, this.target.dialect)}) REFERENCES `, this.#quoted(key.get('table')), ' (', this.#quoted(target), `)${actionsOf(rules)}`);
  }

  /** `"name" VARCHAR (255) NOT NULL`; undefined where the type is not known. */
  #definition(name: string, given: Value, withKey: boolean, at: Range | undefined): Sql | undefined {
    const spec = given instanceof RecordValue ? given : undefined;
    const type = this.#type(spec ? spec.get('type') : given, spec);
    if (type === undefined || (spec?.isOpen && spec.get('type') === undefined)) return undefined;
    const isKey = spec?.get('primaryKey') === true;
    const words: Sql[] = [
      type,
      isKey && spec.get('autoIncrement') === true && isMysql(this.target.dialect) ? 'AUTO_INCREMENT' : '',
      isKey && withKey ? part(spec.places.get('primaryKey'), 'PRIMARY KEY') : '',
      spec?.get('notNull') === true ? part(spec.places.get('notNull'), 'NOT NULL') : '',
      spec?.get('unique') === true ? part(spec.places.get('unique'), 'UNIQUE') : '',
      this.#default(spec) ?? '',
    ].filter((word) => word !== '');
    return part(at, quotedText(name, this.target.dialect), ...words.flatMap((word) => [' ', word]));
  }

  #default(spec: RecordValue | undefined): Sql | undefined {
    const value = spec?.get('defaultValue');
    if (!spec || value === undefined) return undefined;
    return part(spec.places.get('defaultValue'), 'DEFAULT ', this.#defaultValue(value));
  }

  #defaultValue(value: Value): Sql {
    if (value instanceof RecordValue) return textOf(value.get('prep')) ?? textOf(value.get('special')) ?? 'NULL';
    const plain = plainOf(value);
    return typeof plain?.value === 'string' ? `'${plain.value}'` : plain ? String(plain.value) : 'NULL';
  }

  #type(value: Value, spec: RecordValue | undefined): string | undefined {
    const { dialect } = this.target;
    const given = textOf(value)?.toLowerCase();
    if (given === undefined) return undefined;
    const isZoned = /^(?:time|timestamp)tz$/u.test(given) || spec?.get('timezone') === true;
    const name = given.replace(/tz$/u, '');
    if (dialect === 'postgres' && spec?.get('primaryKey') === true && spec.get('autoIncrement') === true) return name === 'bigint' ? 'BIGSERIAL' : 'SERIAL';
    const postgres = { string: 'VARCHAR', datetime: 'TIMESTAMP', blob: 'BYTEA', int: 'INTEGER' }[name];
    const others = { string: 'VARCHAR', int: 'INTEGER' }[name];
    const type = (dialect === 'postgres' ? postgres : others) ?? name.toUpperCase();
    const length = spec?.get('length');
    const size = typeof length === 'number' || textOf(length) !== undefined ? ` (${typeof length === 'number' ? length : (textOf(length) ?? '')})` : '';
    return `${type}${size}${isZoned ? ' WITH TIME ZONE' : ''}`;
  }

  #changeColumn(table: Value, column: Value, spec: Value, range: Range): void {
    const [path, name] = [this.#quoted(table), this.#quoted(column)];
    if (this.target.dialect !== 'postgres' || !(spec instanceof RecordValue)) {
      const definition = isMysql(this.target.dialect) ? this.#definition(textOf(column) ?? '', spec, false, undefined) : undefined;
      if (definition) this.#alter(range, path, 'CHANGE ', name, ' ', definition);
      else this.target.writer.unknown(range, 'What this column becomes is not read.');
      return;
    }
    const alter = (place: string, ...action: Parts): void => this.#alter(spec.places.get(place) ?? range, path, 'ALTER COLUMN ', name, ' ', ...action);
    alter('notNull', spec.get('notNull') === true ? 'SET NOT NULL' : 'DROP NOT NULL');
    const key = quotedText(`${textOf(table) ?? ''}_${textOf(column) ?? ''}_key`, 'postgres');
    if (spec.get('unique') === true) this.#alter(spec.places.get('unique') ?? range, path, `ADD CONSTRAINT ${key} UNIQUE (`, name, ')');
    if (spec.get('unique') === false) this.#alter(spec.places.get('unique') ?? range, path, `DROP CONSTRAINT ${key}`);
    const given = this.#default(spec);
    alter('defaultValue', given ? part(undefined, 'SET ', given) : 'DROP DEFAULT');
    if (spec.get('type') === undefined) return;
    const type = this.#type(spec.get('type'), spec);
    const using = textOf(spec.get('using'));
    alter('type', 'TYPE ', type, ...(using === undefined ? [' USING ', name, `::${type ?? ''}`] : [` ${using}`]));
  }

  /** `addForeignKey(table, referenced, name, { column: referencedColumn }, rules)`. */
  #addForeignKey([table, referenced, name, mapping, rules]: readonly Value[], range: Range): void {
    const columns = mapping instanceof RecordValue ? [...mapping.entries] : [];
    const own = columns.map(([column]) => quotedText(column, this.target.dialect)).join(', ');
    const others = columns.map(([, column]) => this.#quoted(column));
    const isKnown = columns.length > 0;
    this.#alter(range, this.#quoted(table), 'ADD CONSTRAINT ', this.#quoted(name), isKnown ? ` FOREIGN KEY (${own}) REFERENCES ` : undefined, this.#quoted(referenced), ' (', ...separated(others), `)${actionsOf(rules)}`);
  }

  /** `insert(table, columns, values)`, or `insert(table, { column: value })`. */
  #insert(table: Value, second: Value, third: Value, range: Range): void {
    const { dialect } = this.target;
    const record = second instanceof RecordValue ? second : undefined;
    const columns = record ? [...record.entries.keys()] : listed(second).map(textOf);
    const values = record ? [...record.entries.values()] : third instanceof ListValue ? third.items : [];
    const names = columns.map((column) => (column === undefined ? undefined : quotedText(column, dialect)));
    this.#send(range, 'INSERT INTO ', this.#quoted(table), ' (', ...separated(names), ') VALUES (', ...joined(values.map((value) => literal(value, dialect)), ', '), ')');
  }
}

function actionsOf(rules: Value): string {
  if (!(rules instanceof RecordValue)) return ' ON DELETE NO ACTION ON UPDATE NO ACTION';
  const action = (name: string): string => textOf(rules.get(name)) ?? 'NO ACTION';
  return ` ON DELETE ${action('onDelete')} ON UPDATE ${action('onUpdate')}`;
}

