import { fileBeside } from '../down-place.ts';
import { isMarkedBy } from '../in-file-marker.ts';
import type { TextFile } from '../folder.ts';
import type { Layout } from '../layout.ts';
import type { Script } from '../migration.ts';
import { compareText } from '../numeric-order.ts';
import { readNamedFiles } from '../pair-scripts.ts';
import type { NamedFiles } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';

const fileNames = /^(\d{1,14})_([0-9A-Za-z_-]+)(\.tx)?\.(up|down)\.sql$/u;
const split = /^--bun:split$/mu;

const files: NamedFiles = {
  parse(fileName) {
    const [, version, name, , direction] = fileNames.exec(fileName) ?? [];
    if (version === undefined || name === undefined) return undefined;
    return { direction: direction === 'down' ? 'down' : 'up', id: `${version}_${name}`, version, name };
  },
  toScript,
  versionKey: ({ version }) => version,
  compare: (left, right) => compareText(left.version, right.version) || compareText(left.id, right.id),
  onDuplicate: 'bun takes both for one',
  onUnknownName: 'bun ignores this file, as it is not named “<version>_<name>.up.sql”; it was not checked.',
};

/**
 * bun: `20240301120000_name.tx.up.sql` runs in a transaction, `….up.sql` does not: its parts between
 * `--bun:split` go to PostgreSQL as one query each (`Exec` in `migrate/migration.go`).
 */
export const bun: Layout = {
  name: 'bun',
  downPlace: fileBeside(/\.up\.sql$/u, '.down.sql'),
  outsideTransaction: 'Take `.tx` out of the name of the file, and put `--bun:split` around the statement',
  detect: (folder) =>
    folder.sqlFiles.some((name) => /\.tx\.(?:up|down)\.sql$/u.test(name)) ||
    (folder.sqlFiles.some((name) => fileNames.test(name)) && isMarkedBy(folder, split)),
  read: (folder) => [{ hasDowns: true, ...readNamedFiles(folder, folder.sqlFiles, files) }],
};

function toScript(file: TextFile): Script {
  if (/\.tx\.(?:up|down)\.sql$/u.test(file.name)) return wholeFile(file, 'wrapped');
  // Parts of several statements are rare, and no more of a script can be said to be one transaction.
  return wholeFile(file, split.test(file.source.text) ? 'none' : 'implicit');
}
