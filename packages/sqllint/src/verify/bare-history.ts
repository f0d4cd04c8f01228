import type { Dialect } from '../dialects/dialect.ts';
import type { Migration } from '../migrations/migration.ts';
import type { Engine, KeptState } from './engine.ts';
import { runnable } from './runnable.ts';

/**
 * The state that the ups leave without a row of ours in it. It is made when somebody asks for it,
 * from where it was made last, so that asking often costs no more than asking once.
 */
export class BareHistory {
  readonly #engine: Engine;
  readonly #dialect: Dialect;
  #state: KeptState;
  #later: Migration[] = [];

  private constructor(engine: Engine, dialect: Dialect, state: KeptState) {
    this.#engine = engine;
    this.#dialect = dialect;
    this.#state = state;
  }

  static async begin(engine: Engine, dialect: Dialect): Promise<BareHistory> {
    return new BareHistory(engine, dialect, await engine.keep());
  }

  /** The migration has run, or was tried. */
  add(migration: Migration): void {
    this.#later.push(migration);
  }

  async end(): Promise<void> {
    await this.#engine.forget(this.#state);
  }

  /** Takes the engine to this state. */
  async goThere(): Promise<void> {
    const engine = this.#engine;
    await engine.goBackTo(this.#state);
    if (this.#later.length === 0) return;
    for (const { up } of this.#later) {
      const before = await engine.keep();
      const { failure } = await engine.run(runnable(up, this.#dialect), 'nothing');
      if (failure) await engine.goBackTo(before);
      await engine.forget(before);
    }
    this.#later = [];
    await engine.forget(this.#state);
    this.#state = await engine.keep();
  }
}
