import type { Difference } from './difference.ts';
import { displayName } from './model.ts';
import type { Column, Table } from './model.ts';
import { mysqlColumnDetails } from './mysql-compare.ts';
import { isMySql, writtenDialect } from './sql-dialect.ts';
import { addColumnSql, addConstraintSql, alterColumnSql, dropColumnSql, quote, restateColumnSql } from './write-sql.ts';

export function compareColumns(before: Table, after: Table): Difference[] {
  const found: Difference[] = [];
  if (before.columns === after.columns) return found;
  for (const column of before.columns.values()) {
    const now = after.columns.get(column.name);
    if (now === column) continue;
    const object = `column ${displayName(before)}.${column.name}`;
    if (!now) {
      found.push({ problem: 'missing', object, mend: () => (column.known ? columnWithConstraints(before, after, column) : []) });
    } else {
      const details = columnDetails(before, column, now);
      if (details.length > 0) {
        found.push({
          problem: 'different',
          object,
          detail: details.map(({ detail }) => detail).join(', '),
          mend: () => [...new Set(details.map(({ mend }) => mend))],
        });
      }
    }
  }
  for (const column of after.columns.values()) {
    if (before.columns.has(column.name) || !column.known) continue;
    found.push({
      problem: 'left over',
      object: `column ${displayName(before)}.${column.name}`,
      mend: () => [dropColumnSql(before, column.name)],
    });
  }
  return found;
}

/** The column, and the constraints that went with it and need no other column that is missing. */
function columnWithConstraints(before: Table, after: Table, column: Column): string[] {
  const lost = [...before.constraints.values()].filter(
    (constraint) =>
      constraint.known &&
      constraint.columns.includes(column.name) &&
      constraint.columns.every((name) => name === column.name || after.columns.has(name)),
  );
  return [addColumnSql(before, column), ...lost.map((constraint) => addConstraintSql(before, constraint))];
}

interface Detail {
  readonly detail: string;
  readonly mend: string;
}

function columnDetails(table: Table, before: Column, after: Column): Detail[] {
  if (!before.known) return [];
  const details: Detail[] = [];
  const alter = (action: string): string => (isMySql() ? restateColumnSql(table, before) : alterColumnSql(table, before.name, action));
  if (before.type && after.type && !isSameType(before, after)) {
    details.push({
      detail: `its type was ${before.type.text} and is ${after.type.text}`,
      mend: alter(`TYPE ${before.type.text}`),
    });
  }
  if (writtenDialect() === 'postgres' && before.type && after.type && before.collation !== after.collation) {
    details.push({
      detail: `its collation was ${before.collation ?? 'the default'} and is ${after.collation ?? 'the default'}`,
      mend: alter(`TYPE ${before.type.text}${before.collation === undefined ? '' : ` COLLATE ${before.collation.split('.').map(quote).join('.')}`}`),
    });
  }
  if (before.notNull !== undefined && after.notNull !== undefined && before.notNull !== after.notNull) {
    details.push(
      before.notNull
        ? { detail: 'it was NOT NULL and is nullable', mend: alter('SET NOT NULL') }
        : { detail: 'it was nullable and is NOT NULL', mend: alter('DROP NOT NULL') },
    );
  }
  const detail = defaultDetail(before, after, alter);
  if (detail) details.push(detail);
  if (before.identity !== after.identity) {
    details.push({
      detail: before.identity ? 'it is no identity column any more' : 'it has become an identity column',
      mend: alter(before.identity ? `ADD GENERATED ${before.identity.toUpperCase()} AS IDENTITY` : 'DROP IDENTITY'),
    });
  }
  if (before.generated?.expression.key !== after.generated?.expression.key) {
    details.push({
      detail: before.generated ? 'its generated expression is not the earlier one' : 'it has become a generated column',
      mend: alter(before.generated ? `SET EXPRESSION AS (${before.generated.expression.text})` : 'DROP EXPRESSION'),
    });
  }
  if (isMySql()) details.push(...mysqlColumnDetails(before, after).map((different) => ({ detail: different, mend: alter('') })));
  return details;
}

function isSameType(before: Column, after: Column): boolean {
  const [a, b] = [before.type, after.type];
  if (!a || !b) return true;
  return a.name === b.name && a.dimensions === b.dimensions && a.modifiers.join() === b.modifiers.join();
}

function defaultDetail(before: Column, after: Column, alter: (action: string) => string): Detail | undefined {
  const takesFromSequence = (column: Column): boolean =>
    column.serial || (column.default?.functions.includes('nextval') ?? false);
  if (takesFromSequence(before) && takesFromSequence(after)) return undefined;
  if (before.serial || after.serial) {
    return before.serial
      ? { detail: 'it has lost the default that its sequence gave it', mend: alter('SET DEFAULT nextval(…)') }
      : { detail: 'it takes its default from a sequence now', mend: alter('DROP DEFAULT') };
  }
  if (before.default?.key === after.default?.key || isSameConstant(before, after)) return undefined;
  if (!before.default) {
    return { detail: `it had no default and has ${after.default?.text ?? ''}`, mend: alter('DROP DEFAULT') };
  }
  const now = after.default ? `is ${after.default.text}` : 'is gone';
  return {
    detail: `its default was ${before.default.text} and ${now}`,
    mend: alter(`SET DEFAULT ${before.default.text}`),
  };
}

/** Whether both defaults are one value: the server reads `'true'` and `true`, or `'5'` and `5`, as a constant of the column's type. */
function isSameConstant({ type, default: was }: Column, { default: is }: Column): boolean {
  return type?.dimensions === 0 && readsConstants.has(type.name) && typeof was?.constant === 'string' && was.constant === is?.constant;
}

const readsConstants = new Set(['bool', 'int2', 'int4', 'int8']);

/** Whether a column took the place of one of which nothing was known, neither its keys nor its indexes. */
export function isReplacement(before: Table, after: Table, name: string | undefined): boolean {
  const [was, is] = [before.columns.get(name ?? ''), after.columns.get(name ?? '')];
  return was?.known === false && is?.known === true;
}
