import { fileBeside } from '../down-place.ts';
import type { Layout } from '../layout.ts';
import { migrationsInCode } from '../not-sql.ts';
import { compareNumbers, compareText, withoutLeadingZeros } from '../numeric-order.ts';
import { readNamedFiles } from '../pair-scripts.ts';
import type { NamedFiles } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';

const fileNames = /^(\d+)\.(do|undo)(?:\.(.*))?\.sql$/u;

const files: NamedFiles = {
  parse(fileName) {
    const [, version, action, name = ''] = fileNames.exec(fileName) ?? [];
    if (version === undefined) return undefined;
    return { direction: action === 'undo' ? 'down' : 'up', id: name === '' ? version : `${version}.${name}`, version, name };
  },
  toScript: (file) => wholeFile(file, 'implicit'),
  versionKey: ({ version }) => withoutLeadingZeros(version),
  compare: (left, right) => compareNumbers(left.version, right.version) || compareText(left.id, right.id),
  onDuplicate: 'postgrator refuses to start',
  onUnknownName: 'postgrator ignores this file, as it is not named “<version>.do.<name>.sql”; it was not checked.',
};

/**
 * postgrator: `001.do.name.sql` and `001.undo.name.sql`, ordered by number. It opens no transaction;
 * a file goes to the server as one query (`runMigrations` in `postgrator.js`).
 */
export const postgrator: Layout = {
  name: 'postgrator',
  downPlace: fileBeside(/\.do(?=\.[^\\/]*$)/u, '.undo'),
  outsideTransaction: 'Put the statement into a migration of its own',
  detect: (folder) => folder.sqlFiles.some((name) => fileNames.test(name)),
  read(folder) {
    const { migrations, problems } = readNamedFiles(folder, folder.sqlFiles, files);
    const inCode = migrationsInCode(folder, (name) => /^\d+\.do\b.*\.[cm]?[jt]s$/u.test(name));
    return [{ migrations, hasDowns: true, problems: [...inCode, ...problems] }];
  },
};
