/** Who points to whom, asked from the other end. */
export class Pointers {
  readonly #sources = new Map<string, Set<string>>();

  /** @param targets what the source points to from now on, instead of what it pointed to */
  change(source: string, before: readonly string[], targets: readonly string[]): void {
    for (const target of before) this.#sources.get(target)?.delete(source);
    for (const target of targets) {
      const sources = this.#sources.get(target);
      if (sources) sources.add(source);
      else this.#sources.set(target, new Set([source]));
    }
  }

  /** In no particular order. */
  to(target: string): ReadonlySet<string> {
    return this.#sources.get(target) ?? none;
  }
}

const none: ReadonlySet<string> = new Set();
