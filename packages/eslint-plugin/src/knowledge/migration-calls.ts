/** Methods of migration tools and database clients whose first argument is SQL to run. */
export const sqlMethods: ReadonlySet<string> = new Set([
  'addSql',
  'exec',
  'execute',
  'executeSql',
  'query',
  'queryRaw',
  'raw',
  'run',
  'runSql',
  'sql',
  'unsafe',
  '$executeRaw',
  '$executeRawUnsafe',
  '$queryRawUnsafe',
]);

/** Methods of the same objects that change nothing in the database, or only how it is talked to. */
export const harmlessMethods: ReadonlySet<string> = new Set([
  'bind',
  'catch',
  'commit',
  'commitTransaction',
  'connect',
  'debug',
  'error',
  'finally',
  'info',
  'log',
  'noTransaction',
  'release',
  'rollback',
  'rollbackTransaction',
  'startTransaction',
  'then',
  'transaction',
  'warn',
]);
