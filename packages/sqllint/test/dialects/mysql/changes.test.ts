import { describe, expect, it } from 'vitest';

import { load } from '../../../src/dialects/load.ts';
import { outlineOf } from '../postgres/change-outline.ts';

const mysql = await load('mysql');
const mariadb = await load('mariadb');

/** What a script does, a line for each change; nothing in it may be left unread. */
function changesIn(sql: string, dialect = mysql): string[] {
  const { statements } = dialect.parse(sql);
  expect(statements.flatMap(({ problem }) => problem?.message ?? [])).toEqual([]);
  return statements.flatMap(({ changes }) => changes.map(outlineOf));
}

describe('CREATE TABLE in MySQL', () => {
  it('has columns and indexes', () => {
    const sql = `CREATE TABLE \`orders\` (
      \`id\` int(11) unsigned NOT NULL AUTO_INCREMENT,
      \`note\` varchar(40) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT NULL,
      \`changed\` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'it''s late',
      email varchar(100) UNIQUE,
      PRIMARY KEY (\`id\`),
      KEY \`by_note\` (\`note\`(10), \`changed\` DESC) USING BTREE,
      FULLTEXT KEY (\`note\`)
    ) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4`;
    expect(changesIn(sql)).toEqual([
      [
        'createTable table=orders columns=[',
        '{name=id type=int(11) unsigned notNull autoIncrement text=int(11) unsigned NOT NULL AUTO_INCREMENT}, ',
        '{name=note type=varchar(40) characterSet=utf8mb3 collation=utf8mb3_bin defaultsToNull text=varchar(40) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT NULL}, ',
        "{name=changed type=timestamp notNull default=CURRENT_TIMESTAMP onUpdate=CURRENT_TIMESTAMP comment=it's late ",
        "text=timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'it''s late'}, ",
        '{name=email type=varchar(100) text=varchar(100) UNIQUE}] ',
        'constraints=[{type=primaryKey name=PRIMARY columns=[id] text=PRIMARY KEY (`id`)}] ',
        'storage=[[engine, innodb], [auto_increment, 5], [character set, utf8mb4]] ',
        'indexes=[{table=orders unique method=btree keys=[{column=email}]}, ',
        '{table=orders keys=[{column=note text=`note`(10)}, {column=changed text=`changed` DESC}] name=by_note method=btree}, ',
        '{table=orders keys=[{column=note}] method=fulltext}]',
      ].join(''),
    ]);
  });

  it('has generated columns, checks and foreign keys', () => {
    const sql = 'CREATE TABLE a (g int AS (b * 2) STORED, CONSTRAINT fk FOREIGN KEY (b) REFERENCES c (d) ON DELETE CASCADE, CHECK (b > 0))';
    expect(changesIn(sql)).toEqual([
      [
        'createTable table=a columns=[{name=g type=int generated={expression=b * 2 stored} text=int AS (b * 2) STORED}] ',
        'constraints=[{type=foreignKey columns=[b] references={table=c columns=[d]} text=CONSTRAINT fk FOREIGN KEY (b) REFERENCES c (d) ON DELETE CASCADE name=fk}, ',
        '{type=check columns=[b] expression=b > 0 text=CHECK (b > 0)}]',
      ].join(''),
    ]);
  });

  it('is made like another table, or of a query', () => {
    expect(changesIn('CREATE TABLE a LIKE b; CREATE TABLE c AS SELECT id, x AS y FROM d WHERE x = 1;')).toEqual([
      'createTable table=a like=[{table=b including=[defaults, indexes]}]',
      'createTable table=c fromQuery reads=[d] copies={from=d columns=[{from=id to=id}, {from=x to=y}] hasWhere}',
    ]);
  });

  it('heeds REFERENCES in line only where the server does', () => {
    const sql = 'ALTER TABLE a ADD COLUMN b int REFERENCES c (id)';
    const reference = '{type=foreignKey columns=[b] references={table=c columns=[id]} text=REFERENCES c (id)}';
    expect(changesIn(sql)).toEqual([`addColumn table=a column={name=b type=int inlineReferences=${reference} text=int REFERENCES c (id)}`]);
    expect(changesIn(sql, mariadb)).toEqual([`addColumn table=a column={name=b type=int constraints=[${reference}] text=int REFERENCES c (id)}`]);
  });
});

describe('ALTER TABLE in MySQL', () => {
  it('is one statement with many changes, of which the server does the removals first', () => {
    const { statements } = mysql.parse(
      'ALTER TABLE a ADD COLUMN b int NOT NULL AFTER c, ADD (d int, e text), DROP f, DROP INDEX g, DROP FOREIGN KEY h, DROP PRIMARY KEY, ADD UNIQUE KEY u (b), ALGORITHM=INPLACE, LOCK=NONE',
    );
    expect(statements.map(({ online }) => online)).toEqual([{ algorithm: 'INPLACE', lock: 'NONE' }]);
    expect(statements[0]?.changes.map(outlineOf)).toEqual([
      'dropConstraint table=a name=h',
      'dropConstraint table=a name=PRIMARY',
      'dropIndex name=g table=a isReplaced',
      'dropColumn table=a column=f',
      'addColumn table=a column={name=b type=int notNull text=int NOT NULL} position={after=c}',
      'addColumn table=a column={name=d type=int text=int}',
      'addColumn table=a column={name=e type=text text=text}',
      'createIndex table=a unique keys=[{column=b}] name=u method=btree',
    ]);
  });

  it('states columns again', () => {
    expect(changesIn('ALTER TABLE a MODIFY b BIGINT NOT NULL FIRST; ALTER TABLE a CHANGE b c text; ALTER TABLE a CHANGE b b int')).toEqual([
      'restateColumn table=a column=b position=first',
      'renameColumn table=a column=b to=c of=table',
      'restateColumn table=a column=c',
      'restateColumn table=a column=b',
    ]);
  });

  it('renames, and moves to another database', () => {
    expect(changesIn('ALTER TABLE a RENAME COLUMN b TO c, RENAME INDEX d TO e, RENAME TO f; RENAME TABLE a TO b, c TO d.c;')).toEqual([
      'renameColumn table=a column=b to=c of=table',
      'renameIndex name=d table=a to=e',
      'renameTable table=a to=f',
      'renameTable table=a to=b',
      'moveToSchema objectType=table name=c schema=d',
    ]);
  });

  it('sets options, character sets and partitions', () => {
    const sql = 'ALTER TABLE a ENGINE=InnoDB ROW_FORMAT=DYNAMIC, CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; ALTER TABLE a DROP PARTITION p1, p2; ALTER TABLE a ALTER INDEX i INVISIBLE';
    expect(changesIn(sql)).toEqual([
      'alterTable table=a aspect=option engine value=innodb',
      'alterTable table=a aspect=option row_format value=dynamic',
      'convertCharacterSet table=a characterSet=utf8mb4 collation=utf8mb4_bin',
      'changePartitions table=a action=drop partitions=[p1, p2]',
      'alterTable table=a aspect=invisible index i value=invisible',
    ]);
  });
});

describe('rows in MySQL', () => {
  it('are inserted, as constants or from another table', () => {
    expect(changesIn("INSERT IGNORE INTO a (b, c) VALUES (1, 'x'), (2, now()); REPLACE INTO a VALUES (1); INSERT INTO a (b) SELECT c FROM d")).toEqual([
      "insertRows table=a columns=[b, c] mayInsertNothing rows=[[1, 'x'], [2, ]]",
      'insertRows table=a onConflictUpdate mayInsertNothing rows=[[1]]',
      'insertRows table=a columns=[b] from=[d] copies={from=d columns=[{from=c to=b}]}',
    ]);
  });

  it('are updated where a condition holds, in each table of a join', () => {
    expect(changesIn('UPDATE a SET b = 1 WHERE d IS NULL AND e IN (1, 2) LIMIT 10; UPDATE a AS x JOIN b AS y ON x.i = y.i SET x.c = y.d, y.e = 1')).toEqual([
      'updateRows table=a columns=[b] hasWhere onlyWhereNull=[d] onlyWhereConstant=[e] values=[{column=b value=1}] where=d IS NULL AND e IN (1, 2)',
      'updateRows table=a columns=[c] from=[b] hasWhere values=[{column=c value=y.d}] alias=x',
      'updateRows table=b columns=[e] from=[a] hasWhere values=[{column=e value=1}] alias=y',
    ]);
  });

  it('are only known to have a value where nothing else lets a row through', () => {
    expect(changesIn('UPDATE a SET b = 1 WHERE b IS NULL OR c = 1')).toEqual(['updateRows table=a columns=[b] hasWhere values=[{column=b value=1}] where=b IS NULL OR c = 1']);
  });

  it('are deleted, with a join too', () => {
    expect(changesIn('DELETE FROM a WHERE b = 1; DELETE x FROM a x JOIN b ON x.i = b.i')).toEqual([
      'deleteRows table=a hasWhere onlyWhereConstant=[b] where=b = 1',
      'deleteRows table=a hasWhere from=[b] alias=x',
    ]);
  });
});

describe('a script for MySQL is cut', () => {
  it('at the delimiter that it sets', () => {
    const sql = 'DELIMITER //\nCREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; END//\nDELIMITER ;\nDROP PROCEDURE p;';
    expect(changesIn(sql)).toEqual(['createObject objectType=procedure name=p', 'dropObject objectType=procedure name=p']);
  });

  it('behind the body of a routine, whatever ends in it', () => {
    const body = 'BEGIN CASE a WHEN 1 THEN SET b = 1; END CASE; WHILE a DO SET a = CASE WHEN b THEN 1 END; END WHILE; IF a THEN BEGIN END; END IF; END';
    expect(changesIn(`CREATE DEFINER='x'@'%' TRIGGER t BEFORE INSERT ON a FOR EACH ROW ${body}; DROP TRIGGER t;`)).toEqual([
      'createObject objectType=trigger name=t table=a',
      'dropObject objectType=trigger name=t',
    ]);
  });

  it('with what stands in comments that the server runs, and without other comments', () => {
    const sql = "/*!50003 ALTER TABLE a ADD b int */; # c ; d\n-- e ; f\n/* g ; h */ INSERT INTO a VALUES ('/*!1 x */', \"it\\\"s\");";
    expect(changesIn(sql)).toEqual(['addColumn table=a column={name=b type=int text=int}', "insertRows table=a rows=[['/*!1 x */', \"it\\\"s\"]]"]);
  });

  it('with comments for MariaDB alone, which MySQL passes over', () => {
    const sql = 'DROP TABLE a /*M! CASCADE */;';
    expect(changesIn(sql)).toEqual(['dropTable table=a']);
    expect(mariadb.parse('/*M!100400 DROP TABLE a */;').statements.map(({ command }) => command)).toEqual(['DROP TABLE']);
    expect(mysql.parse('/*M!100400 DROP TABLE a */;').statements).toEqual([]);
  });
});

describe('SQL in strings', () => {
  it('that a prepared statement runs under a condition is followed to its EXECUTE', () => {
    const sql = "SET @s = (SELECT IF(COUNT(*) > 0, 'SELECT 1', 'ALTER TABLE a ADD b int') FROM information_schema.columns); PREPARE p FROM @s; EXECUTE p; DEALLOCATE PREPARE p;";
    expect(changesIn(sql)).toEqual([
      'noEffect command=SET',
      'noEffect command=PREPARE',
      'addColumn table=a column={name=b type=int text=int} conditional',
      'noEffect command=DEALLOCATE',
    ]);
  });

  it('that is put together of parts is not analysed', () => {
    const [, , statement] = mysql.parse("SET @s = CONCAT('DROP TABLE ', @name); PREPARE p FROM @s; EXECUTE p;").statements;
    expect(statement?.problem?.message).toBe('This runs SQL that is put together at run time, which is not analysed.');
  });
});

describe('what cannot be read to its end', () => {
  it.each([
    ['ALTER TABLE a ADD COLUMN b varchar', 'the end of the statement was not expected here, but a length for varchar.'],
    ['DROP INDEX i', 'the end of the statement was not expected here, but ON.'],
    ['CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT)', '“AUTOINCREMENT” was not expected here.'],
    ['CREATE INDEX i ON a (b) WHERE c', '“WHERE” was not expected here.'],
    ['ALTER TABLE a ALTER COLUMN b TYPE int', '“TYPE” was not expected here, but SET.'],
  ])('%s is counted, with its place', (sql, message) => {
    expect(mysql.parse(sql).statements.map(({ problem }) => problem?.message)).toEqual([message]);
  });

  it('is recognised by its first words as far as that goes', () => {
    const [statement] = mysql.parse('DROP TABLE a, b, %;').statements;
    expect(statement?.problem?.kind).toBe('syntax');
    expect(statement?.changes.map(outlineOf)).toEqual(['dropTable table=a']);
  });

  it('may have a template in it, which stands for a name', () => {
    expect(changesIn('ALTER TABLE ${prefix}_a DROP COLUMN b')).toEqual(['dropColumn table=__prefix__a column=b']);
  });
});
