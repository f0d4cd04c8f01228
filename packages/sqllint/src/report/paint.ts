/** Wraps a text so that a terminal shows it in some way. picocolors' `createColors(true)` is one. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
}

const same = (text: string): string => text;

/** Leaves every text as it is: for files, pipes and `--no-color`. */
export const plain: Paint = { bold: same, dim: same, underline: same, red: same, yellow: same, green: same };
