import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { MigrationSet } from '../../migrations/migration.ts';
import type { DatabaseError } from '../../verify/engine.ts';
import { EngineError } from '../../verify/engine.ts';
import { QueryWatch } from '../../verify/engines/pglite/query-watch.ts';
import type { StoppedQuery } from '../../verify/engines/pglite/query-watch.ts';
import type { VerifiedMigration } from '../../verify/result.ts';
import { plainMigration } from './thread-task.ts';
import type { ThreadAnswer, ThreadTask } from './thread-task.ts';

/** What is verified, and within which limits. */
export interface ThreadRequest extends Pick<ThreadTask, 'folder' | 'dialect' | 'generatedDowns' | 'options'> {
  readonly set: MigrationSet;
  readonly wanted: readonly string[];
  /** After how many seconds a statement is stopped. */
  readonly seconds: number;
}

/** A history of fewer is verified in one part: a second database takes longer to open than it saves. */
const worthTwoParts = 40;
/** Of the migrations, how many the first part has: the tables are fewer there, and the second part has to run the ups of all. */
const firstShare = 0.58;
/** As SQLite has it. PGlite by itself would take four times as much, and its state is kept twice. */
const memory = 2 ** 30;
/** So often a migration is tried again without the statement that was stopped, before it is given up. */
const mostAttempts = 5;
const looksEvery = 100;

/**
 * Verifies migrations on PGlites in threads of their own, so that a statement that never ends can
 * be stopped: its thread is ended, and another one goes on from the state that the ups before leave.
 * A long history is cut in two parts, always at the same migration, that run side by side where
 * there are processors for both.
 *
 * @param report told of every migration, in their order, as soon as it and those before it are done
 * @param progress told how many are done, in whatever order
 * @returns what it ran on
 * @throws {EngineError} when PGlite cannot be opened
 */
export async function verifyInThreads(request: ThreadRequest, report: (migration: VerifiedMigration) => void, progress: (done: number) => void = () => undefined): Promise<string> {
  const { wanted, options } = request;
  const cut = wanted.length < worthTwoParts || options.seedScript !== undefined ? wanted.length : Math.round(wanted.length * firstShare);
  const parts = [wanted.slice(0, cut), wanted.slice(cut)].filter(({ length }) => length > 0);
  const done = new Map<string, VerifiedMigration>();
  let told = 0;
  const tell = (migration: VerifiedMigration): void => {
    done.set(migration.id, migration);
    progress(done.size);
    for (let next = done.get(wanted[told] ?? ''); next; next = done.get(wanted[told] ?? '')) {
      told += 1;
      report(next);
    }
  };
  const titles: string[] = [];
  const running = parts.map((part) => new Part(request, part, tell));
  try {
    if (availableParallelism() > 1) titles.push(...(await Promise.all(running.map((part) => part.run()))));
    else for (const part of running) titles.push(await part.run());
  } finally {
    // When one part cannot go on, nobody waits for the other.
    await Promise.all(running.map((part) => part.stop()));
  }
  return titles[0] ?? '';
}

/** Migrations that follow each other, verified by one thread at a time. */
class Part {
  readonly #request: ThreadRequest;
  readonly #report: (migration: VerifiedMigration) => void;
  readonly #wanted: string[];
  readonly #stopped: StoppedQuery[] = [];
  readonly #givenUp = new Set<string>();
  #worker: Worker | undefined;
  #attempts = 0;

  constructor(request: ThreadRequest, wanted: readonly string[], report: (migration: VerifiedMigration) => void) {
    this.#request = request;
    this.#wanted = [...wanted];
    this.#report = report;
  }

  /** @returns what it ran on */
  async run(): Promise<string> {
    let title = '';
    while (this.#wanted.length > 0) {
      const stopped = await this.#runThread((opened) => {
        title = opened;
      });
      if (!stopped) break;
      this.#stopped.push(stopped);
      this.#attempts += 1;
      if (this.#attempts >= mostAttempts) this.#giveUp(stopped.error);
    }
    return title;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** Runs until everything is verified, or a statement had to be stopped. */
  #runThread(opened: (title: string) => void): Promise<StoppedQuery | undefined> {
    const { set, seconds, wanted: all, ...rest } = this.#request;
    const { migrations, ...ofSet } = set;
    const watch = new QueryWatch();
    const last = migrations.findIndex(({ id }) => id === this.#wanted.at(-1));
    const task: ThreadTask = {
      ...rest,
      set: ofSet,
      migrations: migrations.slice(0, last + 1).filter(({ id }) => !this.#givenUp.has(id)).map(plainMigration),
      wanted: new Set(this.#wanted),
      stopped: this.#stopped,
      watch: watch.buffer,
      memory,
    };
    const worker = new Worker(threadFile, { workerData: task });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      const clock = setInterval(() => {
        const running = watch.running;
        if (running && running.milliseconds > seconds * 1000) end(() => resolve({ sql: running.sql, error: { message: `canceling statement due to statement timeout: it took more than ${String(seconds)} s`, code: '57014' } }));
      }, looksEvery);
      let isOver = false;
      const end = (settle: () => void): void => {
        if (isOver) return;
        isOver = true;
        clearInterval(clock);
        worker.terminate().then(settle, reject);
      };
      worker.on('message', (answer: ThreadAnswer) => {
        if (isOver) return;
        if (answer.kind === 'opened') opened(answer.title);
        else if (answer.kind === 'verified') this.#verified(answer.migration);
        else if (answer.kind === 'done') end(() => resolve(undefined));
        else breakDown(new EngineError(answer.message));
      });
      worker.on('error', breakDown);
      worker.on('exit', () => breakDown(new Error('The thread that verifies has ended by itself.')));
      // Out of memory or stack, or brought to an end by itself: as long as a statement runs, it is the one that has to be left out.
      function breakDown(error: Error): void {
        const { running } = watch;
        end(() => (running ? resolve({ sql: running.sql, error: brokenDown }) : reject(error)));
      }
    });
  }

  #verified(migration: VerifiedMigration): void {
    this.#wanted.splice(this.#wanted.indexOf(migration.id), 1);
    this.#attempts = 0;
    this.#report(migration);
  }

  #giveUp(error: DatabaseError): void {
    const id = this.#wanted[0] ?? '';
    const migration = this.#request.set.migrations.find((one) => one.id === id);
    if (!migration) return;
    this.#givenUp.add(id);
    const { version, name, up, down } = migration;
    this.#verified({
      id, version, name,
      files: { up: up.file, ...(down ? { down: down.file } : {}) },
      verdict: { rollback: 'up fails', oldCode: 'not tried' },
      seed: { rows: 0, unfilled: [] },
      up: { failure: { error }, locks: [], milliseconds: 0 },
      claims: [],
      milliseconds: 0,
    });
  }
}

const brokenDown: DatabaseError = { message: 'the database broke down over this statement, which another server may run', code: '53200' };

/** Beside this module, as it is built and as it is bundled. */
const threadFile = new URL('verify-thread.js', import.meta.url);
