import { describe, expect, it } from 'vitest';
import { dialectsInSight } from '../../src/sql/dialects-in-sight.ts';
import { Project } from './project.ts';

const inSight = (files: Readonly<Record<string, string>>): string[] => [...dialectsInSight(new Project(files).root)].sort();

const sqlite = 'CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT);';
const mysql = 'CREATE TABLE `a` (id int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;';
const postgres = 'CREATE TABLE a (id bigserial PRIMARY KEY, b jsonb);';

describe('the dialects in sight', () => {
  it.each([
    ['of SQLite', { 'migrations/0001_a.sql': sqlite }, ['sqlite']],
    ['of MySQL', { 'migrations/0001_a.sql': mysql, 'migrations/0002_b.sql': 'DROP TABLE a;' }, ['mysql']],
    ['of PostgreSQL', { 'services/shop/migrations/0001_a.sql': postgres }, ['postgres']],
    ['of two databases', { 'a/migrations/0001_a.sql': sqlite, 'b/migrations/0001_a.sql': mysql }, ['mysql', 'sqlite']],
    ['of a database that the folder is named after', { 'migrations/mariadb/0001_a.sql': 'DROP TABLE a;' }, ['mariadb']],
    ['of nobody knows which database', { 'migrations/0001_a.sql': 'DROP TABLE a;' }, ['postgres']],
  ])('are those of migrations %s', (_, files, expected) => {
    expect(inSight(files)).toEqual(expected);
  });

  it('are all, where there is no migration', () => {
    expect(inSight({ 'index.js': '', 'node_modules/x/migrations/1_a.sql': sqlite })).toEqual(['mariadb', 'mysql', 'postgres', 'sqlite']);
  });

  it('are all, where there are too many folders to look at', () => {
    const folders = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`src/${index}/index.js`, '']));
    expect(inSight({ ...folders, 'migrations/0001_a.sql': sqlite })).toEqual(['mariadb', 'mysql', 'postgres', 'sqlite']);
  });

  it('are none of a database that sqllint knows no SQL of, beside others', () => {
    expect(inSight({ 'migrations/clickhouse/0001_a.sql': 'DROP TABLE a;', 'migrations/sqlite/0001_a.sql': 'DROP TABLE a;' })).toEqual(['sqlite']);
  });

  it('are also the one that the ESLint config names', () => {
    const config = "export default [{ settings: { delivery: { sql: { dialect: 'mysql' } } } }];";
    expect(inSight({ 'eslint.config.mjs': config, 'migrations/0001_a.sql': sqlite })).toEqual(['mysql', 'sqlite']);
  });

  it('are those of migrations in code, by the words that one database alone has', () => {
    const code = (sql: string): string => `exports.up = (knex) => knex.raw(\`${sql}\`);`;
    expect(inSight({ 'migrations/20240101000000_a.js': code('CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT)') })).toEqual(['sqlite']);
    expect(inSight({ 'src/migrations/mysql/20240101000000_a.ts': code('DROP TABLE a') })).toEqual(['mysql']);
    expect(inSight({ 'migrations/20240101000000_a.js': code('DROP TABLE a') })).toEqual(['mysql', 'postgres']);
    expect(inSight({ 'migrations/20240101000000_a.js': code('DROP TABLE a'), 'knexfile.js': "module.exports = { client: 'better-sqlite3' };" })).toEqual(['sqlite']);
  });
});
