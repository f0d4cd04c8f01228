import type { Folder } from '../folder.ts';
import type { Layout } from '../layout.ts';
import type { FileProblem } from '../migration.ts';
import { migrationsInCode } from '../not-sql.ts';
import { compareNumberLists, compareText } from '../numeric-order.ts';
import { readVersionedFiles } from '../versioned-files.ts';
import { wholeFile } from '../script.ts';

/** `refinery_core/src/util.rs` */
const fileNames = /^[UV](\d+(?:\.\d+)?)__(\w+)\.sql$/u;

/**
 * refinery: `V1__name.sql`, and `U20240301120000__name.sql`, which is not an undo but a migration
 * that may be applied out of order. A transaction surrounds each file or all of them; there is no
 * way out, and there are no downs.
 */
export const refinery: Layout = {
  name: 'refinery',
  detect: (folder) => folder.sqlFiles.some((name) => fileNames.test(name)) && isRust(folder),
  read(folder) {
    const { migrations, problems } = readVersionedFiles(folder, {
      fileName: fileNames,
      read: (file) => ({ up: wholeFile(file, 'wrapped') }),
      compare: (left, right) => compareNumberLists(left.version, right.version) || compareText(left.id, right.id),
      versionKey: (version) => version,
      onDuplicate: 'refinery refuses to start',
      onUnknownName: 'refinery ignores this file, as it is not named “V<version>__<name>.sql”; it was not checked.',
    });
    return [{ migrations, problems: [...problems, ...inRust(folder)], hasDowns: false }];
  },
};

function isRust(folder: Folder): boolean {
  if (folder.nearestWith('flyway.toml', 'flyway.conf')) return false;
  return folder.has('mod.rs') || folder.nearestWith('Cargo.toml', 'pom.xml', 'build.gradle', 'build.gradle.kts')?.has('Cargo.toml') === true;
}

function inRust(folder: Folder): FileProblem[] {
  return migrationsInCode(folder, (name) => /^[UV]\d+(?:\.\d+)?__\w+\.rs$/u.test(name));
}
