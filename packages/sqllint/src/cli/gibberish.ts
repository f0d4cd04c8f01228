import type { SetResult } from '../lint-result.ts';

/** Statements of a folder. */
export interface StatementCounts {
  readonly seen: number;
  /** Those that are not in the grammar. */
  readonly refused: number;
}

export function countStatements({ migrations }: SetResult): StatementCounts {
  return {
    seen: migrations.reduce((sum, { statements }) => sum + statements.seen, 0),
    refused: migrations.flatMap(({ notAnalysed }) => notAnalysed).filter(({ kind }) => kind === 'syntax').length,
  };
}

/** Whether not one statement of a folder is in the grammar: no findings means nothing then. */
export function isGibberish({ seen, refused }: StatementCounts): boolean {
  return refused > 0 && refused === seen;
}

/**
 * What to say of such a folder.
 * @param database as people write it
 */
export function notReadable(database: string): string {
  return `No statement here could be read as ${database}. If it is the SQL of another database, name that with --dialect; if these are no migrations, leave the path out.`;
}
