import { describe, expect, it } from 'vitest';

import { load } from '../../../src/dialects/load.ts';
import { takeMarks } from '../../marked-text.ts';
import { outlineOf } from '../postgres/change-outline.ts';

const sqlite = await load('sqlite');

function changesIn(sql: string): string[] {
  return sqlite.parse(sql).statements.flatMap(({ changes }) => changes.map(outlineOf));
}

/** What each statement does, by what it is about; `change-outline.ts` says how a change is written. */
const cases: readonly (readonly [about: string, statements: readonly (readonly [sql: string, changes: readonly string[]])[]])[] = [
  ['tables', [
    [
      'CREATE TABLE IF NOT EXISTS main."Order" (id INTEGER PRIMARY KEY AUTOINCREMENT, `email` VARCHAR(255) COLLATE NOCASE UNIQUE, [at] datetime NOT NULL DEFAULT CURRENT_TIMESTAMP, note DEFAULT "none", total REAL AS (a * 2) STORED)',
      [`createTable table=Order ifNotExists columns=[{name=id type=INTEGER constraints=[{type=primaryKey columns=[id] text=PRIMARY KEY AUTOINCREMENT inlineOf=id}]}, {name=email type=VARCHAR(255) constraints=[{type=unique columns=[email] text=UNIQUE inlineOf=email}] collation=NOCASE}, {name=at type=datetime notNull default=CURRENT_TIMESTAMP}, {name=note default='none'}, {name=total type=REAL generated={expression=a * 2 stored}}]`],
    ],
    [
      'CREATE TABLE t (a TEXT, b INT REFERENCES u (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, CONSTRAINT k PRIMARY KEY (a, b), CHECK (b > 0)) STRICT, WITHOUT ROWID',
      ['createTable table=t columns=[{name=a type=TEXT}, {name=b type=INT constraints=[{type=foreignKey columns=[b] deferrable text=REFERENCES u (id) ON DELETE CASCADE references={table=u columns=[id]} inlineOf=b initiallyDeferred}]}] constraints=[{type=primaryKey columns=[a, b] text=PRIMARY KEY (a, b) name=k}, {type=check columns=[b] text=CHECK (b > 0) expression=b > 0}] storage=[[without rowid, true], [strict, true]]'],
    ],
    [
      'CREATE TEMP TABLE kept AS SELECT id, name AS title FROM users',
      ['createTable table=kept temporary fromQuery reads=[users] copies={from=users columns=[{from=id to=id}, {from=name to=title}]}'],
    ],
    [
      'CREATE VIRTUAL TABLE notes_fts USING fts5(title, body, tokenize = "porter ascii")',
      ['createTable table=notes_fts fromQuery'],
    ],
  ]],
  ['columns and constraints', [
    [
      'ALTER TABLE a RENAME TO b',
      ['renameTable table=a to=b'],
    ],
    [
      `ALTER TABLE a ADD COLUMN b text NOT NULL DEFAULT 'x;y'`,
      [`addColumn table=a column={name=b type=text notNull default='x;y'}`],
    ],
    [
      'ALTER TABLE a DROP b',
      ['dropColumn table=a column=b'],
    ],
    [
      'ALTER TABLE a RENAME b TO c',
      ['renameColumn table=a column=b to=c of=table'],
    ],
    [
      'ALTER TABLE a ALTER COLUMN b SET NOT NULL',
      ['setNotNull table=a column=b'],
    ],
  ]],
  ['indexes, views and triggers', [
    [
      'CREATE UNIQUE INDEX IF NOT EXISTS i ON t (lower(email), name COLLATE NOCASE DESC) WHERE deleted_at IS NULL',
      ['createIndex table=t name=i unique ifNotExists method=btree keys=[{expression=lower(email) text=lower(email)}, {column=name text=name COLLATE NOCASE DESC}] where=deleted_at IS NULL'],
    ],
    [
      'DROP INDEX i',
      ['dropIndex name=i'],
    ],
    [
      'CREATE VIEW v AS WITH x AS (SELECT 1) SELECT * FROM a JOIN b ON a.id = b.id, x',
      ['createObject objectType=view name=v reads=[a, b]'],
    ],
    [
      'DROP VIEW IF EXISTS v',
      ['dropObject objectType=view name=v ifExists'],
    ],
    [
      `CREATE TRIGGER touch AFTER UPDATE OF name ON users FOR EACH ROW WHEN new.name <> old.name BEGIN UPDATE users SET at = datetime('now') WHERE id = new.id; SELECT CASE WHEN 1 THEN 2 END; END`,
      ['createObject objectType=trigger name=touch table=users reads=[users]'],
    ],
    [
      'DROP TRIGGER touch',
      ['dropObject objectType=trigger name=touch'],
    ],
  ]],
  ['rows', [
    [
      `INSERT INTO t (a, b) VALUES (1, 'it''s'), (NULL, random())`,
      [`insertRows table=t columns=[a, b] rows=[[1, 'it''s'], [NULL, ]]`],
    ],
    [
      'INSERT OR IGNORE INTO t SELECT * FROM u',
      ['insertRows table=t mayInsertNothing from=[u] copies={from=u} selects={from=u}'],
    ],
    [
      'INSERT INTO t (a) SELECT max(b) FROM u GROUP BY c',
      ['insertRows table=t columns=[a] from=[u]'],
    ],
    [
      'INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = excluded.a',
      ['insertRows table=t onConflictUpdate mayInsertNothing rows=[[1]]'],
    ],
    [
      'REPLACE INTO t VALUES (1)',
      ['insertRows table=t onConflictUpdate rows=[[1]]'],
    ],
    [
      'UPDATE t AS x SET a = 1, (b, c) = (2, 3) FROM u WHERE x.id = 4 AND d IS NULL',
      ['updateRows table=t columns=[a, b, c] from=[u] hasWhere onlyWhereNull=[d] onlyWhereConstant=[id] values=[{column=a value=1}] where=x.id = 4 AND d IS NULL alias=x'],
    ],
    [
      `DELETE FROM t WHERE kind IN ('a', 'b')`,
      [`deleteRows table=t hasWhere onlyWhereConstant=[kind] where=kind IN ('a', 'b')`],
    ],
  ]],
  ['settings, transactions and the rest', [
    [
      'PRAGMA foreign_keys = 0',
      ['setParameter name=foreign_keys value=off'],
    ],
    [
      'PRAGMA main.journal_mode(WAL)',
      ['setParameter name=journal_mode value=wal'],
    ],
    [
      'PRAGMA foreign_key_check(orders)',
      ['noEffect command=PRAGMA foreign_key_check'],
    ],
    [
      'BEGIN IMMEDIATE',
      ['controlTransaction action=begin'],
    ],
    [
      'END TRANSACTION',
      ['controlTransaction action=commit'],
    ],
    [
      'SAVEPOINT s',
      ['controlTransaction action=savepoint'],
    ],
    [
      'ROLLBACK TO s',
      ['controlTransaction action=rollback to'],
    ],
    [
      `UPDATE sqlite_master SET sql = replace(sql, 'a', 'b')`,
      ['opaque command=UPDATE reason=This statement edits the schema as text, which sqllint does not follow.'],
    ],
    [
      'VACUUM',
      ['maintain command=vacuum full'],
    ],
    [
      'REINDEX t',
      ['reindex target=table name=t'],
    ],
    [
      'ANALYZE',
      ['maintain command=analyze'],
    ],
    [
      'EXPLAIN QUERY PLAN SELECT 1',
      ['noEffect command=SELECT'],
    ],
  ]],
];

describe.each(cases)('%s', (_, statements) => {
  it.each(statements)('%s', (sql, changes) => {
    expect(changesIn(sql)).toEqual(changes);
  });
});

describe('a rebuilt table is one change', () => {
  const tail = 'rebuildTable table=p';
  const copied = 'copied=[{to=id value=id from=id}, {to=a value=a from=a}]';

  it.each([
    ['as Prisma, Drizzle and Django write it', 'CREATE TABLE new_p (id INT, a TEXT); INSERT INTO new_p (id, a) SELECT id, a FROM p; DROP TABLE p; ALTER TABLE new_p RENAME TO p;', `${tail} ${copied} drop={}`],
    ['with the old table put aside first', 'ALTER TABLE p RENAME TO p_old; CREATE TABLE p (id INT, a TEXT); INSERT INTO p (id, a) SELECT id, a FROM p_old; DROP TABLE p_old;', `${tail} ${copied} drop={} renamedTo=p_old`],
    ['by way of a third table', 'CREATE TEMPORARY TABLE kept AS SELECT id, a FROM p; DROP TABLE p; CREATE TABLE p (id INT, a TEXT); INSERT INTO p SELECT * FROM kept; DROP TABLE kept;', `${tail} ${copied} drop={}`],
    ['whatever cleaned up before it', 'DROP TABLE IF EXISTS new_p; CREATE TABLE new_p (id INT, a TEXT); INSERT INTO new_p (id, a) SELECT id, a FROM p; DROP TABLE p; ALTER TABLE new_p RENAME TO p;', `${tail} ${copied} drop={}`],
  ])('%s', (_, sql, expected) => {
    expect(changesIn(sql).filter((change) => !change.startsWith('noEffect'))).toEqual([expected]);
  });

  it('with what is computed on the way, rows that are left out, and references to itself', () => {
    const sql = "CREATE TABLE new_p (id INT, up INT REFERENCES new_p (id)); INSERT INTO new_p SELECT id, coalesce(up, 0) FROM p WHERE id > 1; DROP TABLE p; ALTER TABLE new_p RENAME TO p; CREATE INDEX i ON p (up);";
    expect(changesIn(sql).filter((change) => !change.startsWith('noEffect'))).toEqual([
      'rebuildTable table=p copied=[{to=id value=id from=id}, {to=up value=coalesce(up, 0)}] leavesOutRows drop={} createdAgain=[{table=p name=i method=btree keys=[{column=up}] text=CREATE INDEX i ON p (up)}]',
      'createIndex table=p name=i method=btree keys=[{column=up}]',
    ]);
  });

  it.each([
    ['nothing is copied', 'DROP TABLE p; CREATE TABLE p (id INT);'],
    ['the old one stays', 'ALTER TABLE p RENAME TO p_old; CREATE TABLE p (id INT); INSERT INTO p SELECT id FROM p_old;'],
    ['the copy has another name', 'CREATE TABLE q (id INT); INSERT INTO q SELECT id FROM p; DROP TABLE p;'],
    ['the script made the table itself', 'CREATE TABLE p (id INT); CREATE TABLE q (id INT); INSERT INTO q SELECT id FROM p; DROP TABLE p; ALTER TABLE q RENAME TO p;'],
  ])('and it is none where %s', (_, sql) => {
    expect(changesIn(sql).filter((change) => change.startsWith('rebuildTable'))).toEqual([]);
  });
});

describe('what the parser refuses', () => {
  it('is reported at its place, and hides nothing else', () => {
    const { text, ranges } = takeMarks("CREATE TABLE é (a TEXT DEFAULT '😀');\n--> statement-breakpoint\nDROP TABLE orders «cascade»;\nALTER TABLE a DROP COLUMN b;");
    const { statements } = sqlite.parse(text);
    const [place] = ranges;
    expect(statements.map(({ command, problem }) => [command, problem])).toEqual([
      ['CREATE TABLE', undefined],
      ['DROP TABLE', { kind: 'syntax', start: place?.start, end: place?.end, message: 'Near "cascade": syntax error.' }],
      ['ALTER TABLE', undefined],
    ]);
    expect(statements.flatMap(({ changes }) => changes.map(outlineOf))).toEqual([
      "createTable table=é columns=[{name=a type=TEXT default='😀'}]",
      'dropTable table=orders',
      'dropColumn table=a column=b',
    ]);
  });

  it('may be a template', () => {
    expect(changesIn('DROP TABLE {{ prefix }}orders')).toEqual(['dropTable table=___prefix___orders']);
  });

  it('may be a command of the sqlite3 shell', () => {
    expect(sqlite.parse('.read other.sql').statements.map(({ problem }) => problem?.message)).toEqual([
      '.read is a command for the sqlite3 shell, not for the database; what it does is not analysed.',
    ]);
  });
});
