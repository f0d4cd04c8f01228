import { createHash } from 'node:crypto';

import type { LintOptions } from '../../lint.ts';
import type { Migration, MigrationSet, Script } from '../../migrations/migration.ts';
import type { SourceText } from '../../text/source-text.ts';
import { isJson } from './is-json.ts';

/** Neighbouring migrations of a set, which are judged, kept and found again together. */
export interface Block {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/**
 * How many migrations have to be judged again when one of them changed. Each block costs a little
 * when it is looked up, so that fewer would make unchanged histories slower.
 */
const usualSize = 32;

/** Cuts a history into blocks. Migrations that share a file share a block, as comments in it may concern them all. */
export function blocksOf(migrations: readonly Migration[]): Block[] {
  const lastUse = new Map<string, number>();
  for (const [index, migration] of migrations.entries()) {
    for (const { file } of scriptsOf(migration)) lastUse.set(file, index);
  }
  const blocks: Block[] = [];
  let from = 0;
  let least = 0;
  for (const [index, migration] of migrations.entries()) {
    for (const { file } of scriptsOf(migration)) least = Math.max(least, lastUse.get(file) ?? index);
    const to = index + 1;
    if (to - from < usualSize && to < migrations.length) continue;
    if (least > index) continue;
    blocks.push({ from, to });
    from = to;
  }
  return blocks;
}

/** What, besides the history, decides about the results of a set. */
export interface Circumstances {
  /** Changes with the linter's own code. */
  readonly build: string;
  readonly dialect: string;
  readonly options: LintOptions;
}

/**
 * Names the beginning of a history under these circumstances, where the schema is empty; undefined
 * when there is an option that JSON cannot tell from others.
 */
export function initialState({ build, dialect, options }: Circumstances, set: MigrationSet): string | undefined {
  const { debug: _debug, onMigration: _onMigration, files, before, ...deciding } = options;
  const { migrations: _migrations, problems: _problems, selected: _selected, ...facts } = set;
  const shipped = new Set(deciding.shipped);
  // Which of them come last in the history decides about those before, too.
  const shippedHere = shipped.size === 0 ? [] : set.migrations.filter(({ id }) => shipped.has(id)).map(({ id }) => id);
  return isJson(deciding) && isJson(files) ? digest(JSON.stringify([build, dialect, deciding, shippedHere, before?.commit, facts])) : undefined;
}

/**
 * Names what a block is judged by: the schema and the migrations that it finds, and all that is in it.
 *
 * @param state what came before, from `initialState` or `stateAfter`
 * @param options of which those for single files count here, and the others in the initial state
 */
export function keyOf(state: string, migrations: readonly Migration[], { from, to }: Block, { files }: LintOptions): string {
  const sources = new Map<SourceText, number>();
  const numberOf = (source: SourceText): number => {
    const number = sources.get(source) ?? sources.size;
    sources.set(source, number);
    return number;
  };
  // Copied and overwritten rather than taken apart, which would take several times as long.
  const withoutText = (script: Script) => ({
    ...script,
    source: numberOf(script.source),
    length: script.source.text.length,
    options: files?.[script.file],
  });
  const facts = migrations.slice(from, to).map((migration) => ({
    ...migration,
    up: withoutText(migration.up),
    down: migration.down && withoutText(migration.down),
  }));
  const texts = [...sources.keys()].map(({ text }) => text);
  return digest(JSON.stringify([state, from, facts]), ...texts);
}

/**
 * Names what a block leaves to those after it: a schema, and the names of migrations. A block that
 * was edited and does the same to the schema as before leaves the same, so that those after it are
 * found again.
 *
 * @param changes what it did to the schema, as it is kept
 */
export function stateAfter(state: string, migrations: readonly Migration[], { from, to }: Block, changes: Uint8Array): string {
  const names = migrations.slice(from, to).map((migration) => ({ ...migration, up: migration.up.file, down: migration.down?.file }));
  return digest(state, JSON.stringify(names), changes);
}

/** No two lists of parts have the same digest unless they are joined to the same text; the first part is JSON and tells their lengths. */
function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
}

function scriptsOf({ up, down }: Migration): readonly Script[] {
  return down ? [up, down] : [up];
}
