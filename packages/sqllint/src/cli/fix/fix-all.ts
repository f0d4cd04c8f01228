import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Dialect } from '../../dialects/dialect.ts';
import { rewriteMigration } from '../../fixing/rewrite.ts';
import type { Fixable, Rewrite } from '../../fixing/rewrite.ts';
import type { MigrationResult, SetResult } from '../../lint-result.ts';
import type { Migration, MigrationSet } from '../../migrations/migration.ts';
import { applyEdits } from '../../text/edits.ts';
import type { Release } from '../history/releases.ts';
import { isMended } from './fixed-migration.ts';
import type { Overlay } from './overlay.ts';

/** As many as ESLint makes: who has not come to an end by then goes round in circles. */
const maxPasses = 10;

/** What one fix did. */
export interface Fixed {
  readonly rule: string;
  /** The file of the up. */
  readonly file: string;
  /** A sentence. */
  readonly does: string;
}

export interface AllFixed {
  /** What has to be written, by absolute path. */
  readonly files: Overlay;
  readonly fixed: readonly Fixed[];
}

/** What fixing needs of the command. */
export interface Fixing {
  /** Reads what was asked for with some files replaced, as `sets` were read. */
  read(overlay: Overlay): Promise<readonly MigrationSet[]>;
  /** Judges whole sets, known findings left out. */
  judge(sets: readonly MigrationSet[]): Promise<readonly SetResult[]>;
  readonly dialect: Dialect;
  /** What must not be touched; undefined where nothing has shipped. */
  readonly shipped: readonly (Release | undefined)[] | undefined;
}

/** A state of the files that has been judged. */
interface State {
  readonly files: Overlay;
  readonly sets: readonly MigrationSet[];
  readonly results: readonly SetResult[];
}

/** What is to become of one migration. */
interface Proposal {
  /** Which set, by its position. */
  readonly at: number;
  readonly migration: Migration;
  readonly rewrite: Rewrite;
}

/**
 * Fixes what can be fixed, until nothing is left. Every rewrite is judged before it counts; one that
 * does not parse, does not mend what it was for, or makes something else worse, is taken back.
 */
export async function fixAll(fixing: Fixing): Promise<AllFixed> {
  let state = await judged(fixing, new Map());
  const fixed: Fixed[] = [];
  const attempts = new Attempts();
  for (let pass = 0; pass < maxPasses; pass++) {
    let proposals = proposalsFor(fixing, state, attempts);
    while (proposals.length > 0) {
      const next = await judged(fixing, withProposals(state, proposals));
      const bad = proposals.filter((proposal) => !holds(proposal, state, next));
      if (bad.length === 0) {
        fixed.push(...proposals.flatMap(({ migration, rewrite }) => rewrite.fixed.map(({ rule, fix }) => ({ rule, file: migration.up.file, does: fix.does }))));
        state = next;
        break;
      }
      for (const proposal of bad) attempts.fail(proposal.migration, proposal.rewrite.fixed);
      proposals = proposalsFor(fixing, state, attempts);
    }
    if (proposals.length === 0) break;
  }
  return { files: state.files, fixed };
}

async function judged(fixing: Fixing, files: Overlay): Promise<State> {
  const sets = await fixing.read(files);
  return { files, sets, results: await fixing.judge(sets) };
}

/** Which fixes have been tried in vain. Those that failed together are tried one by one. */
class Attempts {
  readonly #failed = new Set<string>();
  readonly #oneByOne = new Set<string>();

  fail(migration: Migration, findings: readonly Fixable[]): void {
    const [first, ...others] = findings;
    if (first && others.length === 0) this.#failed.add(keyOf(first));
    else this.#oneByOne.add(migration.up.file);
  }

  worthTrying(migration: Migration, findings: readonly Fixable[]): readonly Fixable[] {
    const open = findings.filter((finding) => !this.#failed.has(keyOf(finding)));
    return this.#oneByOne.has(migration.up.file) ? open.slice(0, 1) : open;
  }
}

function keyOf({ file, rule, fix }: Fixable): string {
  return JSON.stringify([file, rule, fix.does]);
}

function proposalsFor({ dialect, shipped }: Fixing, { files, sets, results }: State, attempts: Attempts): Proposal[] {
  const has = (file: string): boolean => files.has(resolve(file)) || existsSync(file);
  const touched = new Set<string>();
  return sets.flatMap((set, at) => {
    const ofSet = results[at];
    if (ofSet?.dialect !== dialect.name) return [];
    const old = new Set(shipped?.[at]?.shipped);
    return ofSet.migrations.flatMap((result): Proposal[] => {
      const migration = set.migrations.find(({ id }) => id === result.id);
      if (!migration || old.has(migration.id) || !mayBeFixed(set, migration, result)) return [];
      const findings = attempts.worthTrying(migration, result.findings.filter(isFixable));
      if (findings.length === 0 || scriptFiles(migration).some((file) => touched.has(file))) return [];
      // In another encoding, what is written would not be what was read.
      if (!scriptFiles(migration).every((file) => files.has(resolve(file)) || isUtf8(readFileSync(file)))) return [];
      const rewrite = rewriteMigration(set, migration, findings, dialect, has);
      // In a file of several migrations, one change moves the places of the next.
      if (rewrite) for (const file of scriptFiles(migration)) touched.add(file);
      return rewrite ? [{ at, migration, rewrite }] : [];
    });
  });
}

function isFixable(finding: MigrationResult['findings'][number]): finding is Fixable {
  return finding.fix !== undefined;
}

/** What a baseline knows has been there for long; what does not parse nobody should rewrite blindly. */
function mayBeFixed({ selected }: MigrationSet, migration: Migration, { baselined = [], notAnalysed }: MigrationResult): boolean {
  if (selected !== undefined && !scriptFiles(migration).some((file) => selected.has(file))) return false;
  return baselined.length === 0 && notAnalysed.every(({ kind }) => kind !== 'syntax');
}

function scriptFiles({ up, down }: Migration): string[] {
  return down ? [up.file, down.file] : [up.file];
}

function withProposals({ files }: State, proposals: readonly Proposal[]): Overlay {
  const next = new Map(files);
  for (const { migration, rewrite } of proposals) {
    for (const [file, edits] of rewrite.edits) {
      if (edits.length === 0) continue;
      const { source } = file === migration.down?.file ? migration.down : migration.up;
      const path = resolve(file);
      const mark = (next.get(path) ?? readFileSync(file, 'utf8')).startsWith('\uFEFF') ? '\uFEFF' : '';
      next.set(path, mark + applyEdits(source.text, edits));
    }
    for (const { file, text } of rewrite.added) next.set(resolve(file), text);
  }
  return next;
}

function holds({ at, migration, rewrite }: Proposal, before: State, after: State): boolean {
  const [old, now] = [before.results[at], after.results[at]];
  const set = after.sets[at];
  if (!old || !now || !set) return false;
  const added = rewrite.added.filter(({ file }) => file.endsWith('.sql')).map(({ file }) => file);
  // The tool has to take them for what they are meant to be: what comes next, in this order.
  const behind = set.migrations.slice(set.migrations.findIndex(({ id }) => id === migration.id) + 1).map(({ up }) => up.file);
  const ups = added.filter((file) => behind.includes(file));
  const isInOrder = ups.every((file, index) => behind[index] === file);
  const known = new Set(set.migrations.flatMap(scriptFiles));
  return isInOrder && added.every((file) => known.has(file)) && isMended(old, now, migration.id, rewrite.fixed, new Set(ups));
}
