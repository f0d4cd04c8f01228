import { displayName } from './model.ts';
import type { Column, Constraint, DatabaseObject, Index, SchemaObject, Table, TablePart } from './model.ts';
import { mysqlColumnDetails } from './mysql-compare.ts';
import type { Mark, Schema } from './schema.ts';
import { isMySql, writtenDialect } from './sql-dialect.ts';
import { needsRebuild, sqliteRebuildSql } from './sqlite-sql.ts';
import { starMark } from './view-columns.ts';
import {
  addColumnSql,
  addConstraintSql,
  alterColumnSql,
  createObjectSql,
  createTableSql,
  dropColumnSql,
  dropConstraintSql,
  dropIndexSql,
  dropObjectSql,
  indexSql,
  partSql,
  quote,
  quoteName,
  restateColumnSql,
} from './write-sql.ts';

/** One way in which a schema is not what it was. */
export interface Difference {
  /** `irrevocable`: left over, and no statement can take it away. */
  readonly problem: 'missing' | 'left over' | 'different' | 'irrevocable';
  /** The object, as a person names it: `column orders.total`, `index orders_status_idx`. */
  readonly object: string;
  /** For what is different: what it was and what it is, without a full stop. */
  readonly detail?: string;
  /** Writes the statements that mend it; none where the model does not know enough. */
  readonly mend: () => readonly string[];
}

/**
 * How the schema differs from what it was at the mark. Names of constraints and indexes and the
 * order of columns are no differences; nor is what the history leaves uncertain.
 */
export function differencesSince(schema: Schema, mark: Mark): Difference[] {
  const found: Difference[] = [];
  for (const [key, before] of schema.changedSince(mark)) {
    if (schema.isUncertain(key)) continue;
    const after = schema.get(key);
    if (before !== after) found.push(...compareObjects(before, after, (index) => schema.isUncertain(index)));
  }
  return found;
}

/** @param isUncertain whether an object that a table brings along, by its key, was named before the history told of it */
function compareObjects(before: SchemaObject | undefined, after: SchemaObject | undefined, isUncertain: (key: string) => boolean): Difference[] {
  if (before?.kind === 'index' || after?.kind === 'index') return [];
  if (before?.kind === 'table') {
    if (after?.kind === 'table') return compareTables(before, after, isUncertain);
    return before.temporary ? [] : [missingTable(before)];
  }
  if (after?.kind === 'table') {
    if (after.temporary || before) return [];
    return [
      { problem: 'left over', object: `table ${displayName(after)}`, mend: () => [`DROP TABLE ${quoteName(after)};`] },
    ];
  }
  if (before) return after ? compareDefinitions(before, after) : [missingObject(before)];
  return after ? leftOverObject(after) : [];
}

function missingTable(table: Table): Difference {
  return {
    problem: 'missing',
    object: `table ${displayName(table)}`,
    mend: () => (table.partial ? [] : createTableSql(table)),
  };
}

function objectText(object: DatabaseObject): string {
  return `${object.objectType} ${displayName(object)}${object.arguments === undefined ? '' : `(${object.arguments})`}`;
}

function missingObject(object: DatabaseObject): Difference {
  return { problem: 'missing', object: objectText(object), mend: () => (object.known ? [createObjectSql(object)] : []) };
}

function leftOverObject(object: DatabaseObject): Difference[] {
  if (object.schema === 'pg_temp' || (object.objectType === 'schema' && object.name === 'public')) return [];
  // An extension that stays behind disturbs nobody, unless it is created again without a question.
  if (object.mayBeOlder === true) return [];
  return [{ problem: 'left over', object: objectText(object), mend: () => [dropObjectSql(object)] }];
}

function compareDefinitions(before: DatabaseObject, after: DatabaseObject): Difference[] {
  if (!before.known || !after.known) return [];
  if (before.labels && after.labels && isSubsequence(before.labels, after.labels)) {
    return addedLabels(before.labels, after.labels).map((label) => ({
      problem: 'irrevocable',
      object: `value '${label}' of enum ${displayName(before)}`,
      mend: () => [],
    }));
  }
  // Written with the columns that a `*` stood for.
  if (before.objectType.endsWith('view') && (sameText(before.text, after.text) || showTheSame(before.definition, after.definition))) return [];
  const sameAspects = [...before.aspects].every(([name, value]) => isVolatileAspect(name) || after.aspects.get(name) === value);
  if (before.definition === after.definition && sameAspects && before.objectType === after.objectType) return [];
  // Without its own text there is nothing that could be pasted.
  return [
    {
      problem: 'different',
      object: objectText(before),
      detail: starDetail(before.definition, after.definition) ?? 'its definition is not the earlier one',
      mend: () => (before.aspects.size > 0 ? [] : [createObjectSql(before)]),
    },
  ];
}

/** For a query that was created again as it is written, while the table behind its `*` has changed. */
function starDetail(before: string, after: string): string | undefined {
  const [queryBefore = '', columnsBefore] = before.split(starMark);
  const [queryAfter = '', columnsAfter] = after.split(starMark);
  if (queryBefore !== queryAfter || columnsBefore === undefined || columnsAfter === undefined) return undefined;
  return `its * stood for ${columnsBefore.replaceAll(',', ', ')} and stands for ${columnsAfter.replaceAll(',', ', ')} now`;
}

/** Whether two queries are the same apart from how they are written, and show the same columns. */
function showTheSame(before: string, after: string): boolean {
  const [queryBefore = '', columnsBefore] = before.split(starMark);
  const [queryAfter = '', columnsAfter] = after.split(starMark);
  if (columnsBefore !== columnsAfter && columnsBefore !== undefined && columnsAfter !== undefined) return false;
  return queryBefore === queryAfter || wordsOf(before.replace(starMark, ',')) === wordsOf(after.replace(starMark, ','));
}

function sameText(before: string, after: string): boolean {
  const essence = (text: string): string => text.replace(/\bor\s+replace\s+/iu, '').replace(/\s+/gu, ' ').toLowerCase();
  return essence(before) === essence(after);
}

function isVolatileAspect(name: string): boolean {
  return name === 'owner' || name === 'restart';
}

function addedLabels(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before);
  return after.filter((label) => !known.has(label));
}

/**
 * The names and constants in a definition. A query that the server printed (as in a dump) looks
 * different from the one that was written, and says the same with the same words.
 */
function wordsOf(definition: string): string {
  // A column that is named as what it shows says nothing more.
  const words = new Set(definition.match(/«[^»]*»|call [\w.]+|"[^"]*"/gu)?.map((word) => word.replace(/^["«]|["»]$/gu, '')));
  return [...words].sort().join(' ');
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const item of whole) if (item === part[at]) at++;
  return at === part.length;
}

function compareTables(before: Table, after: Table, isUncertain: (key: string) => boolean): Difference[] {
  const isPartial = before.partial || after.partial;
  const differences = [...compareColumns(before, after), ...compareConstraints(before, after), ...compareIndexes(before, after, isUncertain)];
  differences.push(...compareParts(before, after));
  if (!isPartial) differences.push(...compareAspects(before, after));
  return writtenDialect() === 'sqlite' && needsRebuild(after, before) ? mendedByRebuild(differences, before, after) : differences;
}

/** What one rebuild mends, where the database cannot alter it: it is written once, and not for a table that is not known whole. */
function mendedByRebuild(differences: readonly Difference[], before: Table, after: Table): Difference[] {
  const sources = [...before.columns.keys()].filter((column) => after.columns.has(column)).map((column) => ({ column, value: quote(column) }));
  return differences.map((difference, index) => ({ ...difference, mend: () => (index > 0 || before.partial ? [] : sqliteRebuildSql(before, sources)) }));
}

function compareColumns(before: Table, after: Table): Difference[] {
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
  if (before.default?.key === after.default?.key) return undefined;
  if (!before.default) {
    return { detail: `it had no default and has ${after.default?.text ?? ''}`, mend: alter('DROP DEFAULT') };
  }
  const now = after.default ? `is ${after.default.text}` : 'is gone';
  return {
    detail: `its default was ${before.default.text} and ${now}`,
    mend: alter(`SET DEFAULT ${before.default.text}`),
  };
}

/** Equal for constraints that forbid the same, whatever they are called. */
function constraintContent(constraint: Constraint, withReferenced: boolean): string {
  const { references } = constraint;
  return [
    constraint.type,
    constraint.type === 'check' ? '' : constraint.columns.join(','),
    constraint.expression?.key ?? '',
    references ? `${references.table}(${withReferenced ? references.columns.join(',') : ''}) ${references.actions}` : '',
    constraint.validated,
    constraint.enforced,
    constraint.deferrable,
    constraint.details,
  ].join('|');
}

function compareConstraints(before: Table, after: Table): Difference[] {
  const found: Difference[] = [];
  if (before.constraints === after.constraints) return found;
  const matches = (a: Constraint, b: Constraint): boolean => {
    if (a === b) return true;
    if (!a.known || !b.known) return a.name === b.name || (a.type === b.type && !a.known);
    const complete = (a.references?.columns.length ?? 0) > 0 && (b.references?.columns.length ?? 0) > 0;
    return constraintContent(a, complete) === constraintContent(b, complete);
  };
  const { missing, leftOver } = pair([...before.constraints.values()], [...after.constraints.values()], matches);
  for (const constraint of missing) {
    // A constraint of a column that is missing is missing with it; one message is enough.
    if (constraint.columns.some((column) => before.columns.has(column) && !after.columns.has(column))) continue;
    const sameName = after.constraints.get(constraint.name);
    found.push({
      problem: sameName ? 'different' : 'missing',
      object: `constraint ${constraint.name} on table ${displayName(before)}`,
      ...(sameName ? { detail: constraintDetail(constraint, sameName) } : {}),
      mend: () =>
        constraint.known
          ? [...(sameName ? [dropConstraintSql(before, constraint.name, constraint.type)] : []), addConstraintSql(before, constraint)]
          : [],
    });
  }
  for (const constraint of leftOver) {
    if (!constraint.known || before.constraints.has(constraint.name)) continue;
    if (constraint.columns.some((column) => after.columns.has(column) && !before.columns.has(column))) continue;
    if (constraint.columns.some((column) => isReplacement(before, after, column))) continue;
    found.push({
      problem: 'left over',
      object: `constraint ${constraint.name} on table ${displayName(before)}`,
      mend: () => [dropConstraintSql(before, constraint.name, constraint.type)],
    });
  }
  return found;
}

/** Whether a column took the place of one of which nothing was known, neither its keys nor its indexes. */
function isReplacement(before: Table, after: Table, name: string | undefined): boolean {
  const [was, is] = [before.columns.get(name ?? ''), after.columns.get(name ?? '')];
  return was?.known === false && is?.known === true;
}

function constraintDetail(before: Constraint, after: Constraint): string {
  if (before.validated && !after.validated) return 'it was validated and is NOT VALID';
  if (before.expression && after.expression && before.expression.key !== after.expression.key) {
    return `it was CHECK (${before.expression.text}) and is CHECK (${after.expression.text})`;
  }
  return 'its definition is not the earlier one';
}

function indexContent(index: Index): string {
  return [
    index.unique,
    index.implicit === true ? 'btree' : index.method,
    index.keys.map((key) => `${key.column ?? key.expression?.key ?? ''} ${key.options}`).join(','),
    index.include.join(','),
    index.where?.key ?? '',
    index.details,
  ].join('|');
}

/** Pairs what was with what is, names first; two with one content are two. */
function pair<T extends { readonly name: string }>(
  was: readonly T[],
  now: readonly T[],
  matches: (a: T, b: T) => boolean,
): { readonly missing: readonly T[]; readonly leftOver: readonly T[] } {
  const leftOver = new Set(now);
  const take = (item: T, isPartner: (candidate: T) => boolean): boolean => {
    for (const candidate of leftOver) {
      if (isPartner(candidate) && matches(item, candidate)) return leftOver.delete(candidate);
    }
    return false;
  };
  const unpaired = was.filter((item) => !take(item, (candidate) => candidate.name === item.name));
  const missing = unpaired.filter((item) => !take(item, () => true));
  return { missing, leftOver: [...leftOver] };
}

function compareIndexes(before: Table, after: Table, isUncertain: (key: string) => boolean): Difference[] {
  const free = (table: Table): Index[] => [...table.indexes.values()].filter((index) => index.constraint === undefined);
  if (before.indexes === after.indexes) return [];
  // A partition's indexes come and go with those of its parent.
  if (before.partitionOf && after.partitionOf) return [];
  const { missing, leftOver } = pair(free(before), free(after), (a, b) => indexContent(a) === indexContent(b));
  const found: Difference[] = [];
  for (const index of missing) {
    const sameName = after.indexes.get(index.name);
    found.push({
      problem: sameName ? 'different' : 'missing',
      object: `index ${index.name}`,
      ...(sameName ? { detail: 'its definition is not the earlier one' } : {}),
      mend: () => [...(sameName ? [dropIndexSql(before, index.name)] : []), indexSql(before, index)],
    });
  }
  for (const index of leftOver) {
    // It may have been there: the history did not make this table.
    const wasNamed = before.partial && isUncertain(`relation ${after.schema}.${index.name}`);
    if (before.indexes.has(index.name) || wasNamed) continue;
    if (index.keys.some(({ column }) => isReplacement(before, after, column))) continue;
    found.push({ problem: 'left over', object: `index ${index.name}`, mend: () => [dropIndexSql(before, index.name)] });
  }
  return found;
}

function compareParts(before: Table, after: Table): Difference[] {
  const found: Difference[] = [];
  const objectOf = (part: TablePart): string => `${part.objectType} ${part.name} on table ${displayName(before)}`;
  const drop = (part: TablePart): string =>
    `DROP ${part.objectType.toUpperCase()} ${quote(part.name)}${writtenDialect() === 'postgres' ? ` ON ${quoteName(before)}` : ''};`;
  for (const [name, part] of before.parts) {
    const now = after.parts.get(name);
    if (!now) found.push({ problem: 'missing', object: objectOf(part), mend: () => (part.known ? [partSql(part)] : []) });
    else if (part.known && now.known && part.definition !== now.definition) {
      found.push({
        problem: 'different',
        object: objectOf(part),
        detail: 'its definition is not the earlier one',
        mend: () => [drop(part), partSql(part)],
      });
    }
  }
  for (const [name, part] of after.parts) {
    if (!before.parts.has(name)) found.push({ problem: 'left over', object: objectOf(part), mend: () => [drop(part)] });
  }
  return found;
}

const comparedAspects = /^(?:row security|forced row security|persistence|replica identity|trigger .*)$/u;

function compareAspects(before: Table, after: Table): Difference[] {
  const names = new Set([...before.aspects.keys(), ...after.aspects.keys()]);
  return [...names].flatMap((name): Difference[] => {
    const [was, now] = [before.aspects.get(name), after.aspects.get(name)];
    const option = writtenDialect() === 'postgres' ? /^option (?<option>.+)$/u.exec(name)?.groups?.['option'] : undefined;
    if (was === now || !(comparedAspects.test(name) || option !== undefined)) return [];
    const [unset, called] = option === undefined ? ['off', name] : ['not set', `storage option ${option}`];
    return [
      {
        problem: 'different',
        object: `table ${displayName(before)}`,
        detail: `${called} was ${unquoted(was) ?? unset} and is ${unquoted(now) ?? unset}`,
        mend: () => (option === undefined ? [] : [`ALTER TABLE ${quoteName(before)} ${was === undefined ? `RESET (${option})` : `SET (${option} = ${was})`};`]),
      },
    ];
  });
}

function unquoted(value: string | undefined): string | undefined {
  return value?.replace(/^'(?<text>.*)'$/u, '$<text>');
}
