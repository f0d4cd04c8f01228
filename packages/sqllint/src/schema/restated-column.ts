import type { Change, ColumnDefinition, RestateColumn } from '../changes.ts';
import type { Column, Table } from './model.ts';
import type { Schema } from './schema.ts';

/**
 * What stating a column again amounts to, in changes that every dialect has; none where no
 * migration tells what the column was.
 * @param schema as it is before the change
 */
export function alterationsOfRestated(schema: Schema, change: RestateColumn): readonly Change[] {
  const table = schema.table(change.table);
  const before = table?.columns.get(change.column);
  if (!table || !before?.known) return [];
  const { definition } = change;
  const isKey = isInPrimaryKey(table, before);
  // What goes unsaid is told as that, and not as a change that somebody meant.
  const isSilent = attributesLost(table, before, definition, isKey).length > 0;
  const base = { start: change.start, end: change.end, table: change.table, column: change.column };
  const changes: Change[] = [];
  if (isOtherType(before, definition)) {
    const { type, collation, characterSet } = definition;
    changes.push({ kind: 'alterColumnType', ...base, type, ...(collation === undefined ? {} : { collation }), ...(characterSet === undefined ? {} : { characterSet }) });
  }
  if (before.notNull === false && definition.notNull) changes.push({ kind: 'setNotNull', ...base });
  if (before.notNull === true && !definition.notNull && !isKey && !isSilent) changes.push({ kind: 'dropNotNull', ...base });
  if (definition.default && before.default?.key !== definition.default.key) changes.push({ kind: 'setDefault', ...base, default: definition.default });
  // A column that takes NULL needs no default.
  if (before.default && !definition.default && !isSilent && (definition.notNull || isKey)) changes.push({ kind: 'dropDefault', ...base });
  return changes;
}

function isOtherType(before: Column, after: Pick<Column, 'type' | 'characterSet' | 'collation'>): boolean {
  const [a, b] = [before.type, after.type];
  if (!a || !b) return false;
  return a.name !== b.name || a.modifiers.join() !== b.modifiers.join() || (after.characterSet !== undefined && before.characterSet !== after.characterSet);
}

/** Whether a column is part of the primary key, and so never NULL. */
export function isInPrimaryKey(table: Table, { name }: Pick<Column, 'name'>): boolean {
  return [...table.constraints.values()].some(({ type, columns }) => type === 'primaryKey' && columns.includes(name));
}

/** Something of a column that a definition leaves out. */
export interface LostAttribute {
  /** As it is written: `NOT NULL`, `DEFAULT 0`. */
  readonly text: string;
  /** Whether code that leaves the column to the server fails. */
  readonly breaks?: boolean;
}

/**
 * What stating a column again drops, although the definition does not say so: none where that is
 * all that the statement does, as it is then there to do it.
 */
export function attributesLost(table: Table, before: Column, after: ColumnDefinition, isKey: boolean): readonly LostAttribute[] {
  return changesMore(before, after) ? leftOut(table, before, after, isKey) : [];
}

function leftOut(table: Table, before: Column, after: ColumnDefinition, isKey: boolean): LostAttribute[] {
  const lost: LostAttribute[] = [];
  const saysNull = after.defaultsToNull === true || /\bnull\b/iu.test((after.text ?? '').replace(/\bnot\s+null\b|'(?:[^']|'')*'/giu, ''));
  if (before.notNull === true && !after.notNull && !saysNull && !isKey) lost.push({ text: 'NOT NULL' });
  if (before.default && !after.default && !after.autoIncrement && !after.generated && after.defaultsToNull !== true) {
    lost.push({ text: `DEFAULT ${before.default.text}`, breaks: after.notNull });
  }
  if (before.autoIncrement === true && after.autoIncrement !== true) lost.push({ text: 'AUTO_INCREMENT', breaks: true });
  if (before.onUpdate && !after.onUpdate) lost.push({ text: `ON UPDATE ${before.onUpdate.text}` });
  if (before.comment !== undefined && after.comment === undefined) lost.push({ text: 'COMMENT' });
  const hasText = /^(?:char|varchar|enum|set|\w*text)$/u.test(after.type.name);
  if (!hasText || after.characterSet !== undefined || after.collation !== undefined) return lost;
  if (before.characterSet !== undefined && !isCharacterSetOf(table, before.characterSet)) lost.push({ text: `CHARACTER SET ${before.characterSet}` });
  if (before.collation !== undefined && !isCollationOf(table, before.collation)) lost.push({ text: `COLLATE ${before.collation}` });
  return lost;
}

/** Whether the table gives a column this character set, or may: where it names none, the server's own is one of three. */
function isCharacterSetOf({ aspects }: Table, characterSet: string): boolean {
  const own = aspects.get('option character set') ?? aspects.get('option collation')?.split('_')[0];
  return own === undefined ? /^(?:utf8mb[34]|latin1)$/u.test(characterSet) : own === characterSet;
}

/** The same of a collation; none that tells cases apart is anybody's default. */
function isCollationOf({ aspects }: Table, collation: string): boolean {
  const own = aspects.get('option collation');
  return own === undefined ? !/_(?:bin|cs)$/u.test(collation) : own === collation;
}

/** Whether the column becomes something else besides what it loses. */
function changesMore(before: Column, after: ColumnDefinition): boolean {
  const isOtherType = before.type?.name !== after.type.name || before.type.modifiers.join() !== after.type.modifiers.join();
  return (
    isOtherType ||
    before.name !== after.name ||
    (before.notNull === false && after.notNull) ||
    (after.default !== undefined && before.default?.key !== after.default.key) ||
    (after.onUpdate !== undefined && before.onUpdate?.key !== after.onUpdate.key) ||
    (after.comment !== undefined && before.comment !== after.comment) ||
    (after.autoIncrement === true && before.autoIncrement !== true)
  );
}
