import type { AlterObject, Change } from '../../changes.ts';
import { changesSchema } from '../apply.ts';
import { keyOf } from '../model.ts';
import type { Mark } from '../schema.ts';
import { quoteName } from '../write-sql.ts';
import { undoUpdate } from './columns.ts';
import { undoEnumValue } from './enum-value.ts';
import type { Moment } from './moment.ts';
import { isOwn } from './moment.ts';
import { dropCreatedObject, objectBack, undoObject } from './objects.ts';
import { undoRename } from './rename.ts';
import { undoDelete, undoInsert } from './rows.ts';
import { undoRebuild } from './sqlite-tables.ts';
import { comment, inStages } from './step.ts';
import type { Step } from './step.ts';
import { dropCreatedTable, tableBack, undoTable } from './tables.ts';

/**
 * What takes one change back, in the order in which it has to run. Everything but renames, enum
 * values and rows follows from what the change did to the model, so that what it took along
 * (`CASCADE`, the indexes of a dropped column) comes back with it.
 */
export function undo(change: Change, moment: Moment): readonly Step[] {
  const steps = inStages(stepsOf(change, moment));
  if (!('tableIfExists' in change) || !change.tableIfExists) return steps;
  const isKnown = moment.before.table(change.table)?.createdIn !== -1;
  return isKnown ? steps : steps.map((step) => ({ ...step, sql: step.sql.map((sql) => sql.replace(/^ALTER TABLE /u, 'ALTER TABLE IF EXISTS ')) }));
}

function stepsOf(change: Change, moment: Moment): readonly Step[] {
  switch (change.kind) {
    case 'renameTable':
    case 'renameConstraint':
    case 'renameIndex':
    case 'renameObject':
    case 'renameEnumValue':
    case 'moveToSchema':
      // What was not there, or was there already, was not renamed.
      return moment.after.size > 0 ? undoRename(moment, change) : [];
    case 'renameColumn':
      return moment.after.size > 0 || change.of !== 'table' ? undoRename(moment, change) : [];
    case 'addEnumValue':
      return undoEnumValue(moment, change);
    case 'insertRows':
      return undoInsert(moment, change);
    case 'deleteRows':
    case 'truncateTable':
      return undoDelete(moment, change);
    case 'updateRows': {
      const table = moment.before.table(change.table);
      return table ? undoUpdate(moment, table, change.columns) : [];
    }
    case 'rebuildTable': {
      const before = moment.before.table(change.table);
      const after = before && moment.after.get(`relation ${keyOf(before)}`);
      return before && after?.kind === 'table' && !isOwn(moment, before) ? undoRebuild(moment, change, before, after) : undoTouched(change, moment);
    }
    case 'opaque': {
      const warning = `${change.reason.replace(/\.$/u, '')}; what it did is not undone.`;
      return [{ stage: 'alter', sql: [comment(warning.replace(/\s+/gu, ' '))], brings: 'nothing', warning }];
    }
    case 'callFunctions': {
      const name = changesSchema(moment.before, change);
      if (name === undefined || (isAboutOwnTables(moment) && !createsMore(moment, name))) return [];
      const warning = `The up calls ${name}(), which may change the schema; what it did is not undone.`;
      return [{ stage: 'alter', sql: [comment(warning)], brings: 'nothing', warning }];
    }
    case 'noEffect':
      return change.command.startsWith('ALTER PUBLICATION') ? undoPublication(moment) : [];
    case 'alterObject':
      return moment.after.size === 0 ? undoAlterOfUnknown(moment, change) : undoTouched(change, moment);
    default:
      return undoTouched(change, moment);
  }
}

/** Whether a function makes something that does not go with the table that it is called for. */
function createsMore({ before }: Moment, name: string): boolean {
  const parts = /\bcreate\s+(?!(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b|(?:unique\s+)?index\b|policy\b)\w/iu;
  return [...before.objects()].some((object) => object.arguments !== undefined && object.name === name && parts.test(object.text.replace(/^\s*create\b/iu, '')));
}

/** Whether a call names only tables that the migration created, and that go as a whole. */
function isAboutOwnTables(moment: Moment): boolean {
  const words = new Set(moment.statement.match(/[\w$]+/gu));
  const named = [...words].flatMap((name) => moment.before.table({ name: name.toLowerCase() }) ?? []);
  return named.length > 0 && named.every((table) => isOwn(moment, table));
}

/** The sequence of a serial column is known by its column alone. */
function undoAlterOfUnknown(moment: Moment, change: AlterObject): readonly Step[] {
  if (change.objectType === 'sequence' && change.aspect === 'as') {
    for (const table of moment.before.tables()) {
      const column = [...table.columns.values()].find(({ sequence }) => sequence === change.name.name);
      if (!column || isOwn(moment, table)) continue;
      // An earlier statement of the migration may have given the column its new type already.
      const earlier = moment.before.changedSince(startOfMigration).get(`relation ${keyOf(table)}`);
      const type = (earlier?.kind === 'table' ? earlier.columns.get(column.name) : column)?.type;
      if (type) return [{ stage: 'alter', sql: [`ALTER SEQUENCE ${quoteName(change.name)} AS ${type.text};`] }];
    }
  }
  return [];
}

const startOfMigration: Mark = { position: 0, assumed: 0 };

/** Tables that a publication got leave it again; what else it was is not in the model. */
function undoPublication({ statement }: Moment): readonly Step[] {
  const added = /^\s*alter\s+publication\s+(?<name>\S+)\s+add\s+table\s+(?<tables>[^()]+?)\s*;?\s*$/iu.exec(statement)?.groups;
  const [name, tables] = [added?.['name'], added?.['tables']];
  if (name !== undefined && tables !== undefined && !/\bwhere\b/iu.test(tables)) return [{ stage: 'alter', sql: [`ALTER PUBLICATION ${name} DROP TABLE ${tables};`] }];
  const warning = 'What the up alters in a publication is not known as it was before; it stays as the up makes it.';
  return [{ stage: 'alter', sql: [comment(warning)], brings: 'nothing', warning }];
}

function undoTouched(change: Change, moment: Moment): Step[] {
  const ifNotExists = 'ifNotExists' in change && change.ifNotExists;
  return [...moment.after].flatMap(([key, after]): Step[] => {
    const before = moment.before.get(key);
    if (before === after || before?.kind === 'index' || after?.kind === 'index') return [];
    if (!before && moment.gone.delete(key)) return [];
    // It ends with the session.
    if (key.includes(' pg_temp.')) return [];
    if (!after && isOwn(moment, before)) {
      moment.gone.add(key);
      return [];
    }
    // A table that was only mentioned before, as by ALTER TABLE IF EXISTS, is not known to have been there.
    const wasOnlyMentioned = before?.kind === 'table' && before.createdIn === -1 && after?.kind === 'table' && isOwn(moment, after);
    if (wasOnlyMentioned) return dropCreatedTable(after);
    if (before?.kind === 'table') return after?.kind === 'table' ? undoTable(moment, before, after) : tableBack(moment, before);
    if (after?.kind === 'table') return dropCreatedTable(after);
    if (before) return after ? undoObject(moment, before, after) : objectBack(moment, before);
    return after ? dropCreatedObject(moment, after, ifNotExists || change.conditional === true) : [];
  });
}

