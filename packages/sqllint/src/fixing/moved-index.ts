import type { Change, CreateIndex, Statement } from '../changes.ts';
import type { Migration } from '../migrations/migration.ts';
import { quoteName } from '../schema/write-sql.ts';
import { applyEdits } from '../text/edits.ts';
import type { Edit } from '../text/edits.ts';
import { endWithSemicolon, startWithComments } from '../text/lines.ts';
import type { Following } from './following.ts';

/** An index that is built in a migration of its own instead of where it was. */
export interface MovedIndex {
  readonly following: Following;
  /** What goes from the file of the up, and from that of the down. */
  readonly fromUp: Edit;
  readonly fromDown?: Edit;
}

/**
 * Takes the building of an index, with the comments above it, out of an up, and its removal out of
 * the down, where nothing behind it in the up can need it.
 *
 * @param edits what the fix changes of the statement
 * @param staying the other statements that stay in the up
 * @returns undefined where it has to stay
 */
export function moveIndex(
  statement: Statement,
  edits: readonly Edit[],
  migration: Migration,
  up: readonly Statement[],
  staying: readonly Statement[],
  down: readonly Statement[],
): MovedIndex | undefined {
  const [change] = statement.changes;
  if (change?.kind !== 'createIndex') return undefined;
  const name = change.name ?? /"(?:[^"]|"")+"|\S+$/u.exec(edits[0]?.text ?? '')?.[0].replaceAll('"', '');
  if (name === undefined) return undefined;
  const { source: { text }, start } = migration.up;
  const later = staying.filter((other) => other.start > statement.start);
  if (later.some((other) => mayNeed(other, change, name, text))) return undefined;

  const from = startWithComments(text, up[up.indexOf(statement) - 1]?.end ?? start, statement.start);
  const to = endWithSemicolon(text, statement.end);
  // Comments by which a tool keeps statements together are not ours to move.
  if (/^\s*--\s*\+/mu.test(text.slice(from, to))) return undefined;
  const moved = applyEdits(text.slice(from, to), edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }))).trim();

  const qualified = quoteName({ ...(change.table.schema === undefined ? {} : { schema: change.table.schema }), name });
  const drop = down.find(({ changes }) => changes.some((other) => other.kind === 'dropIndex' && other.name.name === name));
  if (drop && drop.changes.length > 1) return undefined;
  return {
    following: {
      name,
      up: [moved.replaceAll('\r\n', '\n').replace(/;?\s*$/u, (end) => (end.includes(';') || /--[^\n]*$/u.test(moved) ? end : ';'))],
      down: [`DROP INDEX CONCURRENTLY IF EXISTS ${qualified};`],
      isOutsideTransaction: true,
    },
    fromUp: withBlankLine(text, from, to),
    ...(drop && migration.down ? { fromDown: removalOf(drop, migration.down.source.text, down, migration.down.start) } : {}),
  };
}

/** What may come before or after an index of the same table, as long as the index is not unique. */
const indifferent = new Set<Change['kind']>([
  'createIndex',
  'addColumn',
  'addConstraint',
  'validateConstraint',
  'setDefault',
  'setNotNull',
  'insertRows',
  'updateRows',
  'deleteRows',
  'setComment',
  'changePrivileges',
]);

/** Whether a statement names the index, may run anything, or does something with the table that could be different without the index. */
function mayNeed({ changes, start, end, problem }: Statement, { table, unique }: CreateIndex, index: string, text: string): boolean {
  if (problem !== undefined || changes.some(({ kind }) => kind === 'opaque' || kind === 'callFunctions')) return true;
  const words = new Set(text.slice(start, end).toLowerCase().match(/[\p{L}\d_$]+/gu));
  if (words.has(index.toLowerCase())) return true;
  if (changes.every(({ kind }) => kind === 'createIndex') || !words.has(table.name.toLowerCase())) return false;
  return unique || !changes.every(({ kind }) => indifferent.has(kind));
}

function removalOf(statement: Statement, text: string, all: readonly Statement[], start: number): Edit {
  const from = startWithComments(text, all[all.indexOf(statement) - 1]?.end ?? start, statement.start);
  return withBlankLine(text, from, endWithSemicolon(text, statement.end));
}

/** Of the blank lines above and below what goes, those above stay. */
function withBlankLine(text: string, start: number, to: number): Edit {
  const isBelowBlank = /(?:^|\n)[ \t]*\r?\n$/u.test(text.slice(0, start));
  const [blank = ''] = isBelowBlank ? (/^(?:[ \t]*\r?\n)+/u.exec(text.slice(to)) ?? []) : [];
  return { start, end: to + blank.length, text: '' };
}
