import type { DialectName } from '../../../dialect-name.ts';
import type { LexicalRules } from '../../../text/tokens.ts';
import type { Counter, DatabaseError, Engine, KeptState, RunnableScript, ScriptRun } from '../../engine.ts';
import type { RowsImage, TableRows } from '../../rows/rows-image.ts';
import type { SchemaDifference } from '../../schema/compare-schema.ts';
import { schemaImageOf } from '../../schema/schema-image.ts';
import type { SchemaImage } from '../../schema/schema-image.ts';
import type { TableShape, ValueKind } from '../../table-shape.ts';
import { columnsOf, hasTransactions, objectsOfTable, schemaObjects } from './created.ts';
import type { Created } from './created.ts';
import { loadMysql } from './load-mysql.ts';
import { mend } from './mend.ts';
import { MysqlSession, quoteText } from './mysql-session.ts';
import { quoteName } from './quote-name.ts';
import { readCreated } from './read-created.ts';
import { runScript } from './run-script.ts';
import { Scratch } from './scratch.ts';
import { nextNumbers } from './sequences.ts';
import { readServerAddress } from './server-address.ts';
import { restore, takeSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { tableShapes } from './table-shapes.ts';

export interface MysqlOptions {
  /** Where the user stands, for the driver may be installed there. */
  readonly folder: string;
  /** `mysql://…` or `mariadb://…` */
  readonly url: string;
  readonly dialect: Extract<DialectName, 'mysql' | 'mariadb'>;
  /** How the dialect reads. */
  readonly rules: LexicalRules;
  /** How long a statement may take, in milliseconds: 30 seconds where nothing is said. */
  readonly statementLimit?: number;
}

/**
 * Opens a scratch database on a MySQL or MariaDB server. Whatever runs there runs under an account
 * that can reach this database and no other, and everything is removed when the engine is closed or
 * this process is gone.
 *
 * @throws {EngineError} when the driver is missing, the server cannot be reached, or does not let us
 */
export async function openMysql({ folder, url, dialect, rules, statementLimit = 30_000 }: MysqlOptions): Promise<Engine> {
  const address = readServerAddress(url);
  const loaded = await loadMysql(folder);
  const scratch = await Scratch.make(loaded, address);
  try {
    const connection = await loaded.createConnection({ ...scratch.account, charset: 'utf8mb4', dateStrings: true });
    const session = new MysqlSession(connection, scratch.database, statementLimit, (id) => scratch.stop(id));
    return new MysqlEngine(scratch, session, dialect, rules);
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

/** How many numbers an application has taken. */
const drawnNumbers = 3;

class MysqlEngine implements Engine {
  readonly dialect: MysqlOptions['dialect'];
  readonly title: string;
  readonly writing = { quoteName, literal, checking: (query: string): string => `PREPARE sqllint_check FROM ${quoteText(query)}` };
  readonly #scratch: Scratch;
  readonly #session: MysqlSession;
  readonly #rules: LexicalRules;
  /** What was read since the schema may have changed last. */
  #created: Created | undefined;
  #settings: readonly string[] = [];
  #isClosed = false;

  constructor(scratch: Scratch, session: MysqlSession, dialect: MysqlOptions['dialect'], rules: LexicalRules) {
    this.#scratch = scratch;
    this.#session = session;
    this.#rules = rules;
    this.dialect = dialect;
    this.title = /mariadb/iu.test(scratch.version) ? `MariaDB ${scratch.version.replace(/-mariadb.*$/iu, '')}` : `MySQL ${scratch.version}`;
  }

  keep(): Promise<KeptState> {
    return takeSnapshot(this.#session);
  }

  async goBackTo(state: KeptState): Promise<void> {
    if (!('created' in state)) throw new Error('This state is of another engine.');
    this.#created = undefined;
    // Only this engine makes states of statements.
    await restore(this.#session, state as Snapshot);
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  startSessionsWith(settings: readonly string[]): void {
    this.#settings = settings;
  }

  run(script: RunnableScript): Promise<ScriptRun> {
    this.#created = undefined;
    return runScript(this.#session, script, this.#settings);
  }

  async attempt(statements: readonly string[], keeps: 'what succeeds' | 'nothing'): Promise<readonly (DatabaseError | undefined)[]> {
    // What a table without transactions was told stays, whatever is rolled back.
    const before = keeps === 'nothing' && [...(await this.#read()).tables.values()].some((sql) => !hasTransactions(sql)) ? await this.keep() : undefined;
    const errors = await this.#attempt(statements, keeps);
    if (before) await this.goBackTo(before);
    return errors;
  }

  async #attempt(statements: readonly string[], keeps: 'what succeeds' | 'nothing'): Promise<readonly (DatabaseError | undefined)[]> {
    const session = this.#session;
    const errors: (DatabaseError | undefined)[] = [];
    await session.query('START TRANSACTION');
    for (const sql of statements) {
      await session.query('SAVEPOINT attempt');
      const error = await session.errorOf(sql);
      if (error !== undefined || keeps === 'nothing') await session.errorOf('ROLLBACK TO SAVEPOINT attempt');
      errors.push(error);
    }
    const refused = await session.errorOf('COMMIT');
    return refused ? statements.map(() => refused) : errors;
  }

  async schema(): Promise<SchemaImage> {
    await this.#session.renew();
    return schemaImageOf(schemaObjects(await this.#read(), this.#scratch.database, this.#scratch.account.user, this.#rules));
  }

  async rows(tables?: readonly string[]): Promise<RowsImage> {
    const created = await this.#read();
    const image = new Map<string, TableRows>();
    for (const [table, sql] of created.tables) if (tables === undefined || tables.includes(table)) image.set(table, await this.#rowsOf(table, sql));
    return image;
  }

  async #read(): Promise<Created> {
    this.#created ??= await readCreated(this.#session);
    return this.#created;
  }

  async #rowsOf(table: string, sql: string): Promise<TableRows> {
    const columns = columnsOf(sql).map(({ name }) => name);
    const rows = await this.#session.query(`SELECT ${columns.map(quoteName).join(', ')} FROM ${quoteName(table)}`);
    const primary = objectsOfTable(table, sql).find(({ kind, name }) => kind === 'constraint' && name === 'PRIMARY')?.definition ?? '';
    return { columns, rows, key: columns.filter((column) => primary.includes(quoteName(column))) };
  }

  async tables(names?: readonly string[]): Promise<readonly TableShape[]> {
    const shapes = await tableShapes(this.#session, await this.#read());
    return names === undefined ? shapes : shapes.filter(({ name }) => names.includes(name));
  }

  mend(difference: SchemaDifference): string | undefined {
    return mend(difference);
  }

  /** A server of this family never gives a number that a row has: `AUTO_INCREMENT` goes on behind the largest. */
  counters(): Promise<readonly Counter[]> {
    return Promise.resolve([]);
  }

  sequences(): Promise<ReadonlyMap<string, number>> {
    return nextNumbers(this.#session);
  }

  async drawFrom(sequences: readonly string[]): Promise<void> {
    // One that has no number left gives none.
    for (const name of sequences) for (let drawn = 0; drawn < drawnNumbers; drawn++) await this.#session.errorOf(`SELECT NEXTVAL(${quoteName(name)})`);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#session.close();
    await this.#scratch.remove();
  }
}

function literal(text: string, kind: ValueKind): string {
  if (kind === 'boolean') return text === 'true' ? '1' : text === 'false' ? '0' : quoteText(text);
  if (kind === 'bytes' && /^\\x(?:[0-9a-f]{2})*$/u.test(text)) return `x'${text.slice(2)}'`;
  if (kind === 'bits' && /^[01]+$/u.test(text)) return `b'${text}'`;
  return quoteText(text);
}
