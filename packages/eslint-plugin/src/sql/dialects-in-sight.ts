import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dialectNames, readMigrations } from 'sqllint';
import type { DialectName } from 'sqllint';
import { dialectOfCode } from './code-dialect.ts';
import { codeFile } from './code-histories.ts';
import { ObservedDisk } from './observed-disk.ts';

/** Listing so many folders takes about as long as loading every parser. */
const maxFolders = 2000;
/** So many files of a folder show whose SQL it is. */
const maxFiles = 6;

/**
 * The dialects that a project uses, as far as its migrations and its ESLint config show at a glance: a folder without
 * evidence counts as PostgreSQL's, as it does for the rules. All of them, where there is nothing to see or too much.
 *
 * @param folder where ESLint was started
 */
export function dialectsInSight(folder: string): ReadonlySet<DialectName> {
  const disk = new GlancedDisk();
  const found = new Set<DialectName>(dialectsInConfig(folder));
  for (const { migrations, dialect, otherDatabase } of readMigrations([folder], { fileSystem: disk })) {
    if (migrations.length > 0 && otherDatabase === undefined) found.add(dialect ?? 'postgres');
  }
  for (const folderOfCode of disk.codeFolders) for (const dialect of dialectsOfCode(folderOfCode)) found.add(dialect);
  if (disk.hasMore) return new Set(dialectNames);
  return found.size > 0 ? found : new Set(dialectNames);
}

/** What `settings.delivery.sql.dialect` says, for a project whose migrations do not tell. */
function dialectsInConfig(folder: string): DialectName[] {
  const names = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => path.join(folder, `eslint.config.${extension}`));
  const config = names.find((name) => existsSync(name));
  const text = config === undefined ? '' : readFileSync(config, 'utf8');
  return dialectNames.filter((name) => new RegExp(`\\bdialect['"]?\\s*:\\s*['"\`]${name}['"\`]`, 'u').test(text));
}

/** Both that write in the same way, where neither shows. */
function dialectsOfCode(folder: string): readonly DialectName[] {
  const files = new ObservedDisk().list(folder).filter(({ name, kind }) => kind === 'file' && codeFile.test(name));
  const texts = files.slice(0, maxFiles).map(({ name }) => readFileSync(path.join(folder, name), 'utf8').replaceAll('`', ''));
  const dialect = dialectOfCode(folder, texts);
  // Migrations for several databases ask which one it is, and are judged by what they send to one: `options.type === 'sqlite'`.
  const asksForOne = texts.some((text) => /['"](?:postgres|mysql|mariadb|(?:better-)?sqlite3?)['"]/u.test(text));
  return dialect === undefined || asksForOne ? ['postgres', 'mysql', ...(dialect === undefined ? [] : [dialect])] : [dialect];
}

/** The disk at a glance: of each folder few migrations are read, the others are empty, and behind the first folders there are no more. */
class GlancedDisk extends ObservedDisk {
  /** Folders that may hold migrations in code. */
  readonly codeFolders: string[] = [];
  readonly #read = new Map<string, number>();
  #listed = 0;

  /** Whether there were more folders than were looked at. */
  get hasMore(): boolean {
    return this.#listed > maxFolders;
  }

  override list(folder: string): ReturnType<ObservedDisk['list']> {
    if (++this.#listed > maxFolders) return [];
    const entries = super.list(folder);
    if (/(?:^|[\\/])(?:migrations?|migrate)(?:$|[\\/])/u.test(path.resolve(folder)) && entries.some(({ name }) => codeFile.test(name))) this.codeFolders.push(folder);
    return entries;
  }

  override read(file: string, limit: number): Uint8Array {
    // Some tools give each migration a folder.
    const history = /^(?:up|down|migration)\.sql$/u.test(path.basename(file)) ? path.dirname(path.dirname(file)) : path.dirname(file);
    const read = this.#read.get(history) ?? 0;
    if (file.endsWith('.sql')) this.#read.set(history, read + 1);
    return read < maxFiles || !file.endsWith('.sql') ? super.read(file, limit) : new Uint8Array();
  }
}
