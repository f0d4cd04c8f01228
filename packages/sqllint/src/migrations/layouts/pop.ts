import { readByDialect, withoutDialect } from '../by-dialect.ts';
import { fileBeside } from '../down-place.ts';
import type { Layout } from '../layout.ts';
import { migrationsInCode } from '../not-sql.ts';
import { compareText } from '../numeric-order.ts';
import { readNamedFiles } from '../pair-scripts.ts';
import type { NamedFiles } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';

/** `MigrationFileRegexp` of ory/x `popx`; the name has no dots. */
const fileNames = /^(\d+)_([^.]+)(?:\.[a-z0-9]+)?(?:\.autocommit)?\.(up|down)\.sql$/u;
const onlyPop = /^\d+_[^.]+(?:\.[a-z0-9]+)?\.autocommit\.(?:up|down)\.sql$|^\d+_[^.]+\.(?:up|down)\.fizz$/u;
const timestamped = /^\d{14,}_[^.]+\.[a-z0-9]+\.(?:up|down)\.sql$/u;

const files: NamedFiles = {
  parse(fileName) {
    const [, version, name, direction] = fileNames.exec(fileName) ?? [];
    if (version === undefined || name === undefined) return undefined;
    return { direction: direction === 'down' ? 'down' : 'up', id: `${version}_${name}`, version, name };
  },
  toScript: (file) => wholeFile(file, file.name.includes('.autocommit.') ? 'implicit' : 'wrapped'),
  versionKey: ({ version }) => version,
  compare: (left, right) => compareText(left.version, right.version) || compareText(left.id, right.id),
  onDuplicate: 'pop takes the second for applied and skips it',
  onUnknownName: 'pop ignores this file, as it is not named “<version>_<name>.up.sql”; it was not checked.',
};

/**
 * pop and Ory's popx: `20240301120000_name.up.sql`, ordered by the version as text, with one file
 * for all databases or `….postgres.up.sql` for one of them, which then goes before the general one
 * (`UpMigrations.Less`). Each runs in a transaction, unless `.autocommit` is part of its name.
 */
export const pop: Layout = {
  name: 'pop',
  downPlace: fileBeside(/\.up\.sql$/u, '.down.sql'),
  outsideTransaction: 'Put `.autocommit` before `.up.sql` in the name of the file, and leave the statement alone in it',
  detect: (folder) =>
    folder.files.some((name) => onlyPop.test(name) || (timestamped.test(name) && withoutDialect(name) !== name)),
  read: (folder) =>
    readByDialect(folder, (names) => {
      const { migrations, problems } = readNamedFiles(folder, names, files);
      const inFizz = migrationsInCode(folder, (name) => name.endsWith('.up.fizz'));
      return { migrations, hasDowns: true, problems: [...inFizz, ...problems] };
    }),
};
