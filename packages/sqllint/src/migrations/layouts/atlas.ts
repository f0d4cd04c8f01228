import type { TextFile } from '../folder.ts';
import type { Layout } from '../layout.ts';
import type { FileProblem, Migration, TransactionMode } from '../migration.ts';
import { compareText } from '../numeric-order.ts';
import { partOfFile, wholeFile } from '../script.ts';
import { divide } from '../sections.ts';
import { readVersionedFiles } from '../versioned-files.ts';

/**
 * Atlas: `20240301120000_name.sql` and an `atlas.sum`, in the order of names. A transaction surrounds
 * each file, or none with `-- atlas:txmode none` among the comments at its top; the statements then
 * run one by one. An archive (`-- atlas:txtar`) has sections, of which `-- down.sql --` is one. A
 * checkpoint stands for all files before it, for databases that start there.
 */
export const atlas: Layout = {
  name: 'atlas',
  outsideTransaction: 'Make `-- atlas:txmode none` the first line of the file, and leave the second one empty',
  // By `atlas.sum`.
  isSealed: true,
  detect: (folder) => folder.has('atlas.sum') && folder.sqlFiles.length > 0,
  read(folder) {
    const { migrations, problems } = readVersionedFiles(folder, {
      fileName: /^([^_]*?)(?:_(.*))?\.sql$/u,
      read: readArchive,
      compare: (left, right) => compareText(left.id, right.id),
      versionKey: (version) => version,
      onDuplicate: 'Atlas takes both for one',
      onUnknownName: '',
    });
    const isReplaced = (migration: Migration, index: number): boolean => index > 0 && hasDirective(migration.up.source.text, 'checkpoint');
    const kept = migrations.filter((migration, index) => !isReplaced(migration, index));
    return [
      {
        migrations: kept,
        // Atlas computes downs; those in archives are the ones that it runs as written.
        hasDowns: kept.some(({ down }) => down),
        problems: [...problems, ...migrations.filter(isReplaced).map(replacedCheckpoint), ...kept.flatMap(unseenDirective)],
      },
    ];
  },
};

/** `-- checks.sql --`, `-- checks/name.sql --`, `-- migration.sql --`, `-- down.sql --` */
const section = /^-- (\S+\.sql) --[ \t]*$/gmu;

function readArchive(file: TextFile): Pick<Migration, 'up' | 'down'> {
  const { text } = file.source;
  const transaction = transactionOf(text);
  if (!hasDirective(text, 'txtar')) return { up: wholeFile(file, transaction) };
  const sections = divide(text, section);
  const up = sections.find(({ marker }) => marker[1] === 'migration.sql');
  const down = sections.find(({ marker }) => marker[1] === 'down.sql');
  return {
    up: up ? partOfFile(file, up, transaction) : wholeFile(file, transaction),
    ...(down && { down: partOfFile(file, down, transaction) }),
  };
}

function transactionOf(text: string): TransactionMode {
  return hasDirective(text, 'txmode[ \\t]+none') ? 'none' : 'wrapped';
}

const leadingComments = /^(?:[ \t]*--.*(?:\r\n|\n|\r|$))+/u;

/** The comments at the top of a file hold directives for it, when an empty line follows. */
function hasDirective(text: string, directive: string): boolean {
  const [top = ''] = leadingComments.exec(text) ?? [];
  return /^[ \t]*(?:[\r\n]|$)/u.test(text.slice(top.length)) && mentions(top, directive);
}

function mentions(comments: string, directive: string): boolean {
  return new RegExp(`^[ \\t]*--[ \\t]*atlas:${directive}[ \\t]*$`, 'mu').test(comments);
}

/** Atlas drops the directive in silence, and then fails, or does in a transaction what should not be. */
function unseenDirective({ up }: Migration): FileProblem[] {
  const { text } = up.source;
  const directive = 'txmode[ \\t]+\\w+';
  if (hasDirective(text, directive) || !mentions(leadingComments.exec(text)?.[0] ?? '', directive)) return [];
  return [
    {
      level: 'warning',
      file: up.file,
      line: 1,
      message: 'Atlas does not see the `atlas:txmode` of this file. Put an empty line between it and the first statement.',
    },
  ];
}

function replacedCheckpoint({ up }: Migration): FileProblem {
  return {
    level: 'warning',
    file: up.file,
    message: 'This checkpoint stands for the migrations before it, which are here as well; they were checked in its place.',
  };
}
