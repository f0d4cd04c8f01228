/** What a registry says of one flag. Days are dates such as `2026-03-01`. */
export interface FlagEntry {
  readonly key: string;
  /** Other words by which code may name it: the constant that holds the key. */
  readonly alias?: string;
  /** `release`, `experiment`, `ops`, `kill-switch`, `permission` … */
  readonly type?: string;
  readonly owner?: string;
  readonly createdAt?: string;
  /** Since when it is on for everybody. */
  readonly rolledOutAt?: string;
  readonly removeBy?: string;
  /** Whether it says of itself that it is stable. */
  readonly isStable: boolean;
  readonly defaultValue?: unknown;
  /** Where its key stands in the registry. */
  readonly range: readonly [number, number];
}

/** A flag of a registry, and the file of it that says so. */
export interface ListedFlag extends FlagEntry {
  /** Absolute. */
  readonly file: string;
}

/** What is known of the flags of a project. */
export interface Registry {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly entries: ReadonlyMap<string, ListedFlag>;
  /** When it was written down, if it says so. */
  readonly exportedAt?: string;
  /** Whether it is one that can say more of a flag than its name. */
  readonly hasFields: boolean;
}

/** What a registry says of a flag that code asks for. */
export function entryOf({ entries }: Registry, { key, isName }: { readonly key: string; readonly isName: boolean }): ListedFlag | undefined {
  return isName ? [...entries.values()].find(({ alias }) => alias === key) : entries.get(key);
}

/** Flags that stay: switches of operators, rights of customers. */
const lasting = /^(?:ops|operational|operations|kill[-_ ]?switch|permission|entitlement|permanent|licen[cs]e|config)$/iu;

/** Whether a flag is there to be removed again, as far as its type tells. */
export function isTemporary({ type }: FlagEntry): boolean {
  return type === undefined || !lasting.test(type);
}

/** Makes an entry of whatever fields a registry has, by the names that registries use. */
export function entryFrom(key: string, fields: Readonly<Record<string, unknown>>, range: FlagEntry['range'], alias?: string): FlagEntry {
  const all = { ...fields, ...(isRecord(fields['metadata']) ? fields['metadata'] : {}) };
  const text = (...names: string[]): string | undefined => {
    const value = names.map((name) => all[name]).find((candidate) => candidate !== undefined && candidate !== null && candidate !== '');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const type = text('type', 'kind');
  const owner = text('owner', 'group', 'team');
  const createdAt = text('createdAt', 'created_at', 'created', 'since');
  const rolledOutAt = text('rolledOutAt', 'rolled_out_at');
  const removeBy = text('removeBy', 'remove_by', 'expiresAt', 'expires_at', 'expires');
  const defaultValue = all['defaultValue'] ?? all['default_value'] ?? all['default_enabled'] ?? all['default'];
  return {
    key,
    isStable: /^(?:stable|completed?|archived)$/iu.test(text('status', 'stage') ?? ''),
    range,
    ...(alias !== undefined && { alias }),
    ...(type !== undefined && { type }),
    ...(owner !== undefined && { owner }),
    ...(createdAt !== undefined && { createdAt }),
    ...(rolledOutAt !== undefined && { rolledOutAt }),
    ...(removeBy !== undefined && { removeBy }),
    ...(defaultValue !== undefined && { defaultValue }),
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const day = 24 * 60 * 60 * 1000;

/** A date as milliseconds; undefined when it is none, `2026-02-30` included. */
export function timeOf(text: string | undefined): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/u.exec(text ?? '');
  if (!match || text === undefined) return undefined;
  const time = Date.parse(text);
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  return Number.isNaN(time) || date.getUTCDate() !== Number(match[3]) ? undefined : time;
}

/** Whole days between two times. */
export function daysBetween(from: number, to: number): number {
  return Math.floor((to - from) / day);
}
