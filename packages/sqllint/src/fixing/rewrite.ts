import type { Statement } from '../changes.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Finding } from '../lint-result.ts';
import { knownLayouts } from '../migrations/layouts/known-layouts.ts';
import type { Migration, MigrationSet, Script } from '../migrations/migration.ts';
import type { LeftTransaction, Writing } from '../migrations/writing.ts';
import type { Fix } from '../rules/fix.ts';
import { overlap } from '../text/edits.ts';
import type { Edit } from '../text/edits.ts';
import { writeFollowing } from './following.ts';
import type { AddedFile, Following } from './following.ts';
import { moveIndex } from './moved-index.ts';
import type { MovedIndex } from './moved-index.ts';

/** A finding that has a fix. */
export type Fixable = Finding & { readonly fix: Fix };

/** What becomes of one migration. */
export interface Rewrite {
  /** By file. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly added: readonly AddedFile[];
  /** The findings whose fixes these are; others have to wait for the next time, or cannot be fixed here. */
  readonly fixed: readonly Fixable[];
}

/**
 * Turns the fixes of a migration's findings into changes of its files and, behind the last migration
 * of a set, into new ones, as its tool wants them.
 *
 * @param findings of this migration
 * @param has whether there is such a file
 * @returns undefined where nothing can be fixed safely
 */
export function rewriteMigration(set: MigrationSet, migration: Migration, findings: readonly Fixable[], dialect: Dialect, has: (file: string) => boolean): Rewrite | undefined {
  const { up: script, down: downScript } = migration;
  // The text that is read and the text of the file are not the same there.
  if (script.sql !== undefined || downScript?.sql !== undefined) return undefined;
  const layout = knownLayouts.find(({ name }) => name === set.layout);
  // Some databases have run a repeatable one already, and all would run it again.
  if (layout?.isSealed || migration.repeatable) return undefined;
  const scene: Scene = {
    set,
    migration,
    up: parse(dialect, script),
    down: downScript ? parse(dialect, downScript) : [],
    writing: layout?.writing,
    has,
  };
  if ([...scene.up, ...scene.down].some(({ problem }) => problem?.kind === 'syntax')) return undefined;

  const outside = findings.filter(({ fix }) => fix.outsideTransaction !== undefined);
  const inPlace = outside.length === 0 ? undefined : leaveInPlace(scene, outside);
  // What a transaction is needed for would be in the way of what must run outside.
  if (inPlace) return rewriteOf(scene, { fixed: inPlace.fixed, edits: [...inPlace.fixed.flatMap(({ fix }) => fix.edits), ...inPlace.left.edits], added: inPlace.left.added ?? [], downEdits: [] });

  const canFollow = scene.writing !== undefined && isLast(set, migration);
  const moved = canFollow ? move(scene, outside) : new Map<Fixable, MovedIndex>();
  const later = findings.filter(({ fix }) => fix.next !== undefined && canFollow);
  const plain = findings.filter(({ fix }) => fix.next === undefined && fix.outsideTransaction === undefined);
  const validation = validationOf(later);
  const following = [...[...moved.values()].map((one) => one.following), ...(validation ? [validation] : [])];
  const added = following.length === 0 || !scene.writing ? [] : writeFollowing(set, migration, scene.writing, following);
  const isWritten = added !== undefined && !added.some(({ file }) => has(file));
  const fixed = isWritten ? [...moved.keys(), ...later, ...plain] : plain;
  if (fixed.length === 0) return undefined;
  const kept = isWritten ? [...later, ...plain] : plain;
  const removals = isWritten ? [...moved.values()] : [];
  return rewriteOf(scene, {
    fixed,
    edits: [...removals.map(({ fromUp }) => fromUp), ...kept.flatMap(({ fix }) => fix.edits)],
    downEdits: removals.flatMap(({ fromDown }) => fromDown ?? []),
    added: isWritten ? added : [],
  });
}

interface Scene {
  readonly set: MigrationSet;
  readonly migration: Migration;
  readonly up: readonly Statement[];
  readonly down: readonly Statement[];
  readonly writing: Writing | undefined;
  readonly has: (file: string) => boolean;
}

function parse(dialect: Dialect, { source, start, end }: Script): readonly Statement[] {
  return dialect.parse(source.text, start, end).statements;
}

/** What runs again whenever it changes comes behind all others and is no step of the history. */
function isLast({ migrations }: MigrationSet, migration: Migration): boolean {
  return migrations.findLast(({ repeatable }) => repeatable !== true) === migration;
}

interface LeftInPlace {
  readonly fixed: readonly Fixable[];
  readonly left: LeftTransaction;
}

/** Where statements can run outside a transaction without leaving their file. */
function leaveInPlace({ migration, up, down, writing, has }: Scene, outside: readonly Fixable[]): LeftInPlace | undefined {
  const { transaction } = migration.up;
  if (transaction === 'none') return { fixed: outside, left: { edits: [] } };
  const others = up.filter((statement) => !outside.some((finding) => isOf(finding, statement)));
  if (!writing || others.length > 0 || (up.length > 1 && !writing.takesSeveral)) return undefined;
  if (transaction !== 'wrapped' || !writing.leaveTransaction) return { fixed: outside, left: { edits: [] } };
  const left = writing.leaveTransaction(migration.up, has);
  if (!left) return undefined;
  // A down of several statements may rely on its transaction.
  if (left.concernsDown && down.length > 1) return undefined;
  return { fixed: outside, left };
}

/** What can be taken out into migrations of their own. Of statements that are all to go, the first stays, and is fixed in its place the next time. */
function move({ migration, up, down }: Scene, outside: readonly Fixable[]): Map<Fixable, MovedIndex> {
  const statementOf = (finding: Fixable): Statement | undefined => up.find((statement) => isOf(finding, statement));
  const isWhole = up.every((statement) => outside.some((finding) => isOf(finding, statement)));
  const candidates = isWhole ? outside.slice(1) : outside;
  const moved = new Map<Fixable, MovedIndex>();
  // A statement that begins or ends a transaction says what belongs together.
  if (up.some(({ changes }) => changes.some(({ kind }) => kind === 'controlTransaction'))) return moved;
  let going = candidates.flatMap((finding) => statementOf(finding) ?? []);
  for (const finding of candidates) {
    const statement = statementOf(finding);
    const staying = up.filter((other) => !going.includes(other));
    const one = statement && moveIndex(statement, finding.fix.edits, migration, up, staying, down);
    if (one) moved.set(finding, one);
    else going = going.filter((other) => other !== statement);
  }
  return moved;
}

function isOf({ fix }: Fixable, { start, end }: Statement): boolean {
  return fix.outsideTransaction?.start === start && fix.outsideTransaction.end === end;
}

function validationOf(later: readonly Fixable[]): Following | undefined {
  const nexts = later.flatMap(({ fix }) => fix.next ?? []);
  const [first] = nexts;
  if (!first) return undefined;
  return { name: first.name, up: nexts.flatMap(({ up }) => up), down: ['-- There is nothing to undo.'], isOutsideTransaction: false };
}

interface Parts {
  readonly fixed: readonly Fixable[];
  readonly edits: readonly Edit[];
  readonly downEdits: readonly Edit[];
  readonly added: readonly AddedFile[];
}

/** Undefined when two edits are about the same characters: then neither is sure. */
function rewriteOf({ migration: { up, down } }: Scene, { fixed, edits, downEdits, added }: Parts): Rewrite | undefined {
  const byFile = new Map<string, readonly Edit[]>([[up.file, edits]]);
  if (down && downEdits.length > 0) byFile.set(down.file, [...(byFile.get(down.file) ?? []), ...downEdits]);
  const clash = [...byFile.values()].some((list) => list.some((edit, index) => list.slice(index + 1).some((other) => overlap(edit, other))));
  return clash ? undefined : { edits: byFile, added, fixed };
}
