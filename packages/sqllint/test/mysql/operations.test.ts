import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { operationsOf } from '../../src/facts/mysql/operation-of.ts';
import { algorithms, operations, wayOf } from '../../src/facts/mysql/operations.ts';
import type { OperationName } from '../../src/facts/mysql/operations.ts';
import { apply } from '../../src/schema/apply.ts';
import { Schema } from '../../src/schema/schema.ts';
import { writingFor } from '../../src/schema/sql-dialect.ts';
import { hasMariaDb, startMariaDb } from './mariadb-server.ts';
import type { MariaDb } from './mariadb-server.ts';

const mariadb = await load('mariadb');

const parent = 'CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (1);';
const table = [
  'CREATE TABLE t (id int PRIMARY KEY, a int, b int, d int NOT NULL DEFAULT 1, i int, c char(10), v varchar(50), w varchar(20), x text,',
  "e enum('a', 'b'), g point NOT NULL, r int, KEY ii (i), CONSTRAINT fk FOREIGN KEY (r) REFERENCES p (id), CONSTRAINT ck CHECK (d > 0)) DEFAULT CHARSET utf8mb4;",
].join(' ');
const withGenerated = 'CREATE TABLE t (id int PRIMARY KEY, a int, v int AS (a + 1) VIRTUAL);';
const plain = 'CREATE TABLE t (id int PRIMARY KEY, a int) DEFAULT CHARSET utf8mb4;';

/** For each operation, statements that are nothing else, and the table that they change where it is not `table`. */
const statements: Readonly<Partial<Record<OperationName, { readonly actions: readonly string[]; readonly on?: string; readonly before?: string }>>> = {
  addColumn: { actions: ['ADD COLUMN n int', "ADD COLUMN n varchar(9) NOT NULL DEFAULT 'x'", 'ADD COLUMN n datetime NOT NULL DEFAULT CURRENT_TIMESTAMP'] },
  addColumnElsewhere: { actions: ['ADD COLUMN n int FIRST', 'ADD COLUMN n int AFTER a'] },
  addColumnWithExpression: { actions: ['ADD COLUMN n varchar(36) DEFAULT (uuid())'] },
  addAutoIncrement: { actions: ['ADD COLUMN n int NOT NULL AUTO_INCREMENT UNIQUE'] },
  addVirtualColumn: { actions: ['ADD COLUMN n int AS (a + 1) VIRTUAL'] },
  addStoredColumn: { actions: ['ADD COLUMN n int AS (a + 1) STORED'] },
  dropColumn: { actions: ['DROP COLUMN b'] },
  dropIndexedColumn: { actions: ['DROP COLUMN i'] },
  dropVirtualColumn: { actions: ['DROP COLUMN v'], on: withGenerated },
  renameColumn: { actions: ['RENAME COLUMN a TO z', 'CHANGE a z int'] },
  moveColumn: { actions: ['MODIFY a int FIRST', 'MODIFY a int AFTER d'] },
  changeDefault: { actions: ['ALTER COLUMN a SET DEFAULT 5', 'ALTER COLUMN d DROP DEFAULT', 'MODIFY a int DEFAULT 7'] },
  changeComment: { actions: ["MODIFY a int COMMENT 'x'"] },
  widenText: { actions: ['MODIFY v varchar(63)'] },
  widenShortText: { actions: ['MODIFY w varchar(200)'] },
  widenTextAcross: { actions: ['MODIFY v varchar(200)'] },
  changeType: { actions: ['MODIFY v varchar(20)', 'MODIFY a bigint', 'MODIFY a int unsigned', 'MODIFY v text', 'MODIFY c char(20)', 'MODIFY x mediumtext', 'MODIFY v varchar(50) CHARACTER SET latin1'] },
  setNotNull: { actions: ['MODIFY a int NOT NULL'] },
  dropNotNull: { actions: ['MODIFY d int DEFAULT 1'] },
  appendLabel: { actions: ["MODIFY e enum('a', 'b', 'c')"] },
  changeLabels: { actions: ["MODIFY e enum('b', 'a')", "MODIFY e enum('c', 'a', 'b')", "MODIFY e enum('a')"] },
  addIndex: { actions: ['ADD INDEX n (a)', 'ADD UNIQUE n (a)'] },
  addFulltextIndex: { actions: ['ADD FULLTEXT n (x)'] },
  addSpatialIndex: { actions: ['ADD SPATIAL INDEX n (g)'] },
  dropIndex: { actions: ['DROP INDEX ii'] },
  renameIndex: { actions: ['RENAME INDEX ii TO jj'] },
  hideIndex: { actions: ['ALTER INDEX ii IGNORED'] },
  replacePrimaryKey: { actions: ['DROP PRIMARY KEY, ADD PRIMARY KEY (id, d)'] },
  addPrimaryKey: { actions: ['ADD PRIMARY KEY (id)'], on: 'CREATE TABLE t (id int NOT NULL, a int);' },
  dropPrimaryKey: { actions: ['DROP PRIMARY KEY'] },
  addForeignKey: { actions: ['ADD FOREIGN KEY (a) REFERENCES p (id)'] },
  addForeignKeyUnchecked: { actions: ['ADD FOREIGN KEY (a) REFERENCES p (id)'], before: 'SET foreign_key_checks = 0;' },
  dropForeignKey: { actions: ['DROP FOREIGN KEY fk'] },
  addCheck: { actions: ['ADD CHECK (a > 0)'] },
  dropCheck: { actions: ['DROP CONSTRAINT ck'] },
  convertCharacterSet: { actions: ['CONVERT TO CHARACTER SET latin1'] },
  changeDefaultCharacterSet: { actions: ['DEFAULT CHARACTER SET latin1'] },
  rebuildTable: { actions: ['ENGINE=InnoDB', 'FORCE', 'ROW_FORMAT=COMPACT'] },
  changeTableComment: { actions: ["COMMENT='x'"] },
  partition: { actions: ['PARTITION BY HASH (id) PARTITIONS 2'], on: plain },
};

const cases = Object.entries(statements).flatMap(([name, { actions, on = table, before = '' }]) =>
  // The keys are the names of operations.
  actions.map((action) => ({ name: name as OperationName, action, on, before })),
);

/** MariaDB takes any algorithm for partitions, and copies the table all the same. */
const asked = cases.filter(({ name }) => name !== 'partition');

describe('an operation of MySQL and MariaDB', () => {
  it.each(cases)('$name is what “$action” amounts to', ({ name, action, on, before }) => {
    const found = writingFor('mariadb', () => {
      const schema = new Schema();
      schema.beginMigration(0);
      const run = (sql: string): void => {
        for (const { changes } of mariadb.parse(sql).statements) for (const change of changes) apply(schema, change);
      };
      run(parent + on);
      schema.beginMigration(1);
      run(before);
      const [statement] = mariadb.parse(`ALTER TABLE t ${action};`).statements;
      return statement?.changes.flatMap((change) => operationsOf(change, schema, statement.changes));
    });
    expect(found).toContain(name);
  });

  it('has a case here, but for a rename, which takes no algorithm', () => {
    expect(Object.keys(operations).filter((name) => !(name in statements))).toEqual(['renameTable']);
  });
});

describe.skipIf(!hasMariaDb)('a real MariaDB (skipped where mariadbd is not installed)', () => {
  let server: MariaDb | undefined;
  let errors: ReadonlyMap<number, { readonly message: string }> = new Map();
  const lineOf = new Map<string, number>();
  const key = (name: string, action: string, algorithm: string, lock: string): string => [name, action, algorithm, lock].join('|');

  beforeAll(async () => {
    server = await startMariaDb();
    const lines = ['CREATE DATABASE facts; USE facts;', parent];
    for (const { name, action, on, before } of asked) {
      for (const algorithm of algorithms) {
        for (const lock of ['NONE', 'SHARED']) {
          const row = on === table ? "INSERT INTO t (id, a, g) VALUES (1, 1, point(1, 1));" : 'INSERT INTO t (id, a) VALUES (1, 1);';
          lines.push(`DROP TABLE IF EXISTS t; SET foreign_key_checks = 1; ${on} ${row} ${before}`);
          const clauses = `ALGORITHM=${algorithm}, LOCK=${lock}`;
          lines.push(`ALTER TABLE t ${action}, ${clauses};`);
          lineOf.set(key(name, action, algorithm, lock), lines.length);
        }
      }
    }
    errors = server.run(lines).errors;
  }, 120_000);

  afterAll(() => server?.stop());

  /** The quickest algorithm with the least lock that the server accepts. */
  function best(name: string, action: string): string {
    for (const algorithm of algorithms) {
      for (const lock of ['NONE', 'SHARED']) {
        if (!errors.has(lineOf.get(key(name, action, algorithm, lock)) ?? 0)) return `${algorithm}, ${lock}`;
      }
    }
    return `refuses it: ${errors.get(lineOf.get(key(name, action, 'COPY', 'SHARED')) ?? 0)?.message ?? ''}`;
  }

  it.each(asked)('does “$action” ($name) as the facts say', ({ name, action }) => {
    const way = wayOf(name, 'mariadb');
    expect(best(name, action)).toBe(`${way?.algorithm ?? ''}, ${way?.lock ?? ''}`);
  });
});
