import { displayName } from '../model.ts';
import type { Column, Table } from '../model.ts';
import { isMySql, writtenDialect } from '../sql-dialect.ts';
import { addColumnSql, addConstraintSql, alterColumnSql, createIndexSql, defaultText, dropColumnSql, dropConstraintSql, literal, quote, quoteName, restateColumnSql } from '../write-sql.ts';
import { conversionBack, convertsByItself } from './convert-back.ts';
import { findCopy, findPartialCopy, rowKeyOf, valuesBackSql } from './copy.ts';
import { fillerOf } from './filler.ts';
import type { Moment } from './moment.ts';
import { goneKey, isOwn } from './moment.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

/** The steps from the columns of a table after a change to those before it. */
export function undoColumns(moment: Moment, before: Table, after: Table): Step[] {
  if (before.columns === after.columns) return [];
  const steps: Step[] = [];
  for (const column of after.columns.values()) {
    if (!before.columns.has(column.name) && column.known && !moment.gone.delete(goneKey(before, 'column', column.name))) {
      steps.push({ stage: 'drop column', sql: [dropColumnSql(before, column.name)] });
    }
  }
  for (const column of before.columns.values()) {
    const now = after.columns.get(column.name);
    if (!now && isOwnColumn(moment, column)) moment.gone.add(goneKey(before, 'column', column.name));
    else if (!now) steps.push(columnBack(moment, before, column));
    else if (now !== column && !isOwnColumn(moment, column)) steps.push(...undoColumn(moment, before, column, now));
    // Its sequence goes before the column does.
    else if (now.default !== column.default && now.default?.functions.includes('nextval')) steps.push({ stage: 'alter', sql: [alterColumnSql(before, column.name, 'DROP DEFAULT')] });
  }
  return steps;
}

/** Whether the migration added the column, so that it goes as a whole. */
function isOwnColumn(moment: Moment, column: Column): boolean {
  return column.createdIn === moment.before.migration;
}

function columnBack(moment: Moment, table: Table, column: Column): Step {
  const name = `${displayName(table)}.${column.name}`;
  if (!column.known) {
    const warning = `Column ${name} cannot be written again, as no migration created it: its type is not known.`;
    return { stage: 'column', sql: [comment(warning)], brings: 'nothing', warning };
  }
  // The server fills these by itself.
  if (column.generated || column.serial || column.identity || column.autoIncrement) {
    const isComputed = column.generated !== undefined;
    const copy = isComputed ? undefined : findCopy(moment.copies, table, [column.name]);
    if (copy) {
      return { stage: 'column', sql: [addColumnSql(table, column), valuesBackSql(table, [column.name], copy), ...nextValueSql(table, column)] };
    }
    if (isComputed) return { stage: 'column', sql: [addColumnSql(table, column)] };
    const warning = `The numbers that were in ${name} are lost; rows get new ones.`;
    return { stage: 'column', sql: [comment(warning), addColumnSql(table, column)], brings: 'shape', warning };
  }
  const copy = findCopy(moment.copies, table, [column.name]);
  if (copy) return columnWithCopy(moment, table, column, valuesBackSql(table, [column.name], copy));
  const partial = findPartialCopy(moment.copies, table, [column.name]);
  if (!partial) return emptyColumn(moment, table, column, name);
  const warning = `Only those values of ${name} come back that the up copied.`;
  return { ...columnWithCopy(moment, table, column, valuesBackSql(table, [column.name], partial)), brings: 'shape', warning };
}

function columnWithCopy(moment: Moment, table: Table, column: Column, valuesBack: string): Step {
  // SQLite cannot require a column later; one that it requires without a default comes back with the table made anew.
  const isRequired = column.notNull === true && writtenDialect() !== 'sqlite';
  const sql = [addColumnSql(table, isRequired ? { ...column, notNull: false } : column), valuesBack];
  if (!isRequired) return { stage: 'column', sql };
  const filler = column.default ? undefined : fillerOf(moment.before, table, column);
  if (filler !== undefined) {
    sql.push(comment('Rows that are not in the copy, because they were written since:'));
    sql.push(`UPDATE ${quoteName(table)} SET ${quote(column.name)} = ${filler} WHERE ${quote(column.name)} IS NULL;`);
  }
  sql.push(isMySql() ? restateColumnSql(table, column) : alterColumnSql(table, column.name, 'SET NOT NULL'));
  if (filler === undefined) return { stage: 'column', sql };
  const warning = `Rows of ${displayName(table)} that were written since the up are not in the copy; they get ${filler} for ${column.name}.`;
  return { stage: 'column', sql, warning };
}

function emptyColumn(moment: Moment, table: Table, column: Column, name: string): Step {
  const gone = `The values of ${name} are lost`;
  const step = (warning: string, sql: readonly string[]): Step => ({ stage: 'column', sql: [comment(warning), ...sql], brings: 'shape', warning });
  if (column.notNull !== true || column.default) {
    const value = column.default ? `its default, ${column.default.text}` : 'NULL';
    return step(`${gone}; every row gets ${value}.`, [addColumnSql(table, column)]);
  }
  const filler = fillerOf(moment.before, table, column);
  if (filler === undefined) {
    return step(`${gone}, and nothing can stand for them: this stops when the table has rows.`, [addColumnSql(table, column)]);
  }
  const mysqlFilled = { ...column, default: { text: filler, key: '', functions: [], columns: [] } };
  const filled = isMySql() ? addColumnSql(table, mysqlFilled) : `ALTER TABLE ${quoteName(table)} ADD COLUMN ${quote(column.name)} ${column.type?.text ?? 'text'}${collate(column)} NOT NULL DEFAULT ${filler};`;
  return step(`${gone}; every row gets ${filler}.`, [filled, alterColumnSql(table, column.name, 'DROP DEFAULT')]);
}

function collate({ collation }: Column): string {
  return collation === undefined ? '' : ` COLLATE ${collation.split('.').map(quote).join('.')}`;
}

/** Sets the sequence behind a column to the value after its highest. */
export function nextValueSql(table: Table, { name, serial, identity }: Column): string[] {
  if (!serial && !identity) return [];
  const sequence = `pg_get_serial_sequence(${literal(quoteName(table))}, ${literal(name)})`;
  return [`SELECT setval(${sequence}, coalesce(max(${quote(name)}), 0) + 1, false) FROM ${quoteName(table)};`];
}

/** MySQL restates the column as a whole; rows without a value, which were allowed since, get the default where there is one. */
function restateBack(table: Table, before: Column, after: Column): Step[] {
  const name = `${displayName(table)}.${before.name}`;
  if (!before.known || !before.type) {
    const warning = `What ${name} was cannot be written again, as no migration created the column.`;
    return [{ stage: 'alter', sql: [comment(warning)], brings: 'nothing', warning }];
  }
  const sql: string[] = [];
  if (before.notNull === true && after.notNull !== true) {
    const column = quote(before.name);
    if (typeof before.default?.constant === 'string') sql.push(`UPDATE ${quoteName(table)} SET ${column} = ${before.default.text} WHERE ${column} IS NULL;`);
    else sql.push(comment(`This stops when rows without ${name} were written since; give those a value first.`));
  }
  return [{ stage: 'alter', sql: [...sql, restateColumnSql(table, before)] }];
}

function undoColumn(moment: Moment, table: Table, before: Column, after: Column): Step[] {
  if (isMySql()) return restateBack(table, before, after);
  if (before.generated && before.generated !== after.generated) return undoGenerated(moment, table, before, after);
  const sql = [...defaultBack(table, before, after), ...requirementBack(table, before, after), ...identityBack(table, before, after)];
  return [...typeBack(moment, table, before, after), ...(sql.length > 0 ? [{ stage: 'alter', sql } as const] : [])];
}

function typeBack(moment: Moment, table: Table, before: Column, after: Column): Step[] {
  if (!after.type || isSameType(before, after)) return [];
  if (!before.type) {
    const warning = `The type of ${displayName(table)}.${before.name} cannot be set back, as no migration created the column.`;
    return [{ stage: 'alter', sql: [comment(warning)], brings: 'nothing', warning }];
  }
  const alter = (action: string): string => alterColumnSql(table, before.name, action);
  const sql: string[] = [];
  if (after.default && !convertsByItself(after.type, before.type)) sql.push(alter('DROP DEFAULT'));
  const using = conversionBack(before.name, after.type, before.type);
  sql.push(alter(`TYPE ${before.type.text}${collate(before)}${using === undefined ? '' : ` USING ${using}`}`));
  const isOtherType = before.type.name !== after.type.name;
  // Even a default that the server converts by itself would keep the casts of both ways.
  if (before.default && isOtherType) sql.push(alter(`SET DEFAULT ${defaultText(before.default)}`));
  if (before.defaultsToNull && isOtherType) sql.push(alter('SET DEFAULT NULL'));
  const copy = findCopy(moment.copies, table, [before.name]);
  if (copy) sql.push(valuesBackSql(table, [before.name], copy));
  return [{ stage: 'alter', sql }, ...(isOtherType ? rebuildExpressions(table, before.name) : [])];
}

function defaultBack(table: Table, before: Column, after: Column): string[] {
  if (before.default?.key === after.default?.key && before.serial === after.serial) return [];
  const alter = (action: string): string[] => [alterColumnSql(table, before.name, action)];
  if (before.default) return alter(`SET DEFAULT ${defaultText(before.default)}`);
  if (!before.serial) return alter('DROP DEFAULT');
  const sequence = quoteName({ schema: table.schema, name: before.sequence ?? `${table.name}_${before.name}_seq` });
  return alter(`SET DEFAULT nextval(${literal(sequence)}::regclass)`);
}

/** `SET NOT NULL`; rows without a value, which were allowed since, get the default where there is one. */
function requirementBack(table: Table, before: Column, after: Column): string[] {
  if (before.notNull === after.notNull) return [];
  if (after.notNull === true) return [alterColumnSql(table, before.name, 'DROP NOT NULL')];
  const set = alterColumnSql(table, before.name, 'SET NOT NULL');
  const name = quote(before.name);
  if (typeof before.default?.constant === 'string') {
    return [`UPDATE ${quoteName(table)} SET ${name} = ${defaultText(before.default)} WHERE ${name} IS NULL;`, set];
  }
  return [comment(`This stops when rows without ${displayName(table)}.${before.name} were written since; give those a value first.`), set];
}

function identityBack(table: Table, before: Column, after: Column): string[] {
  if (before.identity === after.identity) return [];
  const alter = (action: string): string => alterColumnSql(table, before.name, action);
  if (!before.identity) return [alter('DROP IDENTITY')];
  if (after.identity) return [alter(`SET GENERATED ${before.identity.toUpperCase()}`)];
  const options = before.identityOptions === undefined ? '' : ` ${before.identityOptions}`;
  return [alter(`ADD GENERATED ${before.identity.toUpperCase()} AS IDENTITY${options}`), ...nextValueSql(table, before)];
}

/** The server keeps its casts in the expressions over a column whose type goes back and forth, so they are written anew. */
export function rebuildExpressions(table: Table, column: string): Step[] {
  const checks = [...table.constraints.values()].filter(({ type, expression, known }) => known && type === 'check' && expression?.columns.includes(column));
  const indexes = [...table.indexes.values()].filter(
    ({ keys, where, constraint, known }) =>
      known && constraint === undefined && (where?.columns.includes(column) === true || keys.some(({ expression }) => expression?.columns.includes(column))),
  );
  return [
    ...checks.flatMap((check): Step[] => [
      { stage: 'drop constraint', sql: [dropConstraintSql(table, check.name)] },
      { stage: 'constraint', sql: [addConstraintSql(table, check)] },
    ]),
    ...indexes.flatMap((index): Step[] => [
      { stage: 'drop index', sql: [`DROP INDEX ${quoteName({ schema: table.schema, name: index.name })};`] },
      { stage: 'index', sql: [createIndexSql(table, index)] },
    ]),
  ];
}

function isSameType({ type: a, collation: first }: Column, { type: b, collation: second }: Column): boolean {
  return a?.name === b?.name && a?.dimensions === b?.dimensions && a?.modifiers.join() === b?.modifiers.join() && first === second;
}

/** A plain column cannot become a generated one: it is dropped and added again, and computed. */
function undoGenerated(moment: Moment, table: Table, before: Column, after: Column): Step[] {
  if (after.generated && moment.pgVersion >= 17) {
    const expression = before.generated?.expression.text.replace(/^\(([\s\S]*)\)$/u, '$1') ?? '';
    return [{ stage: 'alter', sql: [alterColumnSql(table, before.name, `SET EXPRESSION AS (${expression})`)] }];
  }
  return [{ stage: 'alter', sql: [dropColumnSql(table, before.name), addColumnSql(table, before)] }];
}

/** Values that an UPDATE overwrote come back from a copy. */
export function undoUpdate(moment: Moment, table: Table, columns: readonly string[]): Step[] {
  const kept = columns.filter((name) => {
    const column = table.columns.get(name);
    return !(column && isOwnColumn(moment, column)) && !column?.generated;
  });
  if (kept.length === 0 || isOwn(moment, table)) return [];
  const copy = rowKeyOf(table).length > 0 ? findPartialCopy(moment.copies.filter((one) => one.in !== one.of), table, kept) : undefined;
  if (copy) return [{ stage: 'rows', sql: [valuesBackSql(table, kept, copy)] }];
  const names = kept.map((name) => `${displayName(table)}.${name}`).join(', ');
  const warning = `The values that the up overwrote in ${names} are lost.`;
  return [{ stage: 'rows', sql: [comment(warning)], brings: 'shape', warning }];
}

