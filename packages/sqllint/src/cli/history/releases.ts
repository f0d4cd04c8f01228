import type { LintOptions } from '../../lint.ts';
import { withoutComments } from '../../migrations/comments.ts';
import type { Migration, MigrationSet, Script } from '../../migrations/migration.ts';
import type { FileState } from '../../git/git.ts';

/** What of a set has shipped, as the linter wants to know it. */
export type Release = Pick<LintOptions, 'shipped' | 'changed' | 'before'>;

/** How the files of a set differ from those that shipped. */
export interface ShippedFiles {
  stateOf(file: string): FileState | undefined;
  /** The text that shipped. */
  textOf(file: string): string | undefined;
}

/** What has shipped when some migration, by its position, is the last one that has. */
export function releaseThrough({ migrations }: MigrationSet, last: number): Release {
  return { shipped: migrations.slice(0, last + 1).map(({ id }) => id) };
}

/** What has shipped when some files have. In a file of several migrations, each is looked for by itself. */
export function releaseOfFiles({ migrations }: MigrationSet, files: ShippedFiles): Release {
  const inFile = new Map<string, number>();
  for (const { up } of migrations) inFile.set(up.file, (inFile.get(up.file) ?? 0) + 1);
  const shipped: string[] = [];
  const changed: [string, 'sql' | 'other'][] = [];
  for (const migration of migrations) {
    const { id, up, down } = migration;
    const change = changeOf(migration, (inFile.get(up.file) ?? 0) > 1, files);
    if (change === 'new') continue;
    shipped.push(id);
    const isDownChanged = down !== undefined && down.file !== up.file && files.stateOf(down.file) !== undefined;
    if (change !== undefined) changed.push([id, change]);
    else if (isDownChanged) changed.push([id, 'other']);
  }
  return { shipped, ...(changed.length === 0 ? {} : { changed: Object.fromEntries(changed) }) };
}

function changeOf({ up, down }: Migration, sharesFile: boolean, files: ShippedFiles): 'new' | 'sql' | 'other' | undefined {
  const state = files.stateOf(up.file);
  if (state !== 'changed') return state;
  const before = files.textOf(up.file);
  if (before === undefined) return 'sql';
  const shippedSql = sqlOf(before);
  if (shippedSql.includes(sqlOf(textOf(up)))) {
    const isWhole = !sharesFile || down?.file !== up.file || before.includes(textOf(down).trim());
    return sharesFile && isWhole ? undefined : 'other';
  }
  return sharesFile && !before.includes(markerOf(up)) ? 'new' : 'sql';
}

function textOf({ sql, source, start, end }: Script): string {
  return (sql ?? source.text).slice(start, end);
}

/** What a server sees of a text, whatever its layout on the page. */
function sqlOf(text: string): string {
  return withoutComments(text).replace(/\s+/gu, ' ').trim();
}

/** The line above a section, which says whose it is. */
function markerOf({ source, start }: Script): string {
  const lines = source.text.slice(0, start).trimEnd().split(/\r\n|[\r\n]/u);
  return lines.at(-1)?.trim() ?? '';
}
