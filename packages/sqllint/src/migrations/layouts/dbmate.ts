import { section } from '../down-place.ts';
import { isMarkedBy } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import { readMarkedScripts } from '../marked-scripts.ts';
import type { Markers } from '../marked-scripts.ts';
import type { TransactionMode } from '../migration.ts';
import { compareText } from '../numeric-order.ts';
import type { Section } from '../sections.ts';
import { readVersionedFiles } from '../versioned-files.ts';
import { withWordBehind } from '../writing.ts';

/** `pkg/dbmate/migration.go`; a marker starts in the first column. */
const markers: Markers = {
  tool: 'dbmate',
  marker: /^--[ \t]*migrate:(up|down)(?=\s|$)(.*)$/gmu,
  upMarker: '-- migrate:up',
  directionOf: ({ marker }) => (marker[1] === 'down' ? 'down' : 'up'),
  transactionOf,
};

/**
 * dbmate: `20200101000000_name.sql` with `-- migrate:up` and `-- migrate:down`, in the order of
 * file names. Each section runs in a transaction of its own, unless its marker says
 * `transaction:false`; it then goes to PostgreSQL as one query, which the server runs in a
 * transaction when it has several statements.
 */
export const dbmate: Layout = {
  name: 'dbmate',
  downPlace: section('-- migrate:down', { markerWithoutTransaction: '-- migrate:down transaction:false' }),
  outsideTransaction: 'Write `-- migrate:up transaction:false`, and leave the statement alone in its migration',
  writing: {
    head: ['-- migrate:up'],
    headOutside: ['-- migrate:up transaction:false'],
    takesSeveral: false,
    leaveTransaction: withWordBehind(/^--[ \t]*migrate:up/u, 'transaction:false'),
  },
  detect: (folder) => isMarkedBy(folder, /^--[ \t]*migrate:up(?=\s|$)/mu),
  read: (folder) => [
    {
      hasDowns: true,
      ...readVersionedFiles(folder, {
        fileName: /^(\d+)(.*)\.sql$/u,
        read: (file, problems) => readMarkedScripts(file, problems, markers),
        compare: (left, right) => compareText(left.id, right.id),
        versionKey: (version) => version,
        onDuplicate: 'dbmate takes the second for applied and skips it',
        onUnknownName: 'dbmate ignores this file, as its name does not start with a version; it was not checked.',
      }),
    },
  ],
};

function transactionOf({ marker }: Section): TransactionMode {
  return /(?:^|\s)transaction:false(?:\s|$)/u.test(marker[2] ?? '') ? 'implicit' : 'wrapped';
}
