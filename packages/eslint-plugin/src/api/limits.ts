/** What else is asked of a value besides its type, by the words of JSON Schema; what is not in it is not asked. */
export type Limits = ReadonlyMap<Limit, number | string>;

export type Limit = 'minimum' | 'maximum' | 'pattern' | 'format' | 'integer';

/** The keys of JSON Schema that ask for more than a type. */
export const LIMIT_KEYS: readonly (readonly [key: string, limit: Limit])[] = [
  ['minLength', 'minimum'],
  ['minimum', 'minimum'],
  ['minItems', 'minimum'],
  ['maxLength', 'maximum'],
  ['maximum', 'maximum'],
  ['maxItems', 'maximum'],
  ['pattern', 'pattern'],
  ['format', 'format'],
];

export const NO_LIMITS: Limits = new Map<Limit, number | string>();

/** Stands for a limit whose value cannot be told. */
const SOME = '?';

/** Limits with one more; of two bounds the one that comes later counts, as it does in all libraries. */
export function withLimit(limits: Limits, limit: Limit, value: number | string | undefined): Limits {
  return new Map([...limits, [limit, value ?? SOME]]);
}

/** Whether less is asked for than was: those who read such a value may meet one that was not there before. */
export function loosened(before: Limits, after: Limits): boolean {
  return tightened(after, before) !== undefined;
}

/**
 * What is asked for now that was not asked for, in words that follow “accepts”; undefined when all that was allowed is.
 * Of patterns and formats nobody can tell which one allows more.
 */
export function tightened(before: Limits, after: Limits): string | undefined {
  for (const [limit, is] of after) {
    const was = before.get(limit);
    if (is === SOME || was === SOME) continue;
    if (limit === 'minimum' && Number(is) > Number(was ?? -Infinity)) return `at least ${is}`;
    if (limit === 'maximum' && Number(is) < Number(was ?? Infinity)) return `at most ${is}`;
    if (was !== undefined) continue;
    if (limit === 'integer') return 'only whole numbers';
    if (limit === 'pattern') return `only what matches ${is}`;
    if (limit === 'format' && !before.has('pattern')) return `only the format ${is}`;
  }
  return undefined;
}
