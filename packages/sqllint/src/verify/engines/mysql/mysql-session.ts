import type { Connection, FieldPacket } from 'mysql2/promise';

import type { DatabaseError } from '../../engine.ts';

/** What the server answered instead of doing what it was told. */
class MysqlError extends Error {
  override readonly name = 'MysqlError';
  readonly said: DatabaseError;

  constructor(said: DatabaseError) {
    super(said.message);
    this.said = said;
  }
}

export type MysqlRow = readonly (string | null)[];

/** What a value is, which says how it is written. */
export type ValueClass = 'text' | 'number' | 'bits' | 'bytes';

/** What becomes of a value that is not NULL. */
export type ReadValue = (value: Buffer, type: ValueClass) => string;

/** Numbers of types in the protocol, as its documentation lists them. */
const numberTypes: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 8, 9, 13, 246]);
const textTypes: ReadonlySet<number> = new Set([15, 249, 250, 251, 252, 253, 254]);
const bitType = 16;
const geometryType = 255;
/** The character set of what is not text. */
const binaryCharset = 63;

/** A connection of the scratch account. */
export class MysqlSession {
  readonly #connection: Connection;
  readonly #database: string;
  readonly #limit: number;
  readonly #stop: (session: number) => Promise<void>;

  /**
   * @param limit how long a statement may take, in milliseconds
   * @param stop ends what a session runs
   */
  constructor(connection: Connection, database: string, limit: number, stop: (session: number) => Promise<void>) {
    this.#connection = connection;
    this.#database = database;
    this.#limit = limit;
    this.#stop = stop;
  }

  /** Forgets everything that the session has set or begun. */
  async renew(): Promise<void> {
    await this.#connection.changeUser({ database: this.#database });
  }

  /**
   * Runs one statement.
   * @param read what becomes of the values; texts, and bytes as hexadecimal digits behind `\x`, where nothing is said
   * @throws {MysqlError}
   */
  async query(sql: string, read: ReadValue = asText): Promise<readonly MysqlRow[]> {
    const deadline = performance.now() + this.#limit;
    const timer = setTimeout(() => {
      void this.#stop(this.#connection.threadId).catch(() => undefined);
    }, this.#limit);
    try {
      const [rows, fields] = await this.#connection.query({
        sql,
        rowsAsArray: true,
        typeCast: false,
      });
      // Of a CALL they are one list for each result, and none is asked for any.
      const columns = fields as readonly (FieldPacket | readonly FieldPacket[] | undefined)[] | undefined;
      if (!Array.isArray(rows) || columns === undefined) return [];
      const classes = columns.map((column) => (column === undefined || !('columnType' in column) ? undefined : classOf(column)));
      if (classes.includes(undefined)) return [];
      // That is what the two options above give.
      return (rows as (Buffer | null)[][]).map((row) => row.map((value, index) => (value === null ? null : read(value, classes[index] ?? 'text'))));
    } catch (error) {
      if (performance.now() >= deadline) throw new MysqlError({ message: `The statement took longer than ${String(this.#limit / 1000)} seconds.`, code: '70100' });
      throw new MysqlError(saidIn(error));
    } finally {
      clearTimeout(timer);
    }
  }

  /** What the server says to a statement that it refuses; undefined where it runs. */
  async errorOf(sql: string): Promise<DatabaseError | undefined> {
    try {
      await this.query(sql);
      return undefined;
    } catch (error) {
      if (error instanceof MysqlError) return error.said;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#connection.end().catch(() => undefined);
  }
}

function classOf({ columnType = 0, characterSet }: FieldPacket): ValueClass {
  if (columnType === bitType) return 'bits';
  if (columnType === geometryType || (textTypes.has(columnType) && characterSet === binaryCharset)) return 'bytes';
  return numberTypes.has(columnType) ? 'number' : 'text';
}

/** As rows are shown and compared. */
function asText(value: Buffer, type: ValueClass): string {
  return type === 'bytes' ? `\\x${value.toString('hex')}` : type === 'bits' ? bitsOf(value) : value.toString();
}

/** As it stands in an `INSERT` that brings the row back. */
export function asLiteral(value: Buffer, type: ValueClass): string {
  switch (type) {
    case 'number':
      return value.toString();
    case 'bits':
      return `b'${bitsOf(value)}'`;
    case 'bytes':
      return `x'${value.toString('hex')}'`;
    case 'text':
      return quoteText(value.toString());
  }
}

function bitsOf(value: Buffer): string {
  return [...value].map((byte) => byte.toString(2).padStart(8, '0')).join('').replace(/^0+(?=.)/u, '');
}

export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** The name of a database that nobody knows. */
const scratchNames = /`?sqllint_verify_[0-9a-f]{16}`?\./gu;

function saidIn(error: unknown): DatabaseError {
  if (!(error instanceof Error)) throw error;
  if ('sqlMessage' in error && 'sqlState' in error) return { message: String(error.sqlMessage).replaceAll(scratchNames, ''), code: String(error.sqlState) };
  return { message: error.message };
}
