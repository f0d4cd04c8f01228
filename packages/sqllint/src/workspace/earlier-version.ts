/** The code of the version before a change, which still runs while the change is deployed. Paths are from the top of its repository, with slashes. */
export interface EarlierVersion {
  /** What tells it from every other: the name of a commit. */
  readonly commit: string;
  /** A file by its path. */
  pathOf(file: string): string;
  /** All files that it has. */
  files(): Iterable<string>;
  /** The files that hold any of some words, of letters, digits and underscores, as a whole word. */
  naming(words: readonly string[]): readonly string[];
  textsOf(paths: Iterable<string>): ReadonlyMap<string, string | undefined>;
}
