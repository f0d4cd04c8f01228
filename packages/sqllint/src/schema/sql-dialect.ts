import type { DialectName } from '../dialect-name.ts';

/**
 * The database whose SQL is being written. Judging and writing downs are synchronous and are about
 * one database at a time, so that the many places which write a line of SQL need not hand it on.
 */
let current: DialectName = 'postgres';

/** Runs something that writes SQL of a dialect. */
export function writingFor<T>(dialect: DialectName, run: () => T): T {
  const outer = current;
  current = dialect;
  try {
    return run();
  } finally {
    current = outer;
  }
}

/** Whether the database is MySQL or MariaDB. */
export function isMySql(): boolean {
  return current === 'mysql' || current === 'mariadb';
}

/** The dialect that SQL has to be written in here. */
export function writtenDialect(): DialectName {
  return current;
}
