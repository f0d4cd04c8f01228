import { fileBeside } from '../down-place.ts';
import type { Folder, TextFile } from '../folder.ts';
import { sampleOf } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import { compareNumbers, compareText, withoutLeadingZeros } from '../numeric-order.ts';
import { readNamedFiles } from '../pair-scripts.ts';
import type { NamedFiles } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';
import { withFirstLine } from '../writing.ts';

/** `sqlx-core/src/migrate/source.rs` and `migration_type.rs`. */
const fileNames = /^(\d+)_(.*?)(?:\.(up|down))?\.sql$/u;
const reversible = /^\d+_.*\.up\.sql$/u;
const noTransaction = '-- no-transaction';

const files: NamedFiles = {
  parse(fileName) {
    const [, version, name, direction] = fileNames.exec(fileName) ?? [];
    if (version === undefined || name === undefined) return undefined;
    return { direction: direction === 'down' ? 'down' : 'up', id: `${version}_${name}`, version, name };
  },
  toScript: (file: TextFile) => wholeFile(file, file.source.text.startsWith(noTransaction) ? 'implicit' : 'wrapped'),
  versionKey: ({ version }) => withoutLeadingZeros(version),
  compare: (left, right) => compareNumbers(left.version, right.version) || compareText(left.id, right.id),
  onDuplicate: 'sqlx refuses the second one',
  onUnknownName: 'sqlx ignores this file, as it is not named “<version>_<description>.sql”; it was not checked.',
};

/**
 * sqlx: `20240301120000_name.sql`, or `….up.sql` and `….down.sql`, ordered by number. Each runs in a
 * transaction, unless its first line is `-- no-transaction`; the file then goes to PostgreSQL as one
 * query (`apply` in `sqlx-postgres/src/migrate.rs`). On SQLite its connections enforce foreign keys (`SqliteConnectOptions`).
 */
export const sqlx: Layout = {
  name: 'sqlx',
  downPlace: fileBeside(/\.up\.sql$/u, '.down.sql', { withoutTransaction: '-- no-transaction' }),
  outsideTransaction: 'Make `-- no-transaction` the first line of the file, and leave the statement alone in it',
  writing: { headOutside: [noTransaction], takesSeveral: false, leaveTransaction: withFirstLine(noTransaction) },
  detect(folder) {
    if (!folder.sqlFiles.some((name) => fileNames.test(name))) return false;
    if (isOfSqlx(folder)) return true;
    return sampleOf(folder).some(({ source }) => source.text.startsWith(noTransaction));
  },
  read(folder) {
    const { migrations, problems } = readNamedFiles(folder, folder.sqlFiles, files);
    return [{ migrations, hasDowns: folder.sqlFiles.some((name) => reversible.test(name)), foreignKeys: 'on', problems }];
  },
};

/** Whether the files are a Rust project's that uses sqlx; reversible ones are hardly another Rust tool's. */
function isOfSqlx(folder: Folder): boolean {
  const project = folder.nearestWith('Cargo.toml', 'go.mod', 'sqlx.toml', 'sqlx-data.json');
  if (!project || project.has('go.mod')) return false;
  if (!project.has('Cargo.toml') || folder.sqlFiles.some((name) => reversible.test(name))) return true;
  return mentionsSqlx(project) || (project.parent !== undefined && mentionsSqlx(project.parent));
}

function mentionsSqlx(project: Folder): boolean {
  return project.has('Cargo.toml') && /^\s*["']?sqlx\b/mu.test(project.read('Cargo.toml')?.source.text ?? '');
}
