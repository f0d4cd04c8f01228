import { SourceText } from '../text/source-text.ts';
import { readCode, readSql } from './code-text.ts';
import { inDrizzle } from './in/drizzle.ts';
import { escaped } from './in/finder.ts';
import type { Finder } from './in/finder.ts';
import { inGoBuilder } from './in/go-builder.ts';
import { inGoStruct } from './in/go-struct.ts';
import { inKysely } from './in/kysely.ts';
import { inPrisma } from './in/prisma.ts';
import { inQueryBuilder } from './in/query-builder.ts';
import { inSequelize } from './in/sequelize.ts';
import { inSqlText } from './in/sql-text.ts';
import { inTypeOrm } from './in/typeorm.ts';
import { isGenerated, isSqlFile } from './own-code.ts';
import type { Removal, Use } from './removal.ts';

/** A file of the workspace. */
export interface CodeFile {
  /** As it is to be named. */
  readonly file: string;
  readonly text: string;
}

/** Declarations come before queries: who keeps them keeps all queries that are made of them. */
const inScripts: readonly Finder[] = [inDrizzle, inTypeOrm, inSequelize, inKysely, inQueryBuilder, inSqlText];
const inGo: readonly Finder[] = [inGoStruct, inGoBuilder, inSqlText];

/**
 * Finds where code still names what migrations remove. Precise rather than complete: a column is
 * found only where the table that it belongs to is plain.
 *
 * @param files of which most hold none of the names, and are left at once
 * @returns the uses of those removals that have any: declarations first, in the order of the files
 */
export function findUses(removals: readonly Removal[], files: Iterable<CodeFile>): Map<Removal, Use[]> {
  const uses = new Map<Removal, Use[]>();
  const names = removals.map(({ table, column }) => column ?? table);
  if (names.length === 0) return uses;
  const anyName = new RegExp(`(?<![\\p{L}\\d_])(?:${[...new Set(names)].flatMap(spellings).map(escaped).join('|')})(?![\\p{L}\\d_])`, 'u');
  for (const { file, text } of files) {
    if (!anyName.test(text) || isGenerated(text)) continue;
    const source = new SourceText(text);
    const code = isSqlFile(file) ? readSql(source.text) : readCode(source.text);
    const finders = findersFor(file);
    for (const removal of removals) {
      if (!text.includes(removal.column ?? removal.table) && !text.includes(removal.table)) continue;
      const places = [...new Set(finders.flatMap((find) => find(code, removal)))];
      const lines = new Set(places.map((at) => source.positionAt(at).line));
      if (lines.size > 0) uses.set(removal, [...(uses.get(removal) ?? []), ...[...lines].map((line) => ({ file, line }))]);
    }
  }
  return uses;
}

function findersFor(file: string): readonly Finder[] {
  if (isSqlFile(file)) return [inSqlText];
  if (file.endsWith('.prisma')) return [inPrisma];
  return file.endsWith('.go') ? inGo : inScripts;
}

/** The words by which code may name a table or column: entities are called by another form of it, `LegacyOrders` for `legacy_orders`. */
export function spellings(name: string): readonly string[] {
  const words = name.split('_').filter((word) => word !== '');
  return [...new Set([name, words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')])];
}
