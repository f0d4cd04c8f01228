/** What is known about one kind of operational value. */
export interface OperationalGroupFacts {
  /** How a message calls one value of this kind, after “this”. */
  readonly noun: string;
  /** Reported without being asked for: the groups that held up when findings on real services were judged. */
  readonly byDefault: boolean;
  /** What the option's documentation says. */
  readonly description: string;
  /**
   * One value of an object that comes from configuration makes its literal neighbours of the same kind a choice:
   * a rate-limit window says nothing without its maximum.
   */
  readonly isTunedTogether?: true;
}

/** The kinds of operational values, each a switch of `no-hardcoded-operational-value`. */
export const OPERATIONAL_GROUPS = {
  timeouts: {
    noun: 'timeout',
    byDefault: true,
    description: 'How long to wait for a connection, an answer or a lock.',
  },
  pools: {
    noun: 'pool limit',
    byDefault: true,
    description: 'How many connections or sockets are kept, and for how long.',
    isTunedTogether: true,
  },
  concurrency: {
    noun: 'concurrency limit',
    byDefault: true,
    description: 'How much is done at the same time.',
  },
  rateLimits: {
    noun: 'rate limit',
    byDefault: true,
    description: 'How much is accepted or sent per period.',
    isTunedTogether: true,
  },
  sampling: {
    noun: 'sampling rate',
    byDefault: true,
    description: 'Which share of traces or events is recorded.',
  },
  retries: {
    noun: 'retry setting',
    byDefault: true,
    description: 'How often and how soon a failed call is repeated.',
  },
  cache: {
    noun: 'cache setting',
    byDefault: true,
    description: 'How much is cached, and for how long.',
  },
  intervals: {
    noun: 'interval',
    byDefault: true,
    description: 'How often something is polled, flushed or renewed.',
  },
  batch: {
    noun: 'batch size',
    byDefault: true,
    description: 'How much is processed in one go.',
  },
  sizes: {
    noun: 'size limit',
    byDefault: true,
    description: 'How large a request or a message may be.',
  },
  retention: {
    noun: 'retention setting',
    byDefault: false,
    description: 'How much finished work is kept.',
  },
  timers: {
    noun: 'delay',
    byDefault: false,
    description: 'Delays of half a second or more that are passed to `setTimeout`.',
  },
} as const satisfies Record<string, OperationalGroupFacts>;

/** The name of a kind of operational value. */
export type OperationalGroup = keyof typeof OPERATIONAL_GROUPS;

/** All groups in the order in which they are documented. */
// Object.keys is typed string[], and the object above has no other keys.
export const OPERATIONAL_GROUP_NAMES = Object.keys(OPERATIONAL_GROUPS) as readonly OperationalGroup[];

/** The groups that are reported unless the `groups` option says otherwise. */
export const DEFAULT_OPERATIONAL_GROUPS: readonly OperationalGroup[] = OPERATIONAL_GROUP_NAMES.filter(
  (group) => OPERATIONAL_GROUPS[group].byDefault,
);
