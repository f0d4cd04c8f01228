import { fileBeside } from '../down-place.ts';
import type { Folder } from '../folder.ts';
import type { Layout } from '../layout.ts';
import type { FileProblem, Migration } from '../migration.ts';
import { compareNumberLists } from '../numeric-order.ts';
import { plain } from './plain.ts';

const versionName = /^[Vv]?(\d+(?:[._-]\d+)*)$/u;

/**
 * A folder for each release: `0.17/00__name.sql`, `v1.2/schema.sql`, in the order of versions, and
 * inside of them as in a plain folder. Nothing is known about transactions.
 */
export const versionFolders: Layout = {
  name: 'version-folders',
  downPlace: fileBeside(/(?:\.up)?\.sql$/iu, '.down.sql'),
  detect: (folder) => versionsIn(folder).length > 1,
  rootOf: ({ name, parent }) => (versionName.test(name) ? parent : undefined),
  read(root) {
    const migrations: Migration[] = [];
    const problems: FileProblem[] = root.sqlFiles.map((name) => besideVersions(root.pathOf(name)));
    for (const { folder, version } of versionsIn(root)) {
      for (const history of plain.read(folder)) {
        problems.push(...history.problems);
        migrations.push(
          ...history.migrations.map((migration) => ({ ...migration, id: `${folder.name}/${migration.id}`, version: joined(version, migration) })),
        );
      }
    }
    return [{ migrations, problems, hasDowns: migrations.some(({ down }) => down) }];
  },
};

function joined(version: string, migration: Migration): string {
  return migration.version === '' ? version : `${version}.${migration.version}`;
}

function versionsIn(root: Folder): { folder: Folder; version: string }[] {
  return root.folders
    .flatMap((name) => {
      const [, version] = versionName.exec(name) ?? [];
      const folder = version === undefined ? undefined : root.folder(name);
      return folder && version !== undefined && folder.sqlFiles.length > 0 ? [{ folder, version }] : [];
    })
    .sort((left, right) => compareNumberLists(left.version, right.version));
}

function besideVersions(file: string): FileProblem {
  return {
    level: 'warning',
    file,
    message: 'This file stands beside the folders of the versions and belongs to none, so it was not checked.',
  };
}
