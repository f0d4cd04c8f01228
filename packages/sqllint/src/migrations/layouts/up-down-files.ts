import { readByDialect, withoutDialect } from '../by-dialect.ts';
import { fileBeside } from '../down-place.ts';
import type { Layout } from '../layout.ts';
import { compareNumberLists, compareText } from '../numeric-order.ts';
import { readNamedFiles } from '../pair-scripts.ts';
import type { NamedFiles } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';

const fileNames = /^(?:[Vv]?(\d+(?:[._]\d+)*)[-._ ]+)?(.*)\.(up|down)\.sql$/u;

const files: NamedFiles = {
  parse(fileName) {
    const [, version = '', name, direction] = fileNames.exec(withoutDialect(fileName)) ?? [];
    if (name === undefined) return undefined;
    const id = withoutDialect(fileName).replace(/\.(?:up|down)\.sql$/u, '');
    return { direction: direction === 'down' ? 'down' : 'up', id, version, name };
  },
  toScript: (file) => wholeFile(file, 'unknown'),
  versionKey: ({ version, id }) => version || id,
  compare: (left, right) =>
    (left.version && right.version ? compareNumberLists(left.version, right.version) : 0) || compareText(left.id, right.id),
  onUnknownName: 'This file is neither an up nor a down, as the others are, so it was not checked.',
};

/**
 * Files that end in `.up.sql` and `.down.sql` and are named like those of no tool that we know, such
 * as `V0001.Name.postgres.up.sql`, which some services run with code of their own. Several databases
 * may share the folder. Nothing is known about transactions.
 */
export const upDownFiles: Layout = {
  name: 'up-down-files',
  downPlace: fileBeside(/\.up\.sql$/u, '.down.sql'),
  detect({ sqlFiles }) {
    const known = sqlFiles.filter((name) => fileNames.test(name));
    return known.length >= sqlFiles.length / 2 && known.some((name) => name.endsWith('.up.sql'));
  },
  read: (folder) => readByDialect(folder, (names) => ({ hasDowns: true, ...readNamedFiles(folder, names, files) })),
};
