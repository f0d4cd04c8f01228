import type { Migration, MigrationSet } from '../../migrations/migration.ts';
import type { Release } from '../history/releases.ts';
import type { Shard } from './shard.ts';

/** Which migrations of a set a shard judges, as indexes into them. */
export interface Share {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Whether it is for this shard to tell what is wrong with the files of the set. */
  readonly tellsProblems: boolean;
}

/**
 * Divides a run among shards, by how much SQL there is to judge. Every shard comes to the same
 * division. Each gets neighbouring migrations, so that it has to replay only those before its own,
 * and their results, one shard after the other, are in the order of the whole run. Migrations that
 * share a file stay together, as comments in it may concern them all.
 *
 * @returns the share of one shard in each set
 */
export function sharesOf(
  { index, count }: Shard,
  sets: readonly MigrationSet[],
  releases: ReadonlyMap<MigrationSet, Release>,
): ReadonlyMap<MigrationSet, Share> {
  const divided = sets.map((set) => ({ set, units: unitsOf(set, releases.get(set)) }));
  const whole = divided.flatMap(({ units }) => units).reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  /** Whose it is what comes next and has this weight: the shard in whose part its middle lies, from 1. */
  const ownerOf = (weight: number): number => (whole === 0 ? 1 : Math.min(count, 1 + Math.floor(((before + weight / 2) * count) / whole)));

  const shares = new Map<MigrationSet, Share>();
  for (const { set, units } of divided) {
    const tellsProblems = ownerOf(units[0]?.weight ?? 0) === index;
    const own: Unit[] = [];
    for (const unit of units) {
      if (ownerOf(unit.weight) === index) own.push(unit);
      before += unit.weight;
    }
    shares.set(set, { from: own[0]?.from ?? 0, to: own.at(-1)?.to ?? 0, tellsProblems });
  }
  return shares;
}

/** Migrations that stay together. */
interface Unit {
  readonly from: number;
  readonly to: number;
  /** How much there is to judge, in UTF-16 units of SQL. */
  readonly weight: number;
}

function unitsOf(set: MigrationSet, release: Release | undefined): Unit[] {
  const { migrations } = set;
  const lastUse = new Map<string, number>();
  for (const [index, migration] of migrations.entries()) {
    for (const { file } of scriptsOf(migration)) lastUse.set(file, index);
  }
  const shipped = new Set(release?.shipped);
  const units: Unit[] = [];
  let from = 0;
  let least = 0;
  let weight = 0;
  for (const [index, migration] of migrations.entries()) {
    const scripts = scriptsOf(migration);
    const hasShipped = shipped.has(migration.id) && release?.changed?.[migration.id] === undefined;
    const isSelected = set.selected === undefined || scripts.some(({ file }) => set.selected?.has(file));
    // What is replayed only takes so much less time that it does not count.
    if (!hasShipped && isSelected) weight += scripts.reduce((sum, { start, end }) => sum + 1 + end - start, 0);
    for (const { file } of scripts) least = Math.max(least, lastUse.get(file) ?? index);
    if (least > index) continue;
    units.push({ from, to: index + 1, weight });
    from = index + 1;
    weight = 0;
  }
  return units;
}

function scriptsOf({ up, down }: Migration): readonly Migration['up'][] {
  return down ? [up, down] : [up];
}
