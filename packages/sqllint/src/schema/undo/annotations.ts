import type { Change, ChangeOf, QualifiedName } from '../../changes.ts';
import type { Mark, Schema } from '../schema.ts';
import { quote, quoteName } from '../write-sql.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

/**
 * What migrations said of objects besides their definitions: comments, and who may do what with
 * them. Only the writer of downs needs it, so that it is no part of the schema.
 */
export class Annotations {
  /** By what they are on, as `SetComment` has it. */
  readonly #comments: Map<string, string>;
  /** As `ChangePrivileges` has them. */
  readonly #grants: Set<string>;

  constructor(earlier?: Annotations) {
    this.#comments = new Map(earlier ? earlier.#comments : []);
    this.#grants = new Set(earlier ? earlier.#grants : []);
  }

  /** Remembers what a change says. */
  note(change: Change): void {
    if (change.conditional) return;
    if (change.kind === 'renameTable') this.#rename(nameParts(change.table).join('.'), nameParts({ ...change.table, name: change.to }).join('.'));
    if (change.kind === 'renameColumn' && change.of === 'table') {
      const table = nameParts(change.table).join('.');
      this.#rename(`${table}.${change.column}`, `${table}.${change.to}`);
    }
    if (change.kind === 'setComment') {
      if (change.comment === undefined) this.#comments.delete(change.on);
      else this.#comments.set(change.on, change.comment);
    }
    if (change.kind === 'changePrivileges') {
      for (const entry of change.entries) {
        if (change.grant) this.#grants.add(entry);
        else this.#grants.delete(entry);
      }
    }
  }

  /**
   * What takes back a change of comments or privileges; nothing for other changes, and for objects that the
   * migration made itself.
   * @param statement the text of the statement
   * @param schema as it is before the change
   */
  undo(change: Change, statement: string, schema: Schema): readonly Step[] {
    if (change.kind === 'setComment') return this.#commentBack(change, statement, schema);
    return change.kind === 'changePrivileges' ? this.#privilegesBack(change, statement, schema) : [];
  }

  /**
   * The comments and privileges that went with objects that the migration dropped, for the down that brings these back.
   * @param after the schema as the up leaves it
   */
  lostIn(after: Schema): readonly Step[] {
    const statements: string[] = [];
    for (const [on, text] of this.#comments) {
      const [kind = '', ...names] = on.split(' ');
      const name = names.join(' ').split('.');
      if ((kind !== 'table' && kind !== 'column') || !isGone(after, kind, name)) continue;
      statements.push(`COMMENT ON ${kind.toUpperCase()} ${name.map(quote).join('.')} IS ${literal(text)};`);
    }
    for (const entry of this.#grants) {
      const found = /^(?<privilege>\w+)\((?<columns>[^)]*)\) on ACL_TARGET_OBJECT OBJECT_TABLE (?<schema>[^.]*)\.(?<name>.*) to (?<role>.*)$/u.exec(entry)?.groups;
      if (!found) continue;
      const { privilege = '', columns = '', schema = '', name = '', role = '' } = found;
      const table = schema === '' ? { name } : { schema, name };
      if (!isGone(after, 'table', schema === '' ? [name] : [schema, name])) continue;
      const of = columns === '' ? '' : ` (${columns.split(',').map(quote).join(', ')})`;
      statements.push(`GRANT ${privilege.toUpperCase()}${of} ON ${quoteName(table)} TO ${role === 'ROLESPEC_PUBLIC' ? 'PUBLIC' : quote(role)};`);
    }
    return statements.map((sql) => ({ stage: 'drop copy', sql: [sql] }));
  }

  /** What is said of a table or a column stays with it under another name. */
  #rename(from: string, to: string): void {
    for (const [on, text] of [...this.#comments]) {
      const [kind = '', ...names] = on.split(' ');
      const name = names.join(' ');
      if (name !== from && !name.startsWith(`${from}.`)) continue;
      this.#comments.delete(on);
      this.#comments.set(`${kind} ${to}${name.slice(from.length)}`, text);
    }
    for (const entry of [...this.#grants]) {
      const renamed = entry.replace(` ${from.includes('.') ? '' : '.'}${from} to `, ` ${to.includes('.') ? '' : '.'}${to} to `);
      if (renamed === entry) continue;
      this.#grants.delete(entry);
      this.#grants.add(renamed);
    }
  }

  #commentBack({ on, conditional }: ChangeOf<'setComment'>, statement: string, schema: Schema): readonly Step[] {
    const [kind = '', ...names] = on.split(' ');
    if (isOwn(schema, kind, names.join(' ').split('.'))) return [];
    const target = /^\s*comment\s+on\s+(?<target>[\s\S]*?)\s+is\s/iu.exec(statement)?.groups?.['target'];
    if (target === undefined || conditional) return [unknown(`The up comments on ${on}`)];
    const earlier = this.#comments.get(on);
    return [{ stage: 'part', sql: [`COMMENT ON ${target} IS ${earlier === undefined ? 'NULL' : literal(earlier)};`] }];
  }

  #privilegesBack({ grant, entries, objects, conditional }: ChangeOf<'changePrivileges'>, statement: string, schema: Schema): readonly Step[] {
    if (objects.length > 0 && objects.every(({ type, name }) => isOwn(schema, type, nameParts(name)))) return [];
    const changed = entries.filter((entry) => this.#grants.has(entry) !== grant);
    // What had been granted, or had never been, is as it was.
    if (grant && changed.length === 0) return [];
    const inverse = grant ? asRevoke(statement) : asGrant(statement);
    const isCertain = conditional !== true && changed.length === entries.length;
    if (inverse === undefined || !isCertain) return [unknown(grant ? 'The up grants privileges' : 'The up revokes privileges')];
    return [{ stage: 'part', sql: [inverse] }];
  }
}

/** What cannot be taken back exactly; said in the script and in a warning. */
function unknown(what: string): Step {
  const warning = `${what}; what was there before is not known, and not brought back.`;
  return { stage: 'alter', sql: [comment(warning)], warning };
}

function asRevoke(statement: string): string | undefined {
  const found = /^\s*grant\s+(?<what>[\s\S]+?)\s+to\s+(?<roles>[\s\S]+?)(?:\s+with\s+[\s\S]*|\s+granted\s+by\s+[\s\S]*)?;?\s*$/iu.exec(statement)?.groups;
  return found && `REVOKE ${found['what'] ?? ''} FROM ${found['roles'] ?? ''};`;
}

function asGrant(statement: string): string | undefined {
  const found = /^\s*revoke\s+(?<what>(?!grant\s+option)[\s\S]+?)\s+from\s+(?<roles>[\s\S]+?)(?:\s+(?:cascade|restrict)|\s+granted\s+by\s+[\s\S]*)?;?\s*$/iu.exec(statement)?.groups;
  return found && `GRANT ${found['what'] ?? ''} TO ${found['roles'] ?? ''};`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function nameParts({ schema, name }: QualifiedName): string[] {
  return schema === undefined ? [name] : [schema, name];
}

function nameFrom(parts: readonly string[]): QualifiedName {
  const [name = '', schema] = [...parts].reverse();
  return schema === undefined ? { name } : { schema, name };
}

const partsOfTables = new Set(['column', 'tabconstraint', 'trigger', 'policy', 'rule']);

/** Whether the migration made the object, which then goes as a whole. */
function isOwn(schema: Schema, kind: string, parts: readonly string[]): boolean {
  const isNew = (object: { readonly createdIn: number } | undefined): boolean => object?.createdIn === schema.migration;
  const isPart = partsOfTables.has(kind);
  const name = nameFrom(isPart ? parts.slice(0, -1) : parts);
  const relation = schema.get(schema.resolve('relation', name));
  if (isPart) {
    const table = relation?.kind === 'table' ? relation : undefined;
    return isNew(table) || (kind === 'column' && isNew(table?.columns.get(parts.at(-1) ?? '')));
  }
  if (relation?.kind === 'index') return isNew(schema.index(name)?.index);
  if (relation) return isNew(relation);
  if (kind === 'schema') return [...schema.objects()].some((object) => object.objectType === 'schema' && object.name === parts[0] && isNew(object));
  return isNew(schema.object('type', name)) || [...schema.objects()].some((object) => object.arguments !== undefined && object.name === name.name && isNew(object));
}

/** Whether a table or a column that was there is not there any more, or is another one of that name. */
function isGone(after: Schema, kind: 'table' | 'column', parts: readonly string[]): boolean {
  const column = kind === 'column' ? (parts.at(-1) ?? '') : undefined;
  const key = after.resolve('relation', nameFrom(column === undefined ? parts : parts.slice(0, -1)));
  const before = after.changedSince(startOfMigration).get(key);
  if (before?.kind === 'object') return column === undefined && after.get(key) === undefined;
  if (before?.kind !== 'table' || (column !== undefined && !before.columns.has(column))) return false;
  const now = after.get(key);
  if (now?.kind === 'table' && now.createdIn !== after.migration) {
    const was = before.columns.get(column ?? '');
    const isThere = now.columns.get(column ?? '')?.createdIn === was?.createdIn;
    const isRenamed = [...now.columns.values()].some(({ name, type, createdIn }) => !before.columns.has(name) && type === was?.type && createdIn === was?.createdIn);
    return column !== undefined && !isThere && !isRenamed;
  }
  // Under another name, it keeps what is said of it.
  return ![...after.tables()].some((table) => table.columns === before.columns);
}

const startOfMigration: Mark = { position: 0, assumed: 0 };
