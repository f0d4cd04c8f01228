import { section } from '../down-place.ts';
import { isMarkedBy } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import { readMarkedScripts } from '../marked-scripts.ts';
import type { Markers } from '../marked-scripts.ts';
import { migrationsInCode } from '../not-sql.ts';
import { compareNumbers, compareText, withoutLeadingZeros } from '../numeric-order.ts';
import { readVersionedFiles } from '../versioned-files.ts';
import type { VersionedFiles } from '../versioned-files.ts';
import { withFirstLine } from '../writing.ts';

/** `internal/sqlparser` of goose. Newer versions take the words in any case and indented. */
const markers: Markers = {
  tool: 'goose',
  marker: /^[ \t]*--[ \t]*\+goose[ \t]+(up|down)[ \t]*$/gimu,
  upMarker: '-- +goose Up',
  directionOf: ({ marker }) => (marker[1]?.toLowerCase() === 'down' ? 'down' : 'up'),
  transactionOf: (_, text) => (noTransaction.test(text) ? 'none' : 'wrapped'),
};
const noTransaction = /^[ \t]*--[ \t]*\+goose[ \t]+no[ \t]+transaction[ \t]*$/imu;

/**
 * goose: `00001_name.sql` with `-- +goose Up` and `-- +goose Down`, ordered by number. One
 * transaction surrounds a file's direction; with `-- +goose NO TRANSACTION` goose runs the
 * statements one by one. `StatementBegin` and `StatementEnd` are comments to the database.
 */
export const goose: Layout = {
  name: 'goose',
  downPlace: section('-- +goose Down', { aroundStatement: ['-- +goose StatementBegin', '-- +goose StatementEnd'] }),
  outsideTransaction: 'Put `-- +goose NO TRANSACTION` at the top of the file',
  writing: {
    head: ['-- +goose Up'],
    headOutside: ['-- +goose NO TRANSACTION', '-- +goose Up'],
    takesSeveral: true,
    leaveTransaction: withFirstLine('-- +goose NO TRANSACTION', { concernsDown: true }),
  },
  detect: (folder) => isMarkedBy(folder, /^[ \t]*--[ \t]*\+goose[ \t]+up[ \t]*$/imu),
  read(folder) {
    const { migrations, problems } = readVersionedFiles(folder, files);
    const inGo = migrationsInCode(folder, (name) => /^\d+_.*(?<!_test)\.go$/u.test(name));
    return [{ migrations, hasDowns: true, problems: [...inGo, ...problems] }];
  },
};

const files: VersionedFiles = {
  fileName: /^(\d+)_(.*)\.sql$/u,
  read: (file, problems) => readMarkedScripts(file, problems, markers),
  compare: (left, right) => compareNumbers(left.version, right.version) || compareText(left.id, right.id),
  versionKey: withoutLeadingZeros,
  onDuplicate: 'goose refuses to start',
  onUnknownName: 'goose ignores this file, as it is not named “<version>_<name>.sql”; it was not checked.',
};
