import { count } from '../report/count.ts';

/** A run that is over sooner needs no sign of life. */
const quietMilliseconds = 2000;
const redrawMilliseconds = 100;

/** What a progress line needs of `process.stderr`. */
interface Stream {
  readonly isTTY: boolean;
  readonly write: (text: string) => unknown;
}

/**
 * One line on standard error that says how far a long run is, on a terminal only, and gone when
 * it ends.
 */
export class Progress {
  readonly #stream: Stream;
  readonly #now: () => number;
  #shown = false;
  #next = quietMilliseconds;

  /** @param now the milliseconds since the process started, for that is how long the user has waited */
  constructor(stream: Stream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  /** Cheap enough to be called for every migration. */
  update(judged: number, all: number): void {
    if (!this.#stream.isTTY) return;
    const now = this.#now();
    if (now < this.#next) return;
    this.#next = now + redrawMilliseconds;
    this.#shown = true;
    this.#stream.write(`\r\u001b[2Ksqllint: ${judged} of ${count(all, 'migration')}`);
  }

  end(): void {
    if (this.#shown) this.#stream.write('\r\u001b[2K');
    this.#shown = false;
  }
}
