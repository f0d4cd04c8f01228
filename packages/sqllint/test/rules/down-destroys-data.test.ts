import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'down-destroys-data';
const history = {
  '0001_init.up.sql':
    'CREATE TABLE orders (id int PRIMARY KEY, channel text, total numeric);\nCREATE TABLE labels (id int PRIMARY KEY, name text);',
  '0001_init.down.sql': 'DROP TABLE labels;\nDROP TABLE orders;',
};

describe('down-destroys-data reports', () => {
  it.each([
    [
      'a column into which the up moved the values of another',
      'ALTER TABLE orders ADD COLUMN source text;\nUPDATE orders SET source = channel;\nALTER TABLE orders DROP COLUMN channel;',
      'ALTER TABLE orders ADD COLUMN channel text;\n«ALTER TABLE orders DROP COLUMN source»;',
      'This down drops column `orders.source`, into which the up moved the values of `orders.channel`, without moving them back: a rollback deletes them.',
      'UPDATE orders SET channel = source;',
    ],
    [
      'a table into which the up moved the rows of another',
      'CREATE TABLE tags (id int PRIMARY KEY, label text);\nINSERT INTO tags (id, label) SELECT id, name FROM labels;\nDROP TABLE labels;',
      'CREATE TABLE labels (id int PRIMARY KEY, name text);\n«DROP TABLE tags»;',
      'This down drops table `tags`, into which the up moved the values of `labels`, without moving them back: a rollback deletes them.',
      'INSERT INTO labels (id, name) SELECT id, label FROM tags;',
    ],
    [
      'a table with the values of a column that the up dropped',
      'CREATE TABLE channels AS SELECT id, channel FROM orders;\nALTER TABLE orders DROP COLUMN channel;',
      '«DROP TABLE channels»;\nALTER TABLE orders ADD COLUMN channel text;',
      'This down drops table `channels`, into which the up moved the values of `orders`, without moving them back: a rollback deletes them.',
      'INSERT INTO orders (id, channel) SELECT id, channel FROM channels;',
    ],
  ])('%s', (_title, up, down, message, back) => {
    expectReports(rule, { ...history, '0002_change.up.sql': up, '0002_change.down.sql': down }, [
      { message, instead: ['-- Before the drop, once the columns are there again:', back] },
    ]);
  });

  it('a copy that the up gave the name of the original', () => {
    const files = {
      ...history,
      '0002_change.up.sql': 'CREATE TABLE tags AS SELECT * FROM labels;\nDROP TABLE labels;\nALTER TABLE tags RENAME TO labels;',
      '0002_change.down.sql': '«DROP TABLE labels»;\nCREATE TABLE labels (id int PRIMARY KEY, name text);',
    };
    expectReports(rule, files, [
      {
        message: 'This down drops table `labels`, into which the up moved the values of `labels`, without moving them back: a rollback deletes them.',
        instead: [
          'ALTER TABLE labels RENAME TO labels_new;',
          '-- Create labels as it was, then:',
          'INSERT INTO labels SELECT * FROM labels_new;',
          'DROP TABLE labels_new;',
        ],
      },
    ]);
  });

  it.each([
    ['a table that was there', 'CREATE TABLE IF NOT EXISTS labels (id int);', '«DROP TABLE labels»;', 'table labels', 'rows'],
    ['a column that was there', 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS total numeric;', '«ALTER TABLE orders DROP COLUMN total»;', 'column orders.total', 'values'],
    ['something that the up has nothing to do with', 'ALTER TABLE orders ADD COLUMN note text;', 'ALTER TABLE orders DROP COLUMN note;\n«DROP TABLE labels»;', 'table labels', 'rows'],
  ])('%s before the up', (_title, up, down, object, lost) => {
    expectReports(rule, { ...history, '0002_change.up.sql': up, '0002_change.down.sql': down }, [
      { message: `This down drops ${object}, which was there before the up: a rollback deletes its ${lost}.` },
    ]);
  });
});

describe('down-destroys-data ignores', () => {
  it.each([
    ['the plain inverse of a new table', 'CREATE TABLE notes (id int);', 'DROP TABLE notes;'],
    ['the plain inverse of a new column', 'ALTER TABLE orders ADD COLUMN note text;', 'ALTER TABLE orders DROP COLUMN note;'],
    ['a copy whose original is still there', 'CREATE TABLE backup AS SELECT * FROM labels;', 'DROP TABLE backup;'],
    [
      'values that are moved back first',
      'ALTER TABLE orders ADD COLUMN source text;\nUPDATE orders SET source = channel;\nALTER TABLE orders DROP COLUMN channel;',
      'ALTER TABLE orders ADD COLUMN channel text;\nUPDATE orders SET channel = source;\nALTER TABLE orders DROP COLUMN source;',
    ],
    [
      'rows that are moved back first',
      'CREATE TABLE tags AS SELECT * FROM labels;\nDROP TABLE labels;',
      'CREATE TABLE labels (id int PRIMARY KEY, name text);\nINSERT INTO labels SELECT * FROM tags;\nDROP TABLE tags;',
    ],
    [
      'values that the up computed',
      'ALTER TABLE orders ADD COLUMN source text;\nUPDATE orders SET source = upper(channel);\nALTER TABLE orders DROP COLUMN channel;',
      'ALTER TABLE orders ADD COLUMN channel text;\nALTER TABLE orders DROP COLUMN source;',
    ],
    [
      'a copy that the up dropped itself',
      'CREATE TABLE backup AS SELECT * FROM labels;\nDROP TABLE labels;\nDROP TABLE backup;',
      'CREATE TABLE labels (id int PRIMARY KEY, name text);\nDROP TABLE IF EXISTS backup;',
    ],
    ['a name that no migration created', 'ALTER TABLE orders ADD COLUMN note text;', 'ALTER TABLE orders DROP COLUMN note;\nDROP TABLE lables;'],
    [
      'a table that the up replaced',
      'DROP TABLE labels;\nCREATE TABLE labels (id bigint PRIMARY KEY);',
      'DROP TABLE labels;\nCREATE TABLE labels (id int PRIMARY KEY, name text);',
    ],
    ['a drop that depends on the data', 'SELECT 1;', "DO $$ BEGIN IF EXISTS (SELECT 1) THEN DROP TABLE labels; END IF; END $$;"],
  ])('%s', (_title, up, down) => {
    expectSilence(rule, { ...history, '0002_change.up.sql': up, '0002_change.down.sql': down });
  });

  it('a migration without a down', () => {
    expectSilence(rule, { ...history, '0002_change.up.sql': 'DROP TABLE labels;' });
  });
});
