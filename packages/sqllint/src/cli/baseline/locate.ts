import { dirname, relative, resolve, sep } from 'node:path';

import type { Finding, SetResult } from '../../lint-result.ts';
import type { MigrationSet } from '../../migrations/migration.ts';

/** A finding with what a baseline wants to know of it. */
export interface LocatedFinding {
  /** Relative to the folder of the baseline, with forward slashes. */
  readonly folder: string;
  readonly migration: string;
  readonly finding: Finding;
  /** What is underlined. */
  readonly sql: string;
}

/** The folder of some migrations as a baseline names it, so that it is the same on every machine. */
export function folderFrom(baselineFile: string, root: string): string {
  const path = relative(dirname(resolve(baselineFile)), resolve(root)).replaceAll(sep, '/');
  return path === '' ? '.' : path;
}

/** All findings of a run. */
export function locateAll(baselineFile: string, sets: readonly MigrationSet[], results: readonly SetResult[]): LocatedFinding[] {
  const textOf = textsOf(sets);
  return results.flatMap(({ root, migrations }) => {
    const folder = folderFrom(baselineFile, root);
    return migrations.flatMap(({ id, findings }) =>
      findings.map((finding) => ({ folder, migration: id, finding, sql: textOf(finding.file).slice(finding.start, finding.end) })),
    );
  });
}

function textsOf(sets: readonly MigrationSet[]): (file: string) => string {
  const texts = new Map<string, string>();
  for (const { migrations } of sets) {
    for (const { up, down } of migrations) {
      texts.set(up.file, up.source.text);
      if (down) texts.set(down.file, down.source.text);
    }
  }
  return (file) => texts.get(file) ?? '';
}
