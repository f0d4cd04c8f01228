/** A configuration that cannot be used as it is. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** The file that is meant. */
  readonly file: string;
  /** What is wrong, each with what to do: whole sentences, at least one. */
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[], options?: ErrorOptions) {
    super(`${file}: ${problems.join(' ')}`, options);
    this.file = file;
    this.problems = problems;
  }
}
