import { describe, expect, it } from 'vitest';

import { readMigrations } from '../../src/migrations/read.ts';
import { memoryFileSystem } from './memory-file-system.ts';
import type { Files } from './memory-file-system.ts';

/** `dialect`, the file that told it, and the server's version with its file, of the migrations in `db/migrations`. */
function told(files: Files, sql = 'DROP TABLE a;'): readonly (string | undefined)[] {
  const fileSystem = memoryFileSystem({ '.git/config': '', 'db/migrations/1_a.sql': sql, ...files });
  const [set] = readMigrations(['db/migrations'], { fileSystem });
  const { dialect, otherDatabase, dialectFrom, server } = set ?? {};
  return [dialect ?? otherDatabase, dialectFrom, ...(server ? [server.version, server.from] : [])].map((text) => text?.replaceAll(/(?:\.\.\/)+/gu, ''));
}

describe('the database of migrations that do not tell', () => {
  it.each<[string, string, string]>([
    ['knexfile.js', "module.exports = { development: { client: 'mysql2' }, production: { client: 'mysql2' } };", 'mysql'],
    ['knexfile.ts', "export default { client: 'better-sqlite3' };", 'sqlite'],
    ['drizzle.config.ts', "export default defineConfig({ dialect: 'postgresql' });", 'postgres'],
    ['drizzle.config.json', '{ "driver": "d1" }', 'sqlite'],
    ['flyway.conf', 'flyway.url=jdbc:mariadb://db:3306/shop', 'mariadb'],
    ['flyway.toml', '[environments.default]\nurl = "jdbc:mysql://db/shop"', 'mysql'],
    ['db/application.yml', 'spring:\n  datasource:\n    url: jdbc:postgresql://db/shop', 'postgres'],
    ['schema.prisma', 'generator client {\n  provider = "prisma-client-js"\n}\ndatasource db {\n  provider = "sqlite"\n}', 'sqlite'],
    ['dbconfig.yml', 'development:\n  dialect: sqlite3\n  dir: db/migrations', 'sqlite'],
    ['db/database.yml', 'development:\n  adapter: mysql2\nproduction:\n  adapter: mysql2', 'mysql'],
    ['sqlc.yaml', 'sql:\n  - engine: "sqlite"', 'sqlite'],
    ['wrangler.toml', '[[d1_databases]]\nbinding = "DB"', 'sqlite'],
    ['flyway.conf', 'flyway.url=jdbc:oracle:thin:@db', 'oracle'],
  ])('is read from %s', (file, content, database) => {
    expect(told({ [file]: content })).toEqual([database, file]);
  });

  it('is the only one that a compose file starts', () => {
    expect(told({ 'compose.yaml': 'services:\n  db:\n    image: mariadb:10.11\n  cache:\n    image: redis:7' })).toEqual(['mariadb', 'compose.yaml', '10.11', 'compose.yaml']);
  });

  it.each<[string, Files]>([
    ['a file that names two databases', { 'knexfile.js': "{ development: { client: 'sqlite3' }, production: { client: 'pg' } }" }],
    ['a file that names none', { 'knexfile.js': 'client: process.env.CLIENT', 'wrangler.toml': 'name = "shop"' }],
    ['a compose file that starts two', { 'compose.yml': 'image: mysql:8.4\nimage: postgres:16' }],
    ['no file', {}],
  ])('is not known from %s', (_, files) => {
    expect(told(files)).toEqual([undefined, undefined]);
  });

  it('is not looked for above the repository', () => {
    const fileSystem = memoryFileSystem({ 'knexfile.js': "client: 'mysql'", 'shop/.git/config': '', 'shop/migrations/1_a.sql': 'DROP TABLE a;' });
    expect(readMigrations(['shop/migrations'], { fileSystem })[0]?.dialect).toBeUndefined();
  });
});

describe('the database of migrations that tell', () => {
  const config = { 'knexfile.js': "client: 'sqlite3'" };

  it('is what their SQL shows, whatever a file says', () => {
    expect(told(config, 'CREATE TABLE a (id bigserial, b jsonb);')).toEqual(['postgres', undefined]);
    expect(told(config, 'CREATE TABLE `a` (id int) ENGINE=InnoDB;')).toEqual(['mysql', undefined]);
  });

  it('is MariaDB, where MySQL’s SQL runs on it', () => {
    expect(told({ 'flyway.conf': 'flyway.url=jdbc:mariadb://db/shop' }, 'CREATE TABLE `a` (id int) ENGINE=InnoDB;')).toEqual(['mariadb', 'flyway.conf']);
  });
});

describe('the version of the server', () => {
  const mysql = 'CREATE TABLE `a` (id int) ENGINE=InnoDB;';
  const postgres = 'CREATE TABLE a (id bigserial);';

  it.each([
    ['postgres:16', postgres, '16'],
    ['postgres:16.2-alpine', postgres, '16.2'],
    ['"docker.io/library/postgres:15-bookworm"', postgres, '15'],
    ['postgis/postgis:15-3.4', postgres, '15'],
    ['timescale/timescaledb:2.14.2-pg16', postgres, '16'],
    ['timescale/timescaledb-ha:pg17', postgres, '17'],
    ['pgvector/pgvector:0.7.0-pg16', postgres, '16'],
    ['bitnami/postgresql:14', postgres, '14'],
    ['registry.example.com:5000/library/postgres:13', postgres, '13'],
    ['postgres:${PG_VERSION:-17}', postgres, '17'],
    ['mysql:8.0.36', mysql, '8.0.36'],
    ['mysql:5.7', mysql, '5.7'],
    ['mysql/mysql-server:8.0', mysql, '8.0'],
    ['percona:8.4', mysql, '8.4'],
  ])('is that of the image %s', (image, sql, version) => {
    expect(told({ 'docker-compose.yml': `services:\n  db:\n    image: ${image}\n` }, sql).slice(2)).toEqual([version, 'docker-compose.yml']);
  });

  it.each([
    ['an image of no version', 'image: postgres:latest'],
    ['an image without a tag', 'image: postgres'],
    ['the image of an extension that tells its own version', 'image: timescale/timescaledb:2.14.2'],
    ['another database', 'image: mysql:8.4'],
    ['something with a similar name', 'image: postgres-exporter:15'],
    ['a variable without a default', 'image: postgres:${PG_VERSION}'],
    ['a comment', '# image: postgres:15'],
  ])('is not known from %s', (_, line) => {
    expect(told({ 'compose.yaml': `services:\n  db:\n    ${line}\n` }, postgres)).toEqual(['postgres', undefined]);
  });

  it('is the oldest, where several are started', () => {
    expect(told({ 'compose.yaml': 'image: postgres:17\nimage: postgres:15.10\nimage: postgres:15.9' }, postgres)[2]).toBe('15.9');
  });
});
