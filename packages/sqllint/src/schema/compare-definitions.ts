/** How views, functions, types and other objects that are no tables differ. */
import type { Difference } from './difference.ts';
import { displayName } from './model.ts';
import type { DatabaseObject } from './model.ts';
import { openStars } from './view-columns.ts';
import { createObjectSql, dropObjectSql } from './write-sql.ts';

function objectText(object: DatabaseObject): string {
  return `${object.objectType} ${displayName(object)}${object.arguments === undefined ? '' : `(${object.arguments})`}`;
}

export function missingObject(object: DatabaseObject): Difference {
  return { problem: 'missing', object: objectText(object), mend: () => (object.known ? [createObjectSql(object)] : []) };
}

export function leftOverObject(object: DatabaseObject): Difference[] {
  if (object.schema === 'pg_temp' || (object.objectType === 'schema' && object.name === 'public')) return [];
  // An extension that stays behind disturbs nobody, unless it is created again without a question.
  if (object.mayBeOlder === true) return [];
  return [{ problem: 'left over', object: objectText(object), mend: () => [dropObjectSql(object)] }];
}

export function compareDefinitions(before: DatabaseObject, after: DatabaseObject): Difference[] {
  if (!before.known || !after.known) return [];
  if (before.labels && after.labels && isSubsequence(before.labels, after.labels)) {
    return addedLabels(before.labels, after.labels).map((label) => ({
      problem: 'irrevocable',
      object: `value '${label}' of enum ${displayName(before)}`,
      mend: () => [],
    }));
  }
  const lostIndexes = compareIndexesOfView(before, after);
  if (lostIndexes.length > 0) return lostIndexes;
  if (before.objectType === 'domain' && after.objectType === 'domain') {
    const added = addedToDomain(before, after);
    if (added !== undefined) return [{ problem: 'different', object: objectText(before), detail: added, mend: () => [] }];
  }
  // Written with the columns that a `*` stood for.
  if (before.objectType.endsWith('view') && (sameText(before.text, after.text) || showTheSame(before, after))) return [];
  // Of what a `*` stood for on one side only, nothing can be said.
  if (openStars(before) !== openStars(after)) return [];
  const sameAspects = [...before.aspects].every(([name, value]) => isVolatileAspect(name) || after.aspects.get(name) === value);
  const star = starDetail(before, after);
  if (before.definition === after.definition && star === undefined && sameAspects && before.objectType === after.objectType) return [];
  // Without its own text there is nothing that could be pasted.
  return [
    {
      problem: 'different',
      object: objectText(before),
      detail: star ?? 'its definition is not the earlier one',
      mend: () => (before.aspects.size > 0 ? [] : [createObjectSql(before)]),
    },
  ];
}

/** The indexes of a materialized view that was created again without them, under whatever name. */
function compareIndexesOfView(before: DatabaseObject, after: DatabaseObject): Difference[] {
  const [was, is] = [before.indexes ?? new Map<string, string>(), after.indexes ?? new Map<string, string>()];
  if (before.objectType !== 'materialized view' || is.size >= was.size) return [];
  return [...was].flatMap(([name, text]): Difference[] =>
    is.has(name) ? [] : [{ problem: 'missing', object: `index ${name} on materialized view ${displayName(before)}`, mend: () => [`${text};`] }],
  );
}

/** What an up put into a domain and the down leaves there. An unnamed constraint cannot be told from the name that its down uses. */
function addedToDomain(before: DatabaseObject, after: DatabaseObject): string | undefined {
  for (const [aspect, value] of after.aspects) {
    if (before.aspects.has(aspect) || value === '' || value.startsWith('renamed to ')) continue;
    const name = /^constraint (?<name>.+)$/u.exec(aspect)?.groups?.['name'];
    if (name !== undefined) return `constraint ${name} is left over`;
    if (aspect === 'not null' && !/\bnot\s+null\b/iu.test(before.text)) return 'it was nullable and is NOT NULL';
    if (aspect === 'default' && !/\bdefault\b/iu.test(before.text)) return 'it had no default and has one';
  }
  return undefined;
}

/** For a query that was created again as it is written, while the table behind its `*` has changed. */
function starDetail(before: DatabaseObject, after: DatabaseObject): string | undefined {
  const at = before.stars?.findIndex((columns, index) => columns !== after.stars?.[index]) ?? -1;
  const [was, now] = [before.stars?.[at], after.stars?.[at]];
  return was === undefined || now === undefined ? undefined : `its * stood for ${was} and stands for ${now} now`;
}

/** Whether two queries are the same apart from how they are written, and show the same columns. */
function showTheSame(before: DatabaseObject, after: DatabaseObject): boolean {
  return starDetail(before, after) === undefined && wordsOf(before.definition) === wordsOf(after.definition) && !differInNumbers(before, after);
}

/** Whether nothing but a number is another one: `varchar(100)`, `LIMIT 10`. */
function differInNumbers(before: DatabaseObject, after: DatabaseObject): boolean {
  const withoutNumbers = (definition: string): string => definition.replaceAll(/\bival=(?:\d+|\{(?:ival=\d+;)?\});/gu, 'ival=;');
  return before.definition !== after.definition && withoutNumbers(before.definition) === withoutNumbers(after.definition);
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
