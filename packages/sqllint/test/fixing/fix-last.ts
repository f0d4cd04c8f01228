import { load } from '../../src/dialects/load.ts';
import { rewriteMigration } from '../../src/fixing/rewrite.ts';
import type { Fixable } from '../../src/fixing/rewrite.ts';
import { lintSet } from '../../src/lint.ts';
import type { LintOptions } from '../../src/lint.ts';
import { readMigrations } from '../../src/migrations/read.ts';
import { applyEdits } from '../../src/text/edits.ts';
import { memoryFileSystem } from '../migrations/memory-file-system.ts';

const postgres = await load('postgres');

/** What becomes of files when the findings of one migration are fixed: those that change, and those that are new. */
export function fixesOf(files: Readonly<Record<string, string>>, options: LintOptions & { readonly id?: string } = {}): Record<string, string> {
  const [set] = readMigrations(['.'], { fileSystem: memoryFileSystem(files) });
  const migration = options.id === undefined ? set?.migrations.at(-1) : set?.migrations.find(({ id }) => id === options.id);
  if (!set || !migration) throw new Error('There is no such migration.');
  const findings = lintSet(set, postgres, options).migrations.find(({ id }) => id === migration.id)?.findings ?? [];
  const fixable = findings.filter((finding): finding is Fixable => finding.fix !== undefined);
  const rewrite = rewriteMigration(set, migration, fixable, postgres, (file) => file in files);
  if (!rewrite) return {};
  const changed = [...rewrite.edits]
    .filter(([, edits]) => edits.length > 0)
    .map(([file, edits]): [string, string] => [file, applyEdits((file === migration.up.file ? migration.up : migration.down)?.source.text ?? '', edits)]);
  return Object.fromEntries([...changed, ...rewrite.added.map(({ file, text }): [string, string] => [file, text])]);
}
