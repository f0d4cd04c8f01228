import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { load } from '../dialects/load.ts';
import type { WrittenDown } from '../down.ts';
import { reasonOf } from '../migrations/folder.ts';
import type { Migration, MigrationSet } from '../migrations/migration.ts';
import { NoPlaceForDownError, placeDown } from '../migrations/place-down.ts';
import type { PlacedDown } from '../migrations/place-down.ts';
import type { DownRequest } from './down-options.ts';
import { clean, couldNotRun, foundProblems } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { findMigration } from './find-migration.ts';
import { exists } from './missing-path.ts';
import { complain, printLine } from './output.ts';
import { readRequested } from './read-requested.ts';
import { versionsSaid } from './settings.ts';
import { shownPath } from './shown-path.ts';
import { UsageError } from './usage-error.ts';

/**
 * `sqllint down <migration>`: writes the down that is missing, where the migration tool looks for it.
 * What it does not bring back is said on standard error.
 *
 * @throws {UsageError} when there is no such migration, or a file that may not be overwritten
 */
export async function downCommand(request: DownRequest): Promise<ExitCode> {
  const sets = await readRequested(withPaths(request), () => undefined);
  const errors = sets.filter(({ migrations }) => migrations.length === 0).flatMap(({ problems }) => problems.filter(({ level }) => level === 'error'));
  for (const { file, message } of errors) complain(`${shownPath(file)}: ${message}`);
  if (errors.length > 0) return couldNotRun;

  const { set, migration } = findMigration(sets, request.migration);
  const down = await write(set, migration, request);
  if (request.stdout) printLine(bothScripts(migration, down));
  else save(set, migration, down, request);
  for (const warning of down.warnings) complain(warning);
  return down.brings === 'nothing' ? foundProblems : clean;
}

/** A migration that is named by its file needs no folder besides. */
function withPaths(request: DownRequest): DownRequest {
  const isFile = request.pathsAreDefault && exists(request.migration) && statSync(request.migration).isFile();
  return isFile ? { ...request, paths: [request.migration], pathsAreDefault: false } : request;
}

async function write(set: MigrationSet, migration: Migration, request: DownRequest): Promise<WrittenDown> {
  const dialectName = request.dialect ?? set.dialect ?? 'postgres';
  const [loaded, { writeDown }] = await Promise.all([load(dialectName), import('../down.ts')]);
  const down = writeDown(set, migration.id, loaded, { ...versionsSaid(request), keepData: request.keepData });
  return down.pieces.length > 0 ? down : { ...down, text: `${nothingToUndo}\n`, pieces: [nothingToUndo] };
}

const nothingToUndo = '-- The up changes nothing that would have to be taken back.';

function bothScripts({ up }: Migration, { text, amendedUp }: WrittenDown): string {
  if (amendedUp === undefined) return text.trimEnd();
  return [`-- ${shownPath(up.file)}, as it has to be for this down:`, amendedUp.trimEnd(), '', '-- The down:', text.trimEnd()].join('\n');
}

function save(set: MigrationSet, migration: Migration, down: WrittenDown, { force }: DownRequest): void {
  const placed = place(set, migration, down);
  if (!force && isTaken(placed, migration)) {
    throw new UsageError(`${shownPath(placed.file)} has a down already. Overwrite it with --force, or look at the new one with --stdout.`);
  }
  const { file } = migration.up;
  if (!force && down.amendedUp !== undefined) {
    throw new UsageError(`${shownPath(file)} would have to change as well, to keep a copy of what it destroys. Look at both scripts with --stdout, and write them with --force while the migration has not run anywhere.`);
  }
  if (down.amendedUp !== undefined && placed.file !== file) writeText(file, down.amendedUp);
  writeText(placed.file, placed.text);
  const files = down.amendedUp === undefined || placed.file === file ? [placed.file] : [file, placed.file];
  printLine(`Wrote ${files.map(shownPath).join(' and ')}. ${broughtBack[down.brings]}`);
}

const broughtBack: Readonly<Record<WrittenDown['brings'], string>> = {
  everything: 'The down brings back the schema and every value in it.',
  shape: 'The down brings back the schema, but not all data.',
  nothing: 'The down does not bring back everything; add what is missing by hand.',
};

function place(set: MigrationSet, migration: Migration, { pieces, amendedUp }: WrittenDown): PlacedDown {
  try {
    return placeDown(set, migration, pieces, amendedUp);
  } catch (error) {
    if (error instanceof NoPlaceForDownError) throw new UsageError(error.message);
    throw error;
  }
}

/** Whether something stands there that somebody may have written. */
function isTaken(placed: PlacedDown, { up, down }: Migration): boolean {
  if (placed.replaces) return true;
  return placed.file !== up.file && placed.file !== down?.file && exists(placed.file);
}

function writeText(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${shownPath(file)} cannot be written: ${reasonOf(error)}.`);
  }
}
