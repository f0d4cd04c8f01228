import { dialectNames } from 'sqllint';
import type { DialectName } from 'sqllint';

/** What a project says of its SQL under `settings.delivery.sql` of its ESLint config. */
export interface SqlSettings {
  /** Whose SQL the `.sql` files are; when absent, what the folder tells, else `postgres`. */
  readonly dialect?: DialectName;
  /** The oldest major version of PostgreSQL that the migrations run on; when absent, the oldest that is maintained. */
  readonly pgVersion?: number;
  /** The oldest version of MySQL or MariaDB that the migrations run on, such as `8.0.20`; when absent, as in the command. */
  readonly mysqlVersion?: string;
}

/** The versions that the command takes as `--pg-version`. */
const pgVersions = { first: 12, last: 18 };

const validated = new WeakMap<object, SqlSettings>();
const none: SqlSettings = {};

/**
 * Reads `settings.delivery.sql`, which ESLint itself does not validate. The same settings yield the same object.
 *
 * @throws {Error} one sentence, when it is not an object, has an unknown key or a value that makes no sense
 */
export function readSqlSettings(settings: Readonly<Record<string, unknown>>): SqlSettings {
  const delivery = settings['delivery'];
  const value: unknown = isObject(delivery) && 'sql' in delivery ? delivery.sql : undefined;
  if (value === undefined) return none;
  if (!isObject(value)) throw new Error('settings.delivery.sql must be an object.');
  let result = validated.get(value);
  if (!result) validated.set(value, (result = validate(value)));
  return result;
}

function validate(value: object): SqlSettings {
  const { dialect, pgVersion, mysqlVersion, ...others }: { dialect?: unknown; pgVersion?: unknown; mysqlVersion?: unknown } = value;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`settings.delivery.sql has no key "${unknown}"; it knows dialect, pgVersion, mysqlVersion.`);
  return {
    ...(dialect === undefined ? {} : { dialect: validDialect(dialect) }),
    ...(pgVersion === undefined ? {} : { pgVersion: validVersion(pgVersion) }),
    ...(mysqlVersion === undefined ? {} : { mysqlVersion: validMysqlVersion(mysqlVersion) }),
  };
}

function validDialect(value: unknown): DialectName {
  const dialect = dialectNames.find((name) => name === value);
  if (dialect !== undefined) return dialect;
  throw new Error(`settings.delivery.sql.dialect must be one of ${dialectNames.join(', ')}, not ${JSON.stringify(value)}.`);
}

function validVersion(value: unknown): number {
  const { first, last } = pgVersions;
  if (typeof value === 'number' && Number.isInteger(value) && value >= first && value <= last) return value;
  throw new Error(
    `settings.delivery.sql.pgVersion must be a major version of PostgreSQL from ${first} to ${last}, not ${JSON.stringify(value)}.`,
  );
}

function validMysqlVersion(value: unknown): string {
  if (typeof value === 'string' && /^\d+(?:\.\d+){0,2}$/u.test(value)) return value;
  throw new Error(`settings.delivery.sql.mysqlVersion must be a version of MySQL or MariaDB in quotes, such as "8.0.20" or "10.11", not ${JSON.stringify(value)}.`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
