/** What a progress line needs of `process.stderr`. */
interface Stream {
  readonly isTTY: boolean;
  readonly write: (text: string) => unknown;
}

/** What one migration takes tells little; from this many on it is said how long the rest may take. */
const tellingCount = 3;

/**
 * One line below the table that says how far a run is and how long it may take, on a terminal only.
 * How long opening the database takes does not count: it is there from the first migration on.
 */
export class Countdown {
  readonly #stream: Stream;
  readonly #all: number;
  readonly #now: () => number;
  #done = 0;
  #firstAt = 0;
  #isShown = false;

  /** @param now milliseconds, from any moment on */
  constructor(stream: Stream, all: number, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#all = all;
    this.#now = now;
  }

  /** Shows that something is going on, before there is anything to count. */
  begin(): void {
    this.#show(`sqllint: opening the database for ${String(this.#all)} ${this.#all === 1 ? 'migration' : 'migrations'} …`);
  }

  /** @param done how many migrations are verified, in whatever order */
  update(done: number): void {
    if (this.#done === 0) this.#firstAt = this.#now();
    this.#done = Math.max(this.#done, done);
    this.show();
  }

  /** Shows the line again, after something else was written. */
  show(): void {
    if (this.#done === 0 || this.#done >= this.#all) {
      this.clear();
      return;
    }
    const left = ((this.#now() - this.#firstAt) / (this.#done - 1)) * (this.#all - this.#done);
    this.#show(`sqllint: ${String(this.#done)} of ${String(this.#all)} migrations${this.#done < tellingCount ? '' : `, about ${inWords(left)} left`}`);
  }

  /** To be called before anything else is written. */
  clear(): void {
    if (this.#isShown) this.#stream.write('\r\u001b[2K');
    this.#isShown = false;
  }

  #show(line: string): void {
    if (!this.#stream.isTTY) return;
    this.clear();
    this.#stream.write(line);
    this.#isShown = true;
  }
}

function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${String(seconds)} s` : `${String(Math.round(seconds / 60))} min`;
}
