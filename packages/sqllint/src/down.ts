import type { Change, Statement } from './changes.ts';
import type { Dialect } from './dialects/dialect.ts';
import { keepCopies } from './down/keep-copies.ts';
import { defaultPgVersion, versionsOf } from './facts/server.ts';
import type { Migration, MigrationSet } from './migrations/migration.ts';
import { scriptParser } from './parse-script.ts';
import { distrust, replayUp } from './replay-up.ts';
import { tryDown } from './replay.ts';
import { reasonOf } from './rules/refusal-reason.ts';
import { apply, textsBehind } from './schema/apply.ts';
import { Schema } from './schema/schema.ts';
import { writingFor } from './schema/sql-dialect.ts';
import type { Mark } from './schema/schema.ts';
import { settle } from './schema/settle.ts';
import { Annotations } from './schema/undo/annotations.ts';
import { copyMadeBy } from './schema/undo/copy.ts';
import type { Copy } from './schema/undo/copy.ts';
import { inStages, lesser } from './schema/undo/step.ts';
import type { Brings, Step } from './schema/undo/step.ts';
import { undo } from './schema/undo/undo.ts';
import { SourceText } from './text/source-text.ts';

export interface DownOptions {
  /** The server's major version; when absent, what the project's files tell, else `defaultPgVersion`. */
  readonly pgVersion?: number;
  /** Amend the up so that it keeps a copy of what it destroys, and write the down that puts it back. */
  readonly keepData?: boolean;
}

/** A down that takes a migration back. */
export interface WrittenDown {
  /** Statements and comments, with a line break at the end; empty where there is nothing to undo. */
  readonly text: string;
  /** The same, each statement and each comment by itself. */
  readonly pieces: readonly string[];
  readonly brings: Brings;
  /** What it does not bring back, and where it can stop: sentences. */
  readonly warnings: readonly string[];
  /** The file of the up as it has to be for this down, where `keepData` amended it. */
  readonly amendedUp?: string;
}

/** Thrown when a set has no migration of that id. */
export class NoSuchMigrationError extends Error {
  override readonly name = 'NoSuchMigrationError';
}

/**
 * Writes the script that undoes a migration: the inverse of each change in reverse order, with what
 * the history tells of the objects as they were before (defaults, constraints, bodies of views).
 *
 * @throws {NoSuchMigrationError}
 */
export function writeDown(set: MigrationSet, migrationId: string, dialect: Dialect, options: DownOptions = {}): WrittenDown {
  for (const { down } of downsOf(set, dialect, options, ({ id }) => id === migrationId)) return down;
  throw new NoSuchMigrationError(`There is no migration ${migrationId} in ${set.root}.`);
}

/** Writes the downs of all migrations of a set, or of those that are wanted, replaying the history once. */
export function* downsOf(
  set: MigrationSet,
  dialect: Dialect,
  options: DownOptions = {},
  isWanted: (migration: Migration) => boolean = () => true,
): Generator<{ readonly migration: Migration; readonly down: WrittenDown }, void> {
  const schema = new Schema();
  const annotations = new Annotations();
  const { pgVersion } = versionsOf(set, dialect.name, options);
  for (const [ordinal, migration] of set.migrations.entries()) {
    const statements = scriptParser(dialect, schema)(migration.up);
    schema.beginMigration(ordinal);
    const down = isWanted(migration) ? writingFor(dialect.name, () => downOf(migration, statements, schema, annotations, dialect, { ...options, pgVersion })) : undefined;
    schema.beginMigration(ordinal);
    const before = schema.mark();
    const facts = { migration, hasDowns: set.hasDowns, dialect: dialect.name, pgVersion };
    writingFor(dialect.name, () => replayUp(statements, undefined, facts, schema, []));
    if (down) yield { migration, down: writingFor(dialect.name, () => tested(down, migration, statements, schema, before, dialect)) };
    for (const statement of statements) for (const change of statement.changes) annotations.note(change);
  }
}

function downOf(
  migration: Migration,
  statements: readonly Statement[],
  schema: Schema,
  annotations: Annotations,
  dialect: Dialect,
  { pgVersion = defaultPgVersion, keepData = false }: DownOptions,
): WrittenDown {
  const kept = keepData ? keepCopies(migration, statements, schema) : undefined;
  if (!kept) return textOf(stepsBack(migration, statements, schema, annotations, pgVersion));
  const amended = scriptParser(dialect, schema)(kept.migration.up);
  const down = textOf(stepsBack(kept.migration, amended, schema, annotations, pgVersion));
  const isAmended = kept.text !== migration.up.source.text;
  return { ...down, warnings: [...new Set([...kept.warnings, ...down.warnings])], ...(isAmended ? { amendedUp: kept.text } : {}) };
}

/** The down with its promise taken back where the model says that it fails, or leaves something out. */
function tested(down: WrittenDown, migration: Migration, up: readonly Statement[], schema: Schema, before: Mark, dialect: Dialect): WrittenDown {
  // What an amended up leaves behind is another schema.
  if (down.brings === 'nothing' || down.text === '' || down.amendedUp !== undefined) return down;
  const script = { file: migration.up.file, source: new SourceText(down.text), start: 0, end: down.text.length, transaction: migration.up.transaction };
  const statements = scriptParser(dialect, schema)(script, up);
  const { downProblems, differences = [] } = tryDown(statements, schema, before, up);
  const [problem] = downProblems;
  if (!problem && differences.length === 0) return down;
  const reason = problem ? `stops with an error: ${reasonOf(problem.problem)}` : `leaves ${differences.map(({ object }) => object).join(', ')} other than before`;
  return { ...down, brings: 'nothing', warnings: [...down.warnings, `As it stands, this down ${reason}. It is a draft to finish by hand.`] };
}

interface Applied {
  readonly change: Change;
  readonly mark: Mark;
  readonly searchPath: readonly string[];
  /** How many copies had been made before. */
  readonly copies: number;
  /** What takes back a comment or a privilege. */
  readonly annotated: readonly Step[];
}

/** Applies the migration, change by change, and takes every change back from the last to the first. */
function stepsBack(migration: Migration, statements: readonly Statement[], schema: Schema, earlier: Annotations, pgVersion: number): readonly Step[] {
  const textOfUp = migration.up.sql ?? migration.up.source.text;
  const annotations = new Annotations(earlier);
  const copies: Copy[] = [];
  const created = new Map<string, number>();
  const applied = statements.map((statement) => ({
    statement,
    changes: statement.changes.flatMap((unsettled): readonly Applied[] => {
      const change = settle(schema, unsettled);
      if (!change) return [];
      const mark = schema.mark();
      const { searchPath } = schema;
      const made = copies.length;
      const copy = copyMadeBy(change, schema);
      if (copy) copies.push(copy);
      const annotated = annotations.undo(change, textOfUp.slice(statement.start, statement.end), schema);
      annotations.note(change);
      apply(schema, change);
      for (const key of schema.changedSince(mark).keys()) {
        const object = schema.get(key);
        const isNew = object !== undefined && object.kind !== 'index' && object.createdIn === schema.migration;
        if (isNew && !created.has(key)) created.set(key, created.size);
      }
      const text = textOfUp.slice(statement.start, statement.end);
      if (change.kind === 'opaque') distrust(schema, text);
      else if (change.kind === 'callFunctions' && !change.isFollowed && schema.isTainted) distrust(schema, `${text} ${textsBehind(schema, change)}`);
      return [{ change, mark, searchPath, copies: made, annotated }];
    }),
  }));

  const lost = earlier.lostIn(schema);
  const changes = statements.flatMap((statement) => statement.changes);
  const gone = new Set<string>();
  const about = {
    before: schema,
    gone,
    pgVersion,
    newLabels: new Set(changes.flatMap((change) => (change.kind === 'addEnumValue' ? [change.value] : []))),
    created,
  };
  const isAlone = statements.length === 1 || migration.up.transaction === 'none';
  const script = new StepsInOrder(schema);
  for (const { statement, changes: ofStatement } of applied.reverse()) {
    const steps: Step[] = [];
    for (const { change, mark, searchPath, copies: made, annotated } of ofStatement.reverse()) {
      const after = new Map([...schema.changedSince(mark).keys()].map((key) => [key, schema.get(key)]));
      schema.returnTo(mark);
      schema.setSearchPath(searchPath);
      steps.push(
        ...annotated,
        ...undo(change, {
          ...about,
          statement: textOfUp.slice(statement.start, statement.end),
          after,
          copies: copies.slice(0, made).filter((copy) => !gone.has(`relation ${copy.in}`)),
          concurrently: isAlone && 'concurrently' in change && change.concurrently,
        }),
      );
    }
    // The server runs the actions of one statement in an order of its own.
    script.add(statement.command === 'DO' ? steps : inStages(steps));
  }
  return [...script.end(), ...lost];
}

/** Keeps steps back until everything that they refer to is there again. */
class StepsInOrder {
  readonly #schema: Schema;
  readonly #steps: Step[] = [];
  #waiting: readonly Step[] = [];

  /** @param schema as it is once the statements so far are undone */
  constructor(schema: Schema) {
    this.#schema = schema;
  }

  add(steps: readonly Step[]): void {
    const waiting: Step[] = [];
    for (const step of [...steps, ...this.#waiting]) (this.#isReady(step) ? this.#steps : waiting).push(step);
    this.#waiting = waiting;
  }

  end(): readonly Step[] {
    return [...this.#steps, ...this.#waiting];
  }

  #isReady({ needs = [] }: Step): boolean {
    return needs.every((relation) => !this.#schema.wasDropped(`relation ${relation}`));
  }
}

function textOf(steps: readonly Step[]): WrittenDown {
  const pieces = steps.flatMap(({ sql }) => sql);
  return {
    text: pieces.length === 0 ? '' : `${pieces.join('\n')}\n`,
    pieces,
    brings: steps.map(({ brings = 'everything' }) => brings).reduce(lesser, 'everything'),
    warnings: [...new Set(steps.flatMap(({ warning }) => warning ?? []))],
  };
}
