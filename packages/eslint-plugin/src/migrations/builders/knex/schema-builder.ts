import { ElsewhereValue, FunctionValue, HostValue, TestValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { TextValue } from '../../script/text-value.ts';
import type { Target } from '../database.ts';
import { callBack, reportUnknownMethod, sendSql, writeKnown } from '../database.ts';
import { isMysql, quoted, quotedPath, textOf } from '../sql-text.ts';
import { TableBuilder } from './table-builder.ts';
import type { TableMethod } from './table-builder.ts';
import { writeTable } from './write-table.ts';

const tableMethods: Readonly<Record<string, TableMethod>> = {
  createTable: 'create',
  createTableIfNotExists: 'create if not exists',
  createTableLike: 'create like',
  alterTable: 'alter',
  table: 'alter',
};

/** `knex.schema`: each of its calls is a statement, or several. */
export class SchemaBuilder extends HostValue {
  readonly #target: Target;
  readonly #schema: TextValue | undefined;

  constructor(target: Target, schema?: TextValue) {
    super();
    this.#target = target;
    this.#schema = schema;
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    const { dialect } = this.#target;
    const [first, second] = args;
    const method = tableMethods[name];
    if (method) {
      this.#table(method, args, site);
      return this;
    }
    switch (name) {
      case 'withSchema':
        return new SchemaBuilder(this.#target, first instanceof TextValue ? first : undefined);
      case 'raw':
        sendSql(this.#target, args, site);
        return this;
      case 'hasTable':
        return this.#hasTable(first);
      case 'hasColumn':
        return this.#hasColumn(first, second);
      case 'dropTable':
      case 'dropTableIfExists':
        this.#write(site, name === 'dropTable' ? 'drop table ' : 'drop table if exists ', this.#name(first));
        return this;
      case 'renameTable':
        if (isMysql(dialect)) this.#write(site, 'rename table ', this.#name(first), ' to ', quoted(second, dialect));
        else this.#write(site, 'alter table ', this.#name(first), ' rename to ', quoted(second, dialect));
        return this;
      case 'dropView':
      case 'dropViewIfExists':
      case 'dropMaterializedView':
      case 'dropMaterializedViewIfExists':
        this.#write(site, `drop ${name.includes('Materialized') ? 'materialized ' : ''}view ${name.endsWith('IfExists') ? 'if exists ' : ''}`, this.#name(first));
        return this;
      case 'refreshMaterializedView':
        this.#write(site, `refresh materialized view ${second === true ? 'concurrently ' : ''}`, this.#name(first));
        return this;
      case 'renameView':
        this.#write(site, 'alter view ', this.#name(first), ' rename to ', quoted(second, dialect));
        return this;
      case 'createSchema':
      case 'createSchemaIfNotExists':
      case 'createExtension':
      case 'createExtensionIfNotExists':
      case 'dropSchema':
      case 'dropSchemaIfExists':
      case 'dropExtension':
      case 'dropExtensionIfExists':
        this.#write(site, objectCommand(name), quoted(first, dialect), second === true ? ' cascade' : '');
        return this;
      case 'asCallback':
        callBack(args, site);
        return this;
      case 'queryContext':
      case 'timeout':
      case 'transacting':
      case 'connection':
        return this;
      case 'toString':
      case 'toSQL':
        return new ElsewhereValue();
      default:
        reportUnknownMethod(this.#target, name, site);
        return this;
    }
  }

  override settle(): Value {
    return new ElsewhereValue();
  }

  #table(method: TableMethod, args: readonly Value[], site: CallSite): void {
    const { interpreter, node, range } = site;
    const { writer } = this.#target;
    const callback = args.findLast((value) => value instanceof FunctionValue);
    const table = new TableBuilder(this.#target, method, args[0], this.#schema, interpreter.depth);
    if (method === 'create like') table.like = args[1];
    const before = writer.length;
    if (callback instanceof FunctionValue) {
      const self = callback.node.type === 'ArrowFunctionExpression' ? callback : new FunctionValue(callback.node, callback.scope.withSelf(table), table);
      interpreter.call(self, [table], node);
    }
    const isKnown = table.isKnown && (callback instanceof FunctionValue || method === 'create like') && writer.length === before;
    if (isKnown) writeTable(this.#target, table, range);
    else writer.unknown(range, 'What this does to the table is not all written in this file.');
  }

  #name(name: Value): ReturnType<typeof quotedPath> {
    const own = quotedPath(name, this.#target.dialect);
    if (!this.#schema) return own;
    const schema = quoted(this.#schema, this.#target.dialect);
    return own && schema && { at: undefined, sql: [schema, '.', own] };
  }

  #write({ range }: CallSite, ...parts: Parameters<typeof writeKnown>[2]): void {
    writeKnown(this.#target, range, parts);
  }

  #hasTable(table: Value): Value {
    const name = textOf(table);
    return name === undefined ? new ElsewhereValue() : new TestValue({ kind: 'exists', test: { object: 'relation', name, ...this.#inSchema() } });
  }

  #hasColumn(table: Value, column: Value): Value {
    const [of, name] = [textOf(table), textOf(column)];
    if (of === undefined || name === undefined) return new ElsewhereValue();
    return new TestValue({ kind: 'exists', test: { object: 'column', name, of: { name: of, ...this.#inSchema() } } });
  }

  #inSchema(): { schema?: string } {
    const schema = textOf(this.#schema);
    return schema === undefined ? {} : { schema };
  }
}

/** `dropSchemaIfExists` is `drop schema if exists `. */
function objectCommand(method: string): string {
  return `${method.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)} `;
}
