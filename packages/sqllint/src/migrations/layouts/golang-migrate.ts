import { hasDialectSuffix } from '../by-dialect.ts';
import { fileBeside } from '../down-place.ts';
import type { Layout } from '../layout.ts';
import { compareNumbers, compareText, withoutLeadingZeros } from '../numeric-order.ts';
import { readNamedFiles } from '../pair-scripts.ts';
import type { NamedFiles } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';

/** `source/parse.go` of golang-migrate; it reads the version as an unsigned 64-bit integer. */
const fileNames = /^(\d+)_(.*)\.(up|down)\.sql$/u;

const files: NamedFiles = {
  parse(fileName) {
    const [, version, name, direction] = fileNames.exec(fileName) ?? [];
    if (version === undefined || name === undefined) return undefined;
    return { direction: direction === 'down' ? 'down' : 'up', id: `${version}_${name}`, version, name };
  },
  toScript: (file) => wholeFile(file, 'implicit'),
  versionKey: ({ version }) => withoutLeadingZeros(version),
  compare: (left, right) => compareNumbers(left.version, right.version) || compareText(left.id, right.id),
  onDuplicate: 'golang-migrate refuses to start',
  onUnknownName:
    'golang-migrate ignores this file, so it was not checked. If it is a migration, name it “<version>_<title>.up.sql”.',
};

/**
 * golang-migrate: `1_name.up.sql` and `1_name.down.sql`. It opens no transaction, but hands the
 * whole file to PostgreSQL as one query (`database/postgres/postgres.go`, `runStatement`), which
 * the server runs in one transaction when it has several statements.
 */
export const golangMigrate: Layout = {
  name: 'golang-migrate',
  downPlace: fileBeside(/\.up\.sql$/u, '.down.sql'),
  outsideTransaction: 'Put the statement into a migration of its own',
  writing: { takesSeveral: false },
  detect({ sqlFiles }) {
    const known = sqlFiles.filter((name) => fileNames.test(name));
    if (known.length < sqlFiles.length / 2 || !known.some((name) => name.endsWith('.up.sql'))) return false;
    // golang-migrate takes `1_a.mysql.up.sql` and `1_a.postgres.up.sql` for a duplicate, so such files are another tool's.
    return !sqlFiles.some(hasDialectSuffix);
  },
  read: (folder) => [{ hasDowns: true, ...readNamedFiles(folder, folder.sqlFiles, files) }],
};
