import type { Connection, Submittable } from 'pg';

/** What the driver's connection offers besides what its types tell. */
interface CopyConnection {
  readonly sendCopyFromChunk: (rows: Buffer) => void;
  readonly endCopyFrom: () => void;
}

/** A `COPY … FROM stdin` with its rows, which the driver itself would not send. The names of the methods are those that it calls. */
export class RowsIn implements Submittable {
  readonly #sql: string;
  readonly #rows: string;
  readonly #done: (error: Error | undefined) => void;
  #error: Error | undefined;

  /** @param done is told once, with the error where there is one */
  constructor(sql: string, rows: string, done: (error: Error | undefined) => void) {
    this.#sql = sql;
    this.#rows = rows;
    this.#done = done;
  }

  submit(connection: Connection): void {
    connection.query(this.#sql);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.#rows));
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.#error = error;
    this.#done(error);
  }

  handleReadyForQuery(): void {
    if (!this.#error) this.#done(undefined);
  }

  handleCommandComplete(): void {
    // The server is not ready for the next statement yet.
  }
}
