import { section } from '../down-place.ts';
import { isMarkedBy } from '../in-file-marker.ts';
import type { TextFile } from '../folder.ts';
import type { Layout } from '../layout.ts';
import type { Migration, TransactionMode } from '../migration.ts';
import { compareNumbers, withoutLeadingZeros } from '../numeric-order.ts';
import { partOfFile, wholeFile } from '../script.ts';
import { readVersionedFiles } from '../versioned-files.ts';
import { lineBreakOf } from '../../text/lines.ts';

/** `LoadMigrations` in `migrate/migrate.go` of tern divides at the first one, wherever it stands. */
const divider = '---- create above / drop below ----';
const disableTransaction = /^---- tern: disable-tx ----[ \t]*$/mu;

/**
 * tern: `001_name.sql`, whose down stands below `---- create above / drop below ----`. Each
 * direction runs in a transaction; with `---- tern: disable-tx ----` in it, its statements run one
 * by one (`MigrateTo`).
 */
export const tern: Layout = {
  name: 'tern',
  downPlace: section('---- create above / drop below ----'),
  outsideTransaction: 'Put the line `---- tern: disable-tx ----` above the statement',
  writing: {
    headOutside: ['---- tern: disable-tx ----'],
    takesSeveral: true,
    leaveTransaction: ({ source, start }) => ({ edits: [{ start, end: start, text: `---- tern: disable-tx ----${lineBreakOf(source.text)}` }] }),
  },
  detect: (folder) =>
    folder.sqlFiles.length > 0 &&
    (folder.has('tern.conf') || folder.parent?.has('tern.conf') === true || isMarkedBy(folder, /^---- create above \/ drop below ----/mu)),
  read: (folder) => [
    {
      hasDowns: true,
      database: 'postgres',
      ...readVersionedFiles(folder, {
        fileName: /^(\d+)_(.+)\.sql$/u,
        read: divideFile,
        compare: (left, right) => compareNumbers(left.version, right.version),
        versionKey: withoutLeadingZeros,
        onDuplicate: 'tern refuses to start',
        onUnknownName: 'tern ignores this file, as it is not named “<number>_<name>.sql”; it was not checked.',
      }),
    },
  ],
};

function divideFile(file: TextFile): Pick<Migration, 'up' | 'down'> {
  const { text } = file.source;
  const at = text.indexOf(divider);
  if (at < 0) return { up: wholeFile(file, transactionOf(text)) };
  const below = at + divider.length;
  return {
    up: partOfFile(file, { start: 0, end: at }, transactionOf(text.slice(0, at))),
    // With nothing at all below the line, tern calls the migration irreversible.
    ...(text.slice(below).trim() !== '' && {
      down: partOfFile(file, { start: below, end: text.length }, transactionOf(text.slice(below))),
    }),
  };
}

function transactionOf(text: string): TransactionMode {
  return disableTransaction.test(text) ? 'none' : 'wrapped';
}
