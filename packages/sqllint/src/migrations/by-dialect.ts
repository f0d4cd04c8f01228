import type { Folder } from './folder.ts';
import type { History } from './layout.ts';
import type { FileProblem, MigrationDialect } from './migration.ts';

/** What people call databases in the names of files and folders; `unsupported` are those that we cannot check. */
const namesOfDialects: ReadonlyMap<string, MigrationDialect | 'unsupported'> = new Map([
	['postgres', 'postgres'],
	['postgresql', 'postgres'],
	['pgsql', 'postgres'],
	['psql', 'postgres'],
	['pg', 'postgres'],
	['mysql', 'mysql'],
	['mariadb', 'mariadb'],
	['sqlite', 'sqlite'],
	['sqlite3', 'sqlite'],
	['cockroach', 'unsupported'],
	['cockroachdb', 'unsupported'],
	['crdb', 'unsupported'],
	['mssql', 'unsupported'],
	['sqlserver', 'unsupported'],
	['oracle', 'unsupported'],
	['h2', 'unsupported'],
	['clickhouse', 'unsupported'],
	['spanner', 'unsupported'],
]);

/** The dialect that a folder's name or a setting says, if it is the name of one. */
export function dialectNamed(name: string): MigrationDialect | undefined {
	const dialect = namesOfDialects.get(name.toLowerCase());
	return dialect === 'unsupported' ? undefined : dialect;
}

/** `….postgres.sql`, `….mysql.up.sql`, `….sqlite3.autocommit.down.sql` */
const suffix = /\.([a-z][a-z0-9]*)(?=(?:\.autocommit)?(?:\.(?:up|down))?\.sql$)/iu;

function dialectOf(fileName: string): { name: string; dialect: MigrationDialect | 'unsupported' } | undefined {
	const name = suffix.exec(fileName)?.[1]?.toLowerCase();
	const dialect = name === undefined ? undefined : namesOfDialects.get(name);
	return name === undefined || dialect === undefined ? undefined : { name, dialect };
}

/** The file's name without the part that tells the dialect. */
export function withoutDialect(fileName: string): string {
	return dialectOf(fileName) ? fileName.replace(suffix, '') : fileName;
}

export function hasDialectSuffix(fileName: string): boolean {
	return dialectOf(fileName) !== undefined;
}

/**
 * Reads a folder once for each dialect that suffixes of its files name. Files without a suffix are
 * everybody's, unless a dialect has its own file of that name.
 *
 * @param read reads those of the folder's files
 */
export function readByDialect(
	folder: Folder,
	read: (fileNames: readonly string[]) => Omit<History, 'dialect'>,
): History[] {
	const shared: string[] = [];
	const own = new Map<MigrationDialect, string[]>();
	const unsupported = new Map<string, string[]>();
	for (const fileName of folder.sqlFiles) {
		const found = dialectOf(fileName);
		if (!found) shared.push(fileName);
		else if (found.dialect === 'unsupported') addTo(unsupported, found.name, fileName);
		else addTo(own, found.dialect, fileName);
	}

	const skipped = [...unsupported].map(([name, files]) => notChecked(folder, name, files));
	if (own.size === 0) {
		const history = read(shared);
		return [{ ...history, problems: [...skipped, ...history.problems] }];
	}
	return [...own].map(([dialect, files], index) => {
		const replaced = new Set(files.map(withoutDialect));
		const history = read([...shared.filter((fileName) => !replaced.has(fileName)), ...files]);
		return { ...history, dialect, problems: index === 0 ? [...skipped, ...history.problems] : history.problems };
	});
}

function addTo<Key>(groups: Map<Key, string[]>, key: Key, value: string): void {
	const group = groups.get(key);
	if (group) group.push(value);
	else groups.set(key, [value]);
}

function notChecked(folder: Folder, name: string, files: readonly string[]): FileProblem {
	const [first = ''] = files;
	const others = files.length === 1 ? '' : ` and ${files.length - 1} more`;
	return {
		level: 'warning',
		file: folder.path,
		message: `The files for ${name} (${first}${others}) were not checked: sqllint knows PostgreSQL, MySQL, MariaDB and SQLite.`,
	};
}
