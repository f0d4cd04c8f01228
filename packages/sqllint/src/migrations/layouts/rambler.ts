import { section } from '../down-place.ts';
import { isMarkedBy } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import { readMarkedScripts } from '../marked-scripts.ts';
import type { Markers } from '../marked-scripts.ts';
import { compareText } from '../numeric-order.ts';
import { divide } from '../sections.ts';
import { readVersionedFiles } from '../versioned-files.ts';

const marker = /^-- rambler[ \t]+(up|down)[ \t]*$/gmu;

/**
 * `scan` in `migration.go` of rambler: each section goes to the database as one query, without a
 * transaction around it. Sections of the down run from the last to the first, which a single
 * script cannot express; files with several of them are rare.
 */
const markers: Markers = {
  tool: 'rambler',
  marker,
  upMarker: '-- rambler up',
  repeats: true,
  directionOf: ({ marker: found }) => (found[1] === 'down' ? 'down' : 'up'),
  transactionOf(section, text) {
    const isOnlyOne = divide(text, marker).filter((other) => other.marker[1] === section.marker[1]).length === 1;
    return isOnlyOne ? 'implicit' : 'none';
  },
};

/** rambler: `name.sql` with `-- rambler up` and `-- rambler down`, in the order of names. */
export const rambler: Layout = {
  name: 'rambler',
  downPlace: section('-- rambler down'),
  outsideTransaction: 'Put the statement under a `-- rambler up` of its own',
  detect: (folder) => isMarkedBy(folder, /^-- rambler[ \t]+up[ \t]*$/mu),
  read: (folder) => [
    {
      hasDowns: true,
      ...readVersionedFiles(folder, {
        fileName: /^(\d*)(.*)\.sql$/u,
        read: (file, problems) => readMarkedScripts(file, problems, markers),
        compare: (left, right) => compareText(left.id, right.id),
        versionKey: () => undefined,
        onDuplicate: '',
        onUnknownName: '',
      }),
    },
  ],
};
