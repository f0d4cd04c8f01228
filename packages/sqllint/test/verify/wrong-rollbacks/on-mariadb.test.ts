import { afterAll, beforeAll, describe } from 'vitest';

import { load } from '../../../src/dialects/load.ts';
import type { Engine } from '../../../src/verify/engine.ts';
import { openMysql } from '../../../src/verify/engines/mysql/mysql.ts';
import { hasMariaDb, startMariaDb } from '../../mysql/mariadb-server.ts';
import type { MariaDb } from '../../mysql/mariadb-server.ts';
import { ofConstraintsAndIndexes } from './mariadb/constraints-and-indexes.ts';
import { ofData } from './mariadb/data.ts';
import { ofRoutines } from './mariadb/routines.ts';
import { ofTablesAndColumns } from './mariadb/tables-and-columns.ts';
import { tryRollbacks } from './try-rollbacks.ts';

if (!hasMariaDb) console.info('Wrong rollbacks are not tried on MariaDB: there is none in /usr/sbin.');

describe.skipIf(!hasMariaDb)('rollbacks that are wrong on MariaDB, and their correct twins', () => {
  let server: MariaDb;
  let engine: Engine;
  beforeAll(async () => {
    server = await startMariaDb();
    engine = await openMysql({ folder: process.cwd(), url: server.url, dialect: 'mariadb', rules: (await load('mariadb')).lexicalRules });
  }, 60_000);
  afterAll(async () => {
    await engine.close();
    await server.stop();
  });

  tryRollbacks([...ofTablesAndColumns, ...ofConstraintsAndIndexes, ...ofRoutines, ...ofData], () => engine);
});
