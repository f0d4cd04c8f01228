/** What a progress line needs of `process.stderr`. */
interface Stream {
  readonly isTTY: boolean;
  readonly write: (text: string) => unknown;
}

/** One line below the table that says how far a run is and how long it may take, on a terminal only. */
export class Countdown {
  readonly #stream: Stream;
  readonly #all: number;
  readonly #now: () => number;
  readonly #started: number;
  #isShown = false;

  /** @param now milliseconds, from any moment on */
  constructor(stream: Stream, all: number, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#all = all;
    this.#now = now;
    this.#started = now();
  }

  update(done: number): void {
    if (!this.#stream.isTTY || done === 0 || done >= this.#all) return;
    const left = ((this.#now() - this.#started) / done) * (this.#all - done);
    this.#stream.write(`sqllint: ${String(done)} of ${String(this.#all)} migrations, about ${inWords(left)} left`);
    this.#isShown = true;
  }

  /** To be called before anything else is written. */
  clear(): void {
    if (this.#isShown) this.#stream.write('\r\u001b[2K');
    this.#isShown = false;
  }
}

function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${String(seconds)} s` : `${String(Math.round(seconds / 60))} min`;
}
