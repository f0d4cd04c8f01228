import { parse } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { codeMigration } from '../../src/migrations/code-migration.ts';

const files: Readonly<Record<string, string>> = { '/shop/migrations/sqls/1-up.sql': 'CREATE TABLE a (id int)', '/shop/migrations/sqls/1-down.sql': 'DROP TABLE a' };

/** The SQL of both directions, and what is not known. */
function written(text: string): { up: string; down: string; unknown: number } {
  const program = parse(text, { range: true, loc: true, sourceType: 'module' });
  const migration = codeMigration({ file: '/shop/migrations/1.js', text, program }, undefined, (file) => files[file])?.writtenFor('postgres');
  const sqlOf = (script: { readonly start: number; readonly end: number } | undefined): string => (migration && script ? migration.source.text.slice(script.start, script.end).trim() : '');
  return { up: sqlOf(migration?.up), down: sqlOf(migration?.down), unknown: (migration?.up.unknown.length ?? 0) + (migration?.down?.unknown.length ?? 0) };
}

const analysed = { up: 'CREATE TABLE a (id int);', down: 'DROP TABLE a;', unknown: 0 };

describe('a migration whose SQL stands in files beside it', () => {
  it('is read as db-migrate writes it', () => {
    const direction = (name: string): string => `exports.${name} = function (db) {
  var filePath = path.join(__dirname, 'sqls', '1-${name}.sql');
  return new Promise(function (resolve, reject) {
    fs.readFile(filePath, { encoding: 'utf-8' }, function (err, data) {
      if (err) return reject(err);
      console.log('received data: ' + data);
      resolve(data);
    });
  }).then(function (data) {
    return db.runSql(data);
  });
};
`;
    expect(written(`var fs = require('fs');\nvar path = require('path');\nvar Promise;\n${direction('up')}${direction('down')}`)).toEqual(analysed);
  });

  it('is read as it is written by hand', () => {
    expect(
      written(`import { readFile } from 'node:fs/promises';
import fs from 'node:fs';
import path from 'node:path';
export async function up(knex) { await knex.raw(await readFile(path.resolve(__dirname, 'sqls/1-up.sql'), 'utf8')); }
export async function down(knex) { await knex.raw(fs.readFileSync(path.join(__dirname, 'sqls', '1-down.sql')).toString()); }`),
    ).toEqual(analysed);
  });

  it('is not known where the file is not there, or its name is not known', () => {
    const file = (name: string): string => `const fs = require('fs');\nexports.up = async (db) => { await db.runSql(fs.readFileSync(${name}, 'utf8')); };`;
    expect(written(file("__dirname + '/sqls/1-up.sql'")).unknown).toBe(0);
    expect(written(file("__dirname + '/sqls/2-up.sql'")).unknown).toBe(1);
    expect(written(file('process.env.FILE')).unknown).toBe(1);
  });

  it('takes a function called “resolve” for what it is', () => {
    expect(written("exports.up = (db) => new Promise((resolve) => resolve('DROP TABLE a')).then((sql) => db.runSql(sql));").up).toBe('DROP TABLE a;');
    expect(written("exports.up = (db) => new Promise((resolve) => { if (process.env.A) resolve('DROP TABLE a'); }).then((sql) => db.runSql(sql));").unknown).toBe(1);
  });
});
