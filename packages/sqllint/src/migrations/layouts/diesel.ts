import { fileBeside } from '../down-place.ts';
import type { Folder } from '../folder.ts';
import type { Layout } from '../layout.ts';
import { compareText } from '../numeric-order.ts';
import { hasUpDownFolders, readUpDownFolders, rootOfUpDownFile } from './up-down-folders.ts';
import type { Script, TransactionMode } from '../migration.ts';
import type { LeftTransaction } from '../writing.ts';

/** Diesel takes any name; a date is what everybody has, and a folder `scripts` with an `up.sql` is no migration. */
const startsWithDigit = /^\d/u;

/**
 * diesel: `2017-09-23-182408_name/up.sql` and `down.sql`. The version is the part before the first
 * underscore without its hyphens, ordered as text (`version_from_string` in `migrations_internals`).
 * A transaction surrounds each migration, unless its `metadata.toml` says otherwise.
 */
export const diesel: Layout = {
  name: 'diesel',
  downPlace: fileBeside(/up\.sql$/u, 'down.sql'),
  outsideTransaction: 'Put a `metadata.toml` with `run_in_transaction = false` beside the `up.sql`',
  writing: { takesSeveral: false, leaveTransaction: withMetadata },
  detect: (folder) => hasUpDownFolders(folder, (name) => startsWithDigit.test(name)),
  rootOf: rootOfUpDownFile,
  read: (folder) => [
    {
      hasDowns: true,
      ...readUpDownFolders(folder, {
        versionOf: splitName,
        transactionOf,
        versionKey: ({ version }) => version.replaceAll('-', ''),
        compare: (left, right) =>
          compareText(left.version.replaceAll('-', ''), right.version.replaceAll('-', '')) || compareText(left.id, right.id),
        onDuplicate: 'diesel takes both for one and runs only one of them',
      }),
    },
  ],
};

/** The setting holds for the down as well. A file that is there already may say more than we know. */
function withMetadata({ file }: Script, has: (file: string) => boolean): LeftTransaction | undefined {
  const metadata = file.replace(/up\.sql$/u, 'metadata.toml');
  return has(metadata) ? undefined : { edits: [], added: [{ file: metadata, text: 'run_in_transaction = false\n' }], concernsDown: true };
}

function splitName(folderName: string): { version: string; name: string } {
  const underscore = folderName.indexOf('_');
  if (underscore < 0) return { version: folderName, name: folderName };
  return { version: folderName.slice(0, underscore), name: folderName.slice(underscore + 1) };
}

/**
 * Outside a transaction, the file still goes to PostgreSQL as one query (`batch_execute` in
 * `file_based_migrations.rs`). A `metadata.toml` that does not mention `run_in_transaction` means
 * “no”: the field is read with `#[serde(default)]`, and the default of a `bool` is false.
 */
function transactionOf(folder: Folder): TransactionMode {
  const metadata = folder.has('metadata.toml') ? folder.read('metadata.toml') : undefined;
  if (!metadata) return 'wrapped';
  return /^[ \t]*run_in_transaction[ \t]*=[ \t]*true\b/mu.test(metadata.source.text) ? 'wrapped' : 'implicit';
}
