import { readByDialect, withoutDialect } from '../by-dialect.ts';
import { fileBeside } from '../down-place.ts';
import type { Layout } from '../layout.ts';
import type { Migration } from '../migration.ts';
import { compareNumberLists, compareText, withoutLeadingZeros } from '../numeric-order.ts';
import { readNamedFiles } from '../pair-scripts.ts';
import type { NamedFiles, ScriptName } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';
import { withoutExtension } from '../versioned-files.ts';

/** `0001_name`, `V1.2__name`, `2020-01-01-name`: a version of one or more numbers, then a name. */
const versionAndName = /^[Vv]?(\d+(?:[-._]\d+)*)(?:[-._ ]+(.*))?$/u;

/** `upgrade_12`, `schema-v3-orders`: words, then a number. */
const wordsAndNumber = /^(\D+)(\d+)(?!\d)(.*)$/u;

/** A file beside the migrations that says what they amount to. */
const wholeSchema = /^(?:\w+[-_. ])?(?:schema|structure|dump)$/iu;

/** What people append to tell the directions apart. */
const upSuffix = /[._-](?:up|do|deploy|apply)$/iu;
const downSuffix = /[._-](?:down|undo|rollback|revert)$/iu;
const certainlyDown = /\.(?:down|undo|rollback|revert)$/iu;

/**
 * A folder of no tool that we know. Files run in the order of their names; where each name starts
 * with a number, or with the same words and a number, in the order of numbers. `x.down.sql`, `x_rollback.sql` and the like are the down
 * of `x.sql` or `x.up.sql`. Nothing is known about transactions.
 */
export const plain: Layout = {
  name: 'plain',
  downPlace: fileBeside(/(?:\.up)?\.sql$/iu, '.down.sql'),
  detect: (folder) => folder.sqlFiles.length > 0,
  read: (folder) =>
    readByDialect(folder, (fileNames) => {
      const { migrations, problems } = readNamedFiles(folder, fileNames, namingOf(fileNames));
      return { migrations, problems, hasDowns: migrations.some(({ down }) => down) };
    }),
};

function namingOf(fileNames: readonly string[]): NamedFiles {
  const names = new Set(fileNames.map((fileName) => withoutExtension(withoutDialect(fileName))));
  const stemsOfUps = new Set([...names].map((name) => name.replace(upSuffix, '')));
  const numbered = [...names].filter((name) => versionAndName.test(name));
  // One file may stand beside them; letters come behind digits in any order.
  const isNumbered = numbered.length === names.size || (numbered.length > 2 && names.size - numbered.length === 1 && numbered.every((name) => /^\d/u.test(name)));
  const words = isNumbered ? [] : [...new Set([...names].flatMap((name) => wordsAndNumber.exec(name)?.[1] ?? []))];
  const [start = ''] = words;
  // What has no number, as a script that looks something up, keeps its place among the names.
  const isNumberedBehindWords = words.length === 1 && [...names].every((name) => wordsAndNumber.test(name) || !name.startsWith(start));

  function parse(fileName: string): ScriptName | undefined {
    const name = withoutExtension(withoutDialect(fileName));
    if (isNumbered && !versionAndName.test(name) && wholeSchema.test(name)) return undefined;
    const withoutSuffix = name.replace(downSuffix, '');
    // `0007_tear_down.sql` is a migration of its own, as long as there is no `0007_tear.sql`.
    const isDown = certainlyDown.test(name) || (withoutSuffix !== name && stemsOfUps.has(withoutSuffix));
    const id = isDown ? withoutSuffix : idOfUp(name);
    const direction = isDown ? 'down' : 'up';
    if (isNumberedBehindWords) return { direction, id, version: wordsAndNumber.exec(id)?.[2] ?? '', name: id };
    const [, version = '', rest = ''] = versionAndName.exec(id) ?? [];
    return { direction, id, version: isNumbered ? version : '', name: rest || id };
  }

  /** `0007_scale_up.sql` keeps its last word, unless there is a `0007_scale_down.sql`. */
  function idOfUp(name: string): string {
    const stem = name.replace(upSuffix, '');
    if (stem === name || names.has(stem)) return name;
    return name.endsWith('.up') || [...downWords].some((word) => names.has(stem + name.charAt(stem.length) + word)) ? stem : name;
  }

  return {
    parse,
    toScript: (file) => wholeFile(file, 'unknown'),
    versionKey: ({ id, version }) => (isNumbered && version !== '' && isSerialNumber(version) ? withoutLeadingZeros(version) : id),
    compare: (left, right) => (left.version !== '' && right.version !== '' ? compareNumberLists(left.version, right.version) : 0) || compareText(left.id, right.id),
    onUnknownName: 'This file has no number as the others have, and is called a schema: it is taken for the outcome of all of them, and not for a migration.',
  };
}

const downWords = ['down', 'undo', 'rollback', 'revert'];

/** Several migrations may be of one day; a serial number is meant for one alone. */
function isSerialNumber(version: Migration['version']): boolean {
  return /^(?:\d{1,6}|\d{12,})$/u.test(version);
}
