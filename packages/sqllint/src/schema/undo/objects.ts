import type { ObjectType } from '../../changes.ts';
import { displayName, keyOf } from '../model.ts';
import type { DatabaseObject } from '../model.ts';
import { literal, quote, quoteName } from '../write-sql.ts';
import { isOwn } from './moment.ts';
import type { Moment } from './moment.ts';
import { comment } from './step.ts';
import type { Stage, Step } from './step.ts';
import { sequenceOwnerSql } from './tables.ts';

const words: Partial<Record<ObjectType, string>> = {
  enum: 'TYPE',
  type: 'TYPE',
  'foreign server': 'SERVER',
};

/** Objects that belong to the server or to a connection, and that others may use. */
const leftAlone = new Set<ObjectType>(['role', 'database', 'subscription', 'other', 'operator']);

const stagesBack: Partial<Record<ObjectType, Stage>> = {
  view: 'view',
  'materialized view': 'view',
  sequence: 'sequence',
  enum: 'type',
  type: 'type',
  domain: 'type',
  extension: 'schema',
  schema: 'schema',
  'foreign table': 'table',
};

const stagesAway: Partial<Record<ObjectType, Stage>> = { view: 'drop view', 'materialized view': 'drop view' };

/**
 * The object as `DROP` and `ALTER` name it: `FUNCTION total(int4)`.
 * @param qualified whether the default schema is written as well
 */
export function namedSql(object: DatabaseObject, qualified = false): string {
  const name = qualified && object.schema !== '' ? `${quote(object.schema)}.${quote(object.name)}` : quoteName(object);
  const word = words[object.objectType] ?? object.objectType.toUpperCase();
  if (object.objectType === 'cast') return `CAST (${object.name})`;
  if (object.arguments === undefined) return `${word} ${name}`;
  const types = object.arguments === '' ? [] : object.arguments.split(',').map(typeName);
  return `${word} ${name}(${types.length === 0 && object.objectType === 'aggregate' ? '*' : types.join(', ')})`;
}

function typeName(type: string): string {
  const [, name = type, brackets = ''] = /^(.*?)((?:\[\])*)$/u.exec(type) ?? [];
  return `${name.split('.').map(quote).join('.')}${brackets}`;
}

/** Takes away an object that the change created. */
export function dropCreatedObject(moment: Moment, object: DatabaseObject, ifNotExists: boolean): Step[] {
  // Every database has a schema `public` before any migration ran.
  if (belongsToOwnColumn(moment, object) || (object.objectType === 'schema' && object.name === 'public')) return [];
  if (leftAlone.has(object.objectType)) {
    const what = object.objectType === 'other' ? 'What the up creates here' : `The ${object.objectType} ${displayName(object)}`;
    const warning = `${what} stays: others may use it by now.`;
    return [{ stage: 'drop object', sql: [comment(warning)], brings: 'nothing', warning }];
  }
  const stage = stagesAway[object.objectType] ?? 'drop object';
  // Whether a conditional statement created it depends on the server; what is built in is not meant.
  if (ifNotExists && object.arguments !== undefined) return [{ stage, sql: [`DROP ${namedSql(object, true).replace(' ', ' IF EXISTS ')};`] }];
  const drop = `DROP ${namedSql(object)};`;
  if (object.objectType !== 'extension' || !ifNotExists) return [{ stage, sql: [drop] }];
  // It may have been there before, be somebody else's, and be used by others.
  const handler = 'EXCEPTION WHEN insufficient_privilege OR dependent_objects_still_exist THEN NULL;';
  return [{ stage: 'drop object', sql: [`DO $$ BEGIN\n\t${drop}\n${handler}\nEND $$;`] }];
}

/** Whether a sequence goes with a column that the migration itself made. */
function belongsToOwnColumn(moment: Moment, { ownedBy }: DatabaseObject): boolean {
  if (!ownedBy) return false;
  const table = moment.before.tableByKey(ownedBy.table);
  if (!table) return false;
  return isOwn(moment, table) || table.columns.get(ownedBy.column)?.createdIn === moment.before.migration;
}

/** Creates an object again that the change took away. */
export function objectBack(moment: Moment, object: DatabaseObject): Step[] {
  const serial = object.known || object.objectType !== 'sequence' ? undefined : serialOf(moment, object);
  if (serial) return serial;
  if (!object.known) {
    const warning = `The ${object.objectType} ${displayName(object)} cannot be written again, as no migration created it.`;
    return [{ stage: stageBack(object), sql: [comment(warning)], brings: 'nothing', warning }];
  }
  const steps: Step[] = [{ stage: stageBack(object), sql: createdAgain(object), ...(object.reads.length > 0 ? { needs: object.reads } : {}) }];
  if (object.ownedBy) steps.push({ stage: 'owner', sql: [sequenceOwnerSql(object)], needs: [object.ownedBy.table] });
  return steps;
}

/** The sequence behind a serial column, which was created with its column. */
function serialOf(moment: Moment, sequence: DatabaseObject): Step[] | undefined {
  for (const table of moment.before.tables()) {
    const column = [...table.columns.values()].find((candidate) => candidate.sequence === sequence.name);
    if (!column?.type) continue;
    return [
      { stage: 'sequence', sql: [`CREATE SEQUENCE ${quoteName(sequence)} AS ${column.type.text};`] },
      { stage: 'owner', sql: [`ALTER SEQUENCE ${quoteName(sequence)} OWNED BY ${quoteName(table)}.${quote(column.name)};`] },
    ];
  }
  return undefined;
}

function stageBack(object: DatabaseObject): Stage {
  return stagesBack[object.objectType] ?? 'routine';
}

const owner = /\s*\bowned\s+by\s+(?:"[^"]*"|[\w.])+/iu;

function createdAgain(object: DatabaseObject): string[] {
  if (object.labels) return [`CREATE TYPE ${quoteName(object)} AS ENUM (${object.labels.map(literal).join(', ')});`];
  const altered = (object.alterations ?? []).map((text) => `${text};`);
  const indexes = [...(object.indexes?.values() ?? [])].map((text) => `${text};`);
  // The tables that its body reads may come back, or get their name back, only later.
  if (object.arguments !== undefined && /\blanguage\s+'?sql\b/iu.test(object.text)) {
    return ['SET check_function_bodies = off;', `${object.text};`, ...altered, 'RESET check_function_bodies;'];
  }
  if (object.objectType !== 'sequence') return [`${object.text};`, ...altered, ...indexes];
  return [`${object.text.replace(owner, '')};`, ...altered.filter((text) => !owner.test(text))];
}

/** A trigger or a rule of a view; undefined for an index. */
function partOfView(key: string): { readonly type: string; readonly name: string } | undefined {
  const found = /^(?<type>trigger|rule) (?<name>.*)$/u.exec(key)?.groups;
  return found && { type: found['type'] ?? '', name: found['name'] ?? '' };
}

function undoViewIndexes({ indexes: before = new Map() }: DatabaseObject, view: DatabaseObject): Step[] {
  const after = view.indexes ?? new Map<string, string>();
  return [
    ...[...after.keys()].flatMap((name): Step[] => {
      if (before.has(name)) return [];
      const part = partOfView(name);
      if (part) return [{ stage: 'drop part', sql: [`DROP ${part.type.toUpperCase()} ${quote(part.name)} ON ${quoteName(view)};`] }];
      return [{ stage: 'drop index', sql: [`DROP INDEX ${quoteName({ schema: view.schema, name })};`] }];
    }),
    ...[...before].flatMap(([name, text]): Step[] => (after.has(name) ? [] : [{ stage: partOfView(name) ? 'part' : 'index', sql: [`${text};`] }])),
  ];
}

/** Gives an object its earlier definition. */
export function undoObject(moment: Moment, before: DatabaseObject, after: DatabaseObject): Step[] {
  if (before.indexes !== after.indexes) return undoViewIndexes(before, after);
  if (before.definition === after.definition && before.text === after.text && before.alterations === after.alterations) return [];
  if (isOwn(moment, before)) {
    if (belongsToOwnColumn(moment, after)) moment.gone.add(`relation ${keyOf(after)}`);
    return [];
  }
  if (!before.known) {
    const warning = `The earlier definition of ${before.objectType} ${displayName(before)} is not known, as no migration tells it.`;
    return [{ stage: stageBack(before), sql: [comment(warning)], brings: 'nothing', warning }];
  }
  switch (before.objectType) {
    case 'view':
    case 'materialized view':
      return viewsBack(moment, before);
    case 'function':
    case 'procedure':
    case 'aggregate':
      return [{ stage: 'routine', sql: createdAgain({ ...before, text: orReplace(before.text) }) }];
    case 'sequence':
      return undoSequence(before, after);
    default: {
      const warning = `What was altered in ${before.objectType} ${displayName(before)} cannot be set back; it stays as the up makes it.`;
      return [{ stage: stageBack(before), sql: [comment(warning)], brings: 'nothing', warning }];
    }
  }
}

function orReplace(text: string): string {
  return text.replace(/^create\s+(?:or\s+replace\s+)?/iu, 'CREATE OR REPLACE ');
}

/** A view cannot lose columns in place, so it is dropped and created again, with the views that read it. */
function viewsBack(moment: Moment, view: DatabaseObject): Step[] {
  return rebuildViews([view, ...readersOf(moment, keyOf(view))]);
}

/** Drops views and creates them again; each stands after those that it reads. */
export function rebuildViews(affected: readonly DatabaseObject[]): Step[] {
  if (affected.length === 0) return [];
  return [
    { stage: 'drop view', sql: [...affected].reverse().map((one) => `DROP ${namedSql(one)};`) },
    ...affected.map((one): Step => ({ stage: 'view', sql: createdAgain(one) })),
  ];
}

/** The views that read a relation, directly or not, each after those that it reads. */
export function readersOf(moment: Moment, relation: string, found: DatabaseObject[] = []): DatabaseObject[] {
  for (const object of moment.before.objects()) {
    if (!object.objectType.endsWith('view') || !object.reads.includes(relation)) continue;
    const at = found.indexOf(object);
    if (at >= 0) found.splice(at, 1);
    found.push(object);
    readersOf(moment, keyOf(object), found);
  }
  return found;
}

function undoSequence(before: DatabaseObject, after: DatabaseObject): Step[] {
  if (before.ownedBy?.table !== after.ownedBy?.table || before.ownedBy?.column !== after.ownedBy?.column) {
    const sql = before.ownedBy ? sequenceOwnerSql(before) : `ALTER SEQUENCE ${quoteName(before)} OWNED BY NONE;`;
    return [{ stage: 'owner', sql: [sql] }];
  }
  const warning = `The options of sequence ${displayName(before)} stay as the up sets them.`;
  return [{ stage: 'sequence', sql: [comment(warning)], brings: 'nothing', warning }];
}
