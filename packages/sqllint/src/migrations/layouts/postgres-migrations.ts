import type { Folder } from '../folder.ts';
import { sampleOf } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import { migrationsInCode } from '../not-sql.ts';
import { compareNumbers, withoutLeadingZeros } from '../numeric-order.ts';
import { wholeFile } from '../script.ts';
import { readVersionedFiles } from '../versioned-files.ts';

/** `src/file-name-parser.ts` of postgres-migrations. */
const fileNames = /^(\d+)[-_]?(.*)\.sql$/u;
const disableTransaction = '-- postgres-migrations disable-transaction';

/**
 * postgres-migrations: `1_name.sql`, ordered by number, forward only. A transaction surrounds each
 * file, unless `-- postgres-migrations disable-transaction` stands in it; the file then goes to the
 * server as one query (`src/run-migration.ts`).
 */
export const postgresMigrations: Layout = {
  name: 'postgres-migrations',
  outsideTransaction: `Put \`${disableTransaction}\` at the top of the file, and leave the statement alone in it`,
  detect: (folder) => folder.sqlFiles.some((name) => fileNames.test(name)) && (isDependency(folder) || isMentioned(folder)),
  read(folder) {
    const { migrations, problems } = readVersionedFiles(folder, {
      fileName: fileNames,
      read: (file) => ({ up: wholeFile(file, file.source.text.includes(disableTransaction) ? 'implicit' : 'wrapped') }),
      compare: (left, right) => compareNumbers(left.version, right.version),
      versionKey: withoutLeadingZeros,
      onDuplicate: 'postgres-migrations refuses to start',
      onUnknownName: 'postgres-migrations refuses this file, as its name does not start with a number; it was not checked.',
    });
    const inCode = migrationsInCode(folder, (name) => /^\d+.*\.js$/u.test(name));
    return [{ migrations, hasDowns: false, database: 'postgres', problems: [...inCode, ...problems] }];
  },
};

function isMentioned(folder: Folder): boolean {
  return sampleOf(folder).some(({ source }) => source.text.includes(disableTransaction));
}

function isDependency(folder: Folder): boolean {
  const project = folder.nearestWith('package.json');
  return project?.read('package.json')?.source.text.includes('"postgres-migrations"') === true;
}
