import { section } from '../down-place.ts';
import { isMarkedBy } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import { readMarkedScripts } from '../marked-scripts.ts';
import type { Markers } from '../marked-scripts.ts';
import type { Migration } from '../migration.ts';
import { compareNumbers, compareText } from '../numeric-order.ts';
import { readVersionedFiles } from '../versioned-files.ts';
import { withWordBehind } from '../writing.ts';

/** `sqlparse/sqlparse.go` of sql-migrate; sections of one direction add up. */
const markers: Markers = {
  tool: 'sql-migrate',
  marker: /^-- \+migrate[ \t]+(Up|Down)(?=\s|$)(.*)$/gmu,
  upMarker: '-- +migrate Up',
  repeats: true,
  directionOf: ({ marker }) => (marker[1] === 'Down' ? 'down' : 'up'),
  transactionOf: ({ marker }) => (/(?:^|\s)notransaction(?:\s|$)/u.test(marker[2] ?? '') ? 'none' : 'wrapped'),
};

/**
 * sql-migrate: `name.sql` with `-- +migrate Up` and `-- +migrate Down`. Names that start with a
 * number go by it, before the others. Each direction runs in a transaction; with `notransaction`
 * behind the marker, its statements run one by one.
 */
export const sqlMigrate: Layout = {
  name: 'sql-migrate',
  downPlace: section('-- +migrate Down', {
    markerWithoutTransaction: '-- +migrate Down notransaction',
    aroundStatement: ['-- +migrate StatementBegin', '-- +migrate StatementEnd'],
  }),
  outsideTransaction: 'Write `-- +migrate Up notransaction`',
  writing: {
    head: ['-- +migrate Up'],
    headOutside: ['-- +migrate Up notransaction'],
    takesSeveral: true,
    leaveTransaction: withWordBehind(/^-- \+migrate[ \t]+Up/u, 'notransaction'),
  },
  detect: (folder) => isMarkedBy(folder, /^-- \+migrate[ \t]+Up(?=\s|$)/mu),
  read: (folder) => [
    {
      hasDowns: true,
      ...readVersionedFiles(folder, {
        fileName: /^(\d*)(.*)\.sql$/u,
        read: (file, problems) => readMarkedScripts(file, problems, markers),
        compare,
        // sql-migrate keeps whole file names, so that two files can share a number.
        versionKey: () => undefined,
        onDuplicate: '',
        onUnknownName: '',
      }),
    },
  ],
};

/** `Migration.Less`: numbers before names. */
function compare(left: Migration, right: Migration): number {
  const byNumber = left.version !== '' && right.version !== '' ? compareNumbers(left.version, right.version) : 0;
  const numberFirst = Number(left.version === '') - Number(right.version === '');
  return numberFirst || byNumber || compareText(left.id, right.id);
}
