import { fileBeside } from '../down-place.ts';
import type { Folder } from '../folder.ts';
import type { Layout } from '../layout.ts';
import { compareNumbers, compareText, withoutLeadingZeros } from '../numeric-order.ts';
import { hasUpDownFolders, readUpDownFolders, rootOfUpDownFile } from './up-down-folders.ts';

/** A time in milliseconds, as `hasura migrate create` writes it. */
const folderName = /^(\d{13})_(.*)$/u;

/**
 * Hasura: `migrations/<database>/1588172668000_name/up.sql` and `down.sql`, ordered by number.
 * Each file is one call of `run_sql`, which runs it in one transaction; there is no way out.
 */
export const hasura: Layout = {
  name: 'hasura',
  downPlace: fileBeside(/up\.sql$/u, 'down.sql'),
  detect: (folder) => hasUpDownFolders(folder, (name) => folderName.test(name)) && !isDiesel(folder),
  rootOf: rootOfUpDownFile,
  read: (folder) => [
    {
      hasDowns: true,
      ...readUpDownFolders(folder, {
        versionOf(name) {
          const [, version = name, title = name] = folderName.exec(name) ?? [];
          return { version, name: title };
        },
        transactionOf: () => 'wrapped',
        versionKey: ({ version }) => withoutLeadingZeros(version),
        compare: (left, right) => compareNumbers(left.version, right.version) || compareText(left.id, right.id),
        onDuplicate: 'Hasura takes both for one',
      }),
    },
  ],
};

function isDiesel(folder: Folder): boolean {
  return folder.nearestWith('diesel.toml', 'Cargo.toml') !== undefined;
}
