import { withoutComments } from '../comments.ts';
import { dealOut, notChecked } from '../by-dialect.ts';
import { databaseNamed } from '../database.ts';
import type { Database } from '../database.ts';
import { fileBeside } from '../down-place.ts';
import type { Folder, TextFile } from '../folder.ts';
import type { History, Layout } from '../layout.ts';
import type { FileProblem, Migration, Script, TransactionMode } from '../migration.ts';
import { compareNumberLists, compareText } from '../numeric-order.ts';
import { pairScripts } from '../pair-scripts.ts';
import type { NamedScript } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';
import { withoutExtension } from '../versioned-files.ts';
import { defaultNaming, readFlywayNaming } from './flyway-naming.ts';
import type { FlywayNaming } from './flyway-naming.ts';

/**
 * Flyway: `V1.2__name.sql` in the order of version numbers, undone by `U1.2__name.sql`; then
 * `R__name.sql`, again whenever it changes, in the order of names; then callbacks. Folders below
 * belong to the same history; those named after a database (`{vendor}`) to its history alone. A
 * baseline `B3__name.sql` stands for all up to 3, for databases that start there.
 */
export const flyway: Layout = {
  name: 'flyway',
  downPlace: fileBeside(/(?<=^|[\\/])V(?=[^\\/]*$)/u, 'U'),
  outsideTransaction: 'Put `executeInTransaction=false` into a file that is named as the script, with `.conf` appended',
  // It finds out by itself that a statement cannot run in a transaction, and refuses others beside it.
  writing: { takesSeveral: true },
  detect: (folder) => isFlyway(folder) || isLocation(folder),
  rootOf(folderOfFile, fileName) {
    if (!isScript(fileName, defaultNaming)) return undefined;
    let root = folderOfFile;
    for (let parent = root.parent; parent && (isFlyway(parent) || isLocation(parent)); parent = root.parent) root = parent;
    return root;
  },
  read: readLocation,
};

function isScript(fileName: string, naming: FlywayNaming): boolean {
  return naming.versioned.test(fileName) || naming.repeatable.test(fileName);
}

function isFlyway(folder: Folder): boolean {
  const naming = folder.sqlFiles.length === 0 ? defaultNaming : readFlywayNaming(folder);
  return folder.sqlFiles.some((name) => isScript(name, naming));
}

/** `db/migration` with nothing but `common`, `postgresql` … in it. */
function isLocation(folder: Folder): boolean {
  return (
    /^migrations?$/iu.test(folder.name) &&
    folder.folders.some((name) => {
      const subfolder = folder.folder(name);
      return subfolder !== undefined && (databaseNamed(name) !== undefined || name === 'common') && isFlyway(subfolder);
    })
  );
}

/** An `.sql` file of a location. */
interface Found {
  readonly folder: Folder;
  readonly fileName: string;
  /** The innermost folder that is named after a database. */
  readonly database: Database | undefined;
}

function readLocation(root: Folder): History[] {
  const naming = readFlywayNaming(root);
  const { shares, unsupported } = dealOut(
    findFiles(root),
    ({ database }) => database,
    ({ fileName }) => keyOfScript(fileName, naming),
  );
  const skipped = [...unsupported].flatMap(([name, [first, ...others]]) =>
    first ? [notChecked(name, first.folder.pathOf(first.fileName), others.length + 1)] : [],
  );
  return shares.map(({ database, items }, index) => {
    const history = readScripts(items, naming);
    const problems = index === 0 ? [...skipped, ...history.problems] : history.problems;
    return { ...history, problems, hasDowns: true, ...(database && { database }) };
  });
}

/** Scripts of one version are the same migration, whatever their descriptions say. */
function keyOfScript(fileName: string, { versioned }: FlywayNaming): string {
  const [, prefix, version] = versioned.exec(fileName) ?? [];
  return prefix === undefined || version === undefined ? fileName : `${prefix}${keyOf(version)}`;
}

function findFiles(folder: Folder, database?: Database): Found[] {
  return [
    ...folder.sqlFiles.map((fileName) => ({ folder, fileName, database })),
    ...folder.folders.flatMap((name) => {
      const subfolder = folder.folder(name);
      return subfolder ? findFiles(subfolder, databaseNamed(name) ?? database) : [];
    }),
  ];
}

/**
 * When a database is migrated, these run as well; what they do comes after the migrations, mostly.
 * Callbacks of other commands (`beforeClean`, `afterValidate` …) do not concern the schema's history.
 */
const callback = /^(?:before|after)(?:Migrate|EachMigrate|EachMigrateStatement|Versioned|Repeatables|MigrateApplied)(?:__.*)?\.sql$/u;
const otherCallback = /^(?:before|after|create)[A-Z]\w*(?:__.*)?\.sql$/u;

function readScripts(files: readonly Found[], naming: FlywayNaming): Pick<History, 'migrations' | 'problems'> {
  const versioned: NamedScript[] = [];
  const baselines: NamedScript[] = [];
  const repeatables: Migration[] = [];
  const callbacks: Migration[] = [];
  const problems: FileProblem[] = [];
  const ids = new Set<string>();
  for (const { folder, fileName } of files) {
    const [, prefix, version, rest = ''] = naming.versioned.exec(fileName) ?? [];
    const [, nameOfRepeatable] = naming.repeatable.exec(fileName) ?? [];
    const isCallback = callback.test(fileName);
    if (version === undefined && nameOfRepeatable === undefined && !isCallback) {
      if (!otherCallback.test(fileName)) problems.push(ignored(folder.pathOf(fileName)));
      continue;
    }
    const file = folder.read(fileName);
    if (!file) continue;
    const script = scriptOf(folder, file, naming);
    // Files of one name in two folders are a mistake, and still need an id each.
    const id = ids.has(withoutExtension(fileName)) ? `${folder.name}/${withoutExtension(fileName)}` : withoutExtension(fileName);
    ids.add(id);
    if (nameOfRepeatable !== undefined) {
      repeatables.push({ id, version: '', name: nameOfRepeatable, up: script, repeatable: true });
    } else if (version === undefined) {
      callbacks.push({ id, version: '', name: id, up: script, repeatable: true });
    } else {
      const direction = prefix === naming.undo ? 'down' : 'up';
      const scripts = prefix === naming.baseline ? baselines : versioned;
      scripts.push({ direction, id, version, name: rest, script });
    }
  }

  const needed = baselines.filter((baseline) => !versioned.some(({ version }) => compareVersions(version, baseline.version) <= 0));
  const paired = pairScripts([...needed, ...versioned], {
    versionKey: ({ version }) => keyOf(version),
    compare: (left, right) => compareVersions(left.version, right.version) || compareText(left.id, right.id),
    onDuplicate: 'Flyway refuses to start',
  });
  const superfluous = baselines.filter((baseline) => !needed.includes(baseline));
  return {
    migrations: [
      ...paired.migrations,
      ...repeatables.sort((left, right) => compareText(left.name, right.name)),
      ...callbacks.sort((left, right) => compareText(left.id, right.id)),
    ],
    problems: [...problems, ...superfluous.map(replacedBaseline), ...paired.problems],
  };
}

/** `1`, `1.0` and `1_0` are one version. */
function keyOf(version: string): string {
  return version
    .split(/[._]/u)
    .map((number) => number.replace(/^0+(?=\d)/u, ''))
    .join('.')
    .replace(/(?:\.0)+$/u, '');
}

function compareVersions(left: string, right: string): number {
  return compareNumberLists(keyOf(left), keyOf(right));
}

/**
 * Statements of PostgreSQL that make Flyway run the whole script outside a transaction by itself,
 * statement by statement (`PostgreSQLParser.detectCanExecuteInTransaction`).
 */
const neverInTransaction =
  /(?:^|;)\s*(?:(?:create|drop)\s+(?:database|tablespace|subscription)|alter\s+system|(?:create|drop)(?:\s+unique)?\s+index\s+concurrently|reindex(?:\s+verbose)?\s+(?:schema|database|system)|vacuum|discard\s+all)\b/iu;

function scriptOf(folder: Folder, file: TextFile, naming: FlywayNaming): Script {
  const settings = folder.has(`${file.name}.conf`) ? folder.read(`${file.name}.conf`)?.source.text : undefined;
  const [, own] = /^\s*executeInTransaction\s*=\s*(true|false)\b/mu.exec(settings ?? '') ?? [];
  const script = wholeFile(file, transactionOf(own, file, naming));
  // `ParserSqlScript` of Flyway refuses a mixture, unless the script itself or `mixed` decides.
  return own === undefined && !naming.mixed ? { ...script, refusesMixed: true } : script;
}

/** @param own what the script's own `.conf` says of `executeInTransaction` */
function transactionOf(own: string | undefined, file: TextFile, naming: FlywayNaming): TransactionMode {
  if (own === 'false' || (own === undefined && !naming.executeInTransaction)) return 'none';
  if (own === undefined && neverInTransaction.test(withoutComments(file.source.text))) return 'none';
  return 'wrapped';
}

function ignored(file: string): FileProblem {
  return {
    level: 'warning',
    file,
    message: 'Flyway ignores this file, so it was not checked. If it is a migration, name it “V<version>__<description>.sql”.',
  };
}

function replacedBaseline({ version, script }: NamedScript): FileProblem {
  return {
    level: 'warning',
    file: script.file,
    message: `This baseline stands for the migrations up to ${version}, which are here as well; they were checked in its place.`,
  };
}
