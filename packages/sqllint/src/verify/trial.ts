import type { Dialect } from '../dialects/dialect.ts';
import type { Migration } from '../migrations/migration.ts';
import type { BareHistory } from './bare-history.ts';
import type { Counter, Engine, KeptState, RunnableScript, ScriptRun } from './engine.ts';
import { newRows } from './new-code.ts';
import { tablesFromQueries, writtenByNewCode } from './new-tables.ts';
import { failedOnes, oldStatements } from './old-code.ts';
import type { OldStatement } from './old-code.ts';
import type { DownOutcome, NewCodeOutcome, OldCodeOutcome, ProvenVerdict, SetBack, UpAgainOutcome, UpOutcome, VerifiedMigration } from './result.ts';
import { compareRows, onlyNewRows } from './rows/compare-rows.ts';
import type { LostData } from './rows/compare-rows.ts';
import type { RowsImage } from './rows/rows-image.ts';
import { runnable } from './runnable.ts';
import { compareSchemas } from './schema/compare-schema.ts';
import type { SchemaComparison, SchemaDifference } from './schema/compare-schema.ts';
import type { SchemaImage } from './schema/schema-image.ts';
import { fill, RowNumbers } from './seed/fill.ts';
import type { TableShape } from './table-shape.ts';
import { freeSequences } from './trunk.ts';
import type { Trunk } from './trunk.ts';
import type { VerifyOptions } from './verify.ts';

/** Rows that are tried out have numbers that no row of the trunk has. */
const triedNumbers = 500;

/** What was there before the up. */
interface Before {
  readonly state: KeptState;
  readonly schema: SchemaImage;
  readonly shapes: ReadonlyMap<string, TableShape>;
  readonly rows: RowsImage;
  /** As `Engine.sequences`. */
  readonly sequences: ReadonlyMap<string, number>;
}

/** What the up made of it. */
interface Applied {
  readonly state: KeptState;
  readonly schema: SchemaImage;
  /** Names of tables and views that the up may have changed, as they were before or are now. */
  readonly changed: ReadonlySet<string>;
  readonly rows: RowsImage;
  /** As `ScriptRun.touched`. */
  readonly touched: readonly string[] | undefined;
}

/** What is there after the down, beside what was there before the up. */
interface LeftByDown {
  readonly schema: SchemaComparison;
  readonly rows: RowsImage;
  readonly lost: readonly LostData[];
}

/** The eight steps for one migration. */
export class Trial {
  readonly #engine: Engine;
  readonly #dialect: Dialect;
  readonly #migration: Migration;
  readonly #trunk: Trunk;
  readonly #bare: BareHistory;
  readonly #options: VerifyOptions;
  readonly #numbers = new RowNumbers(triedNumbers);

  constructor(engine: Engine, dialect: Dialect, migration: Migration, trunk: Trunk, bare: BareHistory, options: VerifyOptions) {
    this.#engine = engine;
    this.#dialect = dialect;
    this.#migration = migration;
    this.#trunk = trunk;
    this.#bare = bare;
    this.#options = options;
  }

  /** Leaves engine and trunk in the state after the up, or where that fails in the state before it. */
  async run(): Promise<VerifiedMigration> {
    const started = performance.now();
    const seed = await this.#trunk.seed();
    const done = (steps: Pick<VerifiedMigration, 'up'> & Partial<VerifiedMigration>): VerifiedMigration => {
      const { id, version, name, up, down } = this.#migration;
      const files = { up: up.file, ...(down ? { down: down.file } : {}) };
      return { id, version, name, files, verdict: verdictOf(steps), seed, ...steps, claims: [], milliseconds: performance.now() - started };
    };
    const { before, run, failureOnRows } = await this.#up();
    const up: UpOutcome = { ...outcomeOf(run), ...(failureOnRows ? { failureOnRows } : {}), locks: run.locks };
    try {
      if (run.failure) return done({ up });
      const applied = await this.#apply(before, run);
      try {
        const oldCode = await this.#oldCode(before, applied);
        const newCode = await this.#newCode(before, applied);
        const down = await this.#down(before, applied);
        const upAgain = down && !down.failure ? await this.#upAgain(applied.schema) : undefined;
        return done({ up, oldCode, newCode, ...(down ? { down } : {}), ...(upAgain ? { upAgain } : {}) });
      } finally {
        await this.#engine.goBackTo(applied.state);
        this.#trunk.handOver(applied.state);
      }
    } finally {
      await this.#engine.forget(before.state);
    }
  }

  /** Runs the up; where our rows are in its way, without them. */
  async #up(): Promise<{ readonly before: Before; readonly run: ScriptRun; readonly failureOnRows?: NonNullable<ScriptRun['failure']> }> {
    const engine = this.#engine;
    const script = runnable(this.#migration.up, this.#dialect);
    const before = await this.#before();
    const run = await engine.run(script, 'locks');
    if (!run.failure) return { before, run };
    if (this.#trunk.rowCount === 0 || !(await this.#runsOnEmptyTables(script))) {
      await engine.goBackTo(before.state);
      return { before, run };
    }
    await engine.forget(before.state);
    await this.#bare.goThere();
    await this.#trunk.moveTo(await engine.schema(), undefined);
    const bare = await this.#before();
    return { before: bare, run: await engine.run(script, 'locks'), failureOnRows: run.failure };
  }

  /** A text of ours may end up in SQL that a script puts together, so that any error may be due to rows. */
  async #runsOnEmptyTables(script: RunnableScript): Promise<boolean> {
    await this.#bare.goThere();
    const { failure } = await this.#engine.run(script, 'nothing');
    return failure === undefined;
  }

  async #before(): Promise<Before> {
    const { schema, shapes } = this.#trunk;
    const sequences = await this.#sequencesOf(schema);
    return { state: await this.#trunk.keep(), schema, shapes: new Map(shapes), rows: new Map(this.#trunk.rows()), sequences };
  }

  /** Looking for sequences that nobody owns is left out where the schema has none. */
  async #sequencesOf(schema: SchemaImage): Promise<ReadonlyMap<string, number>> {
    return freeSequences(schema).length === 0 ? new Map() : ((await this.#engine.sequences?.()) ?? new Map());
  }

  async #apply(before: Before, { touched }: ScriptRun): Promise<Applied> {
    const schema = await this.#engine.schema();
    const changed = await this.#trunk.moveTo(schema, touched);
    return { state: await this.#engine.keep(), schema, changed: new Set([...changed, ...(touched ?? before.shapes.keys())]), rows: new Map(this.#trunk.rows()), touched };
  }

  async #oldCode(before: Before, applied: Applied): Promise<OldCodeOutcome> {
    const engine = this.#engine;
    const ofTables = [...applied.changed].flatMap((name) => {
      const shape = before.shapes.get(name);
      return shape ? oldStatements(shape, before.rows, this.#numbers, engine.writing) : [];
    });
    const statements = [...ofTables, ...(this.#options.queries ?? []).map(({ sql, written, file, line }): OldStatement => ({ kind: 'query', sql: engine.writing.checking(sql), shown: written, place: { file, line } }))];
    if (statements.length === 0) return { tried: 0, broken: [] };
    const failed = failedOnes(statements, await engine.attempt(statements.map(({ sql }) => sql), 'nothing'));
    let broken = failed;
    if (failed.length > 0) {
      // Only what ran before can break.
      await engine.goBackTo(before.state);
      const errorsBefore = await engine.attempt(failed.map(({ statement }) => statement.sql), 'nothing');
      broken = failed.filter((_, index) => errorsBefore[index] === undefined);
      await engine.goBackTo(applied.state);
    }
    const inserts = statements.filter((statement) => statement.kind === 'insert' && !failed.some((one) => one.statement === statement));
    await engine.attempt(inserts.map(({ sql }) => sql), 'what succeeds');
    return { tried: statements.length - failed.length + broken.length, broken: broken.map(({ statement: { sql, shown = sql, table, place }, error }) => ({ sql: shown, ...(table === undefined ? {} : { table }), ...(place ? { place } : {}), error })) };
  }

  async #newCode(before: Before, applied: Applied): Promise<NewCodeOutcome> {
    const engine = this.#engine;
    const shapes = [...applied.changed].flatMap((name) => this.#trunk.shapes.get(name) ?? []);
    const fresh = shapes.filter(({ name, isView }) => !isView && !before.shapes.has(name));
    const added = fresh.length === 0 ? [] : writtenByNewCode(fresh, before, tablesFromQueries(this.#migration.up, this.#dialect));
    const { rows } = await fill(engine, added.map((table) => ({ table, styles: ['plain', 'sparse'] })), this.#numbers);
    const wanted = shapes.filter(({ name }) => before.shapes.has(name)).flatMap((shape) => newRows(shape, before.shapes.get(shape.name), applied.rows, this.#numbers, engine.writing));
    const errors = await engine.attempt(wanted.map(({ sql }) => sql), 'what succeeds');
    const written = wanted.filter((_, index) => errors[index] === undefined);
    return { rows: rows + written.length, allowed: [...new Set(written.flatMap(({ allows }) => allows ?? []))] };
  }

  async #down(before: Before, applied: Applied): Promise<DownOutcome | undefined> {
    const engine = this.#engine;
    const script = this.#downScript();
    if (!script) return undefined;
    const { source, statements } = script;
    const rowsSince = await engine.rows([...applied.changed]);
    let run = await engine.run(statements, 'locks');
    let failsOnlyOnNewRows = false;
    const { failure } = run;
    if (failure) {
      await engine.goBackTo(applied.state);
      run = await engine.run(statements, 'locks');
      if (run.failure) {
        await engine.goBackTo(applied.state);
        const onEmptyTables = isAboutRows(run.failure.error.code) ? await this.#downOnEmptyTables(statements, applied) : undefined;
        return { source, lost: [], behind: [], setBack: [], ...outcomeOf(run), ...(onEmptyTables ? { failsOnlyOnRows: true, schema: onEmptyTables } : {}) };
      }
      failsOnlyOnNewRows = true;
    }
    const touched = applied.touched && run.touched ? new Set([...applied.changed, ...run.touched]) : undefined;
    const { schema: { differences, cosmetic }, rows, lost } = await this.#leftByDown(before, applied, touched, failsOnlyOnNewRows ? undefined : statements);
    const lostSince = failsOnlyOnNewRows ? [] : compareRows(onlyNewRows(rowsSince, applied.rows, before.rows), rows, 'new');
    const behind = await this.#behind(touched, before);
    const setBack = await this.#setBack(before);
    return {
      source,
      ...outcomeOf(run),
      ...(failsOnlyOnNewRows && failure ? { failsOnlyOnNewRows: true, failure } : {}),
      schema: { differences: differences.map((difference) => mended(difference, engine.mend(difference))), cosmetic },
      lost: [...lost, ...lostSince],
      behind,
      setBack,
    };
  }

  /** What the down leaves where no table has a row of ours; undefined where it fails there as well. */
  async #downOnEmptyTables(down: RunnableScript, applied: Applied): Promise<SchemaComparison | undefined> {
    const engine = this.#engine;
    await this.#bare.goThere();
    const before = await engine.schema();
    const up = await engine.run(runnable(this.#migration.up, this.#dialect), 'nothing');
    const run = up.failure ? up : await engine.run(down, 'nothing');
    const comparison = run.failure ? undefined : compareSchemas(before, await engine.schema());
    await engine.goBackTo(applied.state);
    return comparison;
  }

  /**
   * What differs from before. Rows that were written since can be the reason, where a trigger
   * creates tables or writes to other rows: then what counts is what the down leaves without them.
   * They can also pass for old ones with the same key, so that old rows are counted without them,
   * unless these are lost only because of them. The engine stays as it is.
   *
   * @param down absent where no rows were written since
   */
  async #leftByDown(before: Before, applied: Applied, touched: ReadonlySet<string> | undefined, down: RunnableScript | undefined): Promise<LeftByDown> {
    const engine = this.#engine;
    const were = new Map([...before.rows].filter(([name]) => touched === undefined || touched.has(name)));
    const look = async (): Promise<LeftByDown> => {
      const schema = compareSchemas(before.schema, await engine.schema());
      const rows = await engine.rows(touched && [...touched]);
      return { schema, rows, lost: compareRows(were, rows, 'old') };
    };
    const left = await look();
    const hasTriggers = [...applied.schema.values()].some(({ kind }) => kind === 'trigger');
    if (!down || (left.lost.length === 0 && (!hasTriggers || left.schema.differences.length === 0))) return left;
    const here = await engine.keep();
    await engine.goBackTo(applied.state);
    const { failure } = await engine.run(down, 'nothing');
    const without = failure ? left : await look();
    await engine.goBackTo(here);
    await engine.forget(here);
    if (hasTriggers) return { ...without, rows: left.rows };
    return without.lost.length === 0 ? left : { ...left, lost: without.lost };
  }

  /** Counters that will give a number which a row has already, and would not have before the up. */
  async #behind(touched: ReadonlySet<string> | undefined, before: Before): Promise<readonly Counter[]> {
    const isBehind = ({ next, largest }: Counter): boolean => next <= largest;
    const behind = (await this.#engine.counters(touched && [...touched])).filter(isBehind);
    if (behind.length === 0) return [];
    const here = await this.#engine.keep();
    await this.#engine.goBackTo(before.state);
    const were = (await this.#engine.counters(behind.map(({ table }) => table))).filter(isBehind);
    await this.#engine.goBackTo(here);
    await this.#engine.forget(here);
    return behind.filter(({ table, column }) => !were.some((other) => other.table === table && other.column === column));
  }

  async #setBack({ schema, sequences }: Before): Promise<readonly SetBack[]> {
    if (sequences.size === 0) return [];
    const now = await this.#sequencesOf(schema);
    return [...sequences].flatMap(([sequence, next]) => {
      const after = now.get(sequence);
      return after !== undefined && after < next ? [{ sequence, before: next, now: after }] : [];
    });
  }

  #downScript(): { readonly source: DownOutcome['source']; readonly statements: RunnableScript } | undefined {
    const { down, up } = this.#migration;
    if (down) return { source: 'own', statements: runnable(down, this.#dialect) };
    const written = this.#options.generatedDown?.(this.#migration);
    if (written === undefined) return undefined;
    const statements = this.#dialect.parse(written).statements.map(({ start, end }) => ({ sql: written.slice(start, end), start, end }));
    return { source: 'generated', statements: { statements, transaction: up.transaction === 'none' ? 'each' : 'unknown' } };
  }

  async #upAgain(after: SchemaImage): Promise<UpAgainOutcome> {
    const { failure } = await this.#engine.run(runnable(this.#migration.up, this.#dialect), 'nothing');
    if (failure) return { failure };
    return { schema: compareSchemas(after, await this.#engine.schema()) };
  }
}

function mended(difference: SchemaDifference, mend: string | undefined): SchemaDifference {
  return mend === undefined ? difference : { ...difference, mend };
}

/** Whether an error may be due to the rows that a table happens to have: integrity and data errors, in the SQL standard's classes. */
function isAboutRows(code: string | undefined): boolean {
  return code === undefined || /^(?:2[123]|SQLITE_(?:CONSTRAINT|MISMATCH|ERROR))/u.test(code);
}

function outcomeOf({ failure, ranOneByOne, refusedTogether, milliseconds }: ScriptRun): Pick<DownOutcome, 'failure' | 'ranOneByOne' | 'refusedTogether' | 'milliseconds'> {
  return { ...(failure ? { failure } : {}), ...(ranOneByOne ? { ranOneByOne } : {}), ...(refusedTogether ? { refusedTogether } : {}), milliseconds };
}

function verdictOf({ up, oldCode, down }: Pick<VerifiedMigration, 'up'> & Partial<VerifiedMigration>): ProvenVerdict {
  const ofOldCode = oldCode === undefined ? 'not tried' : oldCode.broken.length > 0 ? 'breaks' : 'keeps working';
  return { rollback: up.failure ? 'up fails' : rollbackOf(down), oldCode: ofOldCode };
}

function rollbackOf(down: DownOutcome | undefined): ProvenVerdict['rollback'] {
  if (!down) return 'no down';
  if (down.failure) return down.failsOnlyOnNewRows ? 'fails on new rows' : 'fails';
  if (down.schema?.differences.some(({ kind }) => kind !== 'comment')) return 'does not restore';
  if (down.behind.length > 0) return 'does not restore';
  return down.setBack.length > 0 || down.lost.some(({ which }) => which === 'old') ? 'loses data' : 'works';
}
