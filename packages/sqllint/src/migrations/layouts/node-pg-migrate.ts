import { section } from '../down-place.ts';
import { isMarkedBy } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import { readMarkedScripts } from '../marked-scripts.ts';
import type { Markers } from '../marked-scripts.ts';
import { migrationsInCode } from '../not-sql.ts';
import { compareNumbers, compareText } from '../numeric-order.ts';
import { readVersionedFiles } from '../versioned-files.ts';

/** `createMigrationCommentRegex` in `src/sqlMigration.ts` of node-pg-migrate. */
const markers: Markers = {
  tool: 'node-pg-migrate',
  marker: /^[ \t]*--[ \t-]*(up|down)[ \t]+migration\b/gimu,
  upMarker: '-- Up Migration',
  directionOf: ({ marker }) => (marker[1]?.toLowerCase() === 'down' ? 'down' : 'up'),
  transactionOf: () => 'wrapped',
};

/**
 * node-pg-migrate: `1583160000000_name.sql` with `-- Up Migration` and `-- Down Migration`, among
 * migrations in JavaScript. One transaction surrounds all that is pending, unless the command is
 * given `--no-single-transaction`; only migrations in JavaScript can ask for none themselves.
 */
export const nodePgMigrate: Layout = {
  name: 'node-pg-migrate',
  downPlace: section('-- Down Migration'),
  outsideTransaction: 'Write the migration in JavaScript and call `pgm.noTransaction()`',
  detect: (folder) => isMarkedBy(folder, /^[ \t]*--[ \t-]*up[ \t]+migration\b/imu),
  read(folder) {
    const { migrations, problems } = readVersionedFiles(folder, {
      fileName: /^(\d*)(.*)\.sql$/u,
      read: (file, found) => readMarkedScripts(file, found, markers),
      compare: (left, right) => compareNumbers(left.version, right.version) || compareText(left.id, right.id),
      versionKey: () => undefined,
      onDuplicate: '',
      onUnknownName: '',
    });
    const inCode = migrationsInCode(folder, (name) => /^\d+.*\.[cm]?[jt]s$/u.test(name) && !name.endsWith('.d.ts'));
    return [{ migrations, hasDowns: true, problems: [...inCode, ...problems] }];
  },
};
