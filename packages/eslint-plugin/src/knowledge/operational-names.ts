import type { OperationalGroup } from './operational-groups.ts';

/**
 * Names that say by themselves what a value is for, whatever library or wrapper takes it.
 *
 * Patterns run over the snake_case form of a name: `maxPoolSize` and `MAX_POOL_SIZE` are both `max_pool_size`.
 */
export const OPERATIONAL_NAMES: Readonly<Partial<Record<OperationalGroup, RegExp>>> = {
  // First, because “retry” decides what the word after it means: a retry timeout is a delay between two attempts,
  // and so are the bounds of a timeout that grows from attempt to attempt.
  retries: /(?:^|_)(?:retry|retries|retrying|backoff|max_attempts|max_tries|(?:min|max)_timeout)(?:_|$)/,
  // How long something that is done is kept is no time to wait.
  timeouts:
    /^(?!keep_(?!alive))(?:.*_)?time_?outs?(?:_|$)|(?:^|_)max(?:imum)?_(?:[a-z]+_)*wait(?:_time)?(?:_(?:ms|millis|secs?|seconds))?$|(?:^|_)(?:shutdown|termination|drain)_(?:[a-z]+_)*(?:period|delay|margin)(?:_|$)/,
  pools: /(?:^|_)(?:pool_(?:size|max|min|limit)|connection_limit|max(?:imum)?_(?:[a-z]+_)?(?:connections|sockets))(?:_|$)/,
  concurrency:
    /(?:^|_)(?:concurrency|parallelism|prefetch|prefetch_count|async_limit|max_(?:concurrent|parallel|in_flight)(?:_[a-z]+)*|(?:concurrent|parallel)_(?:[a-z]+_)*[a-z]+s)(?:_limit)?$|(?:^|_)(?:max|num|number_of)_workers$/,
  rateLimits: /(?:^|_)(?:rate_limit(?:_(?:max|per|window|points|requests|count|value)(?:_[a-z]+)*)?|max_requests(?:_per_[a-z]+)?|requests_per_(?:second|minute|hour|day))$/,
  sampling: /(?:^|_)(?:sampl(?:e|ing)_(?:rate|ratio|percentage))$/,
  intervals: /(?:^|_)(?:[a-z]+_interval|interval(?=_)|(?:poll(?:ing)?|heartbeat|flush|check|refresh|sync|keep_?alive|lease|drain)_(?:period|delay|frequency)|(?:batch|batching|flush|coalesce|buffer)_window|(?:throttle|debounce)(?:_(?:delay|time|wait))?)(?:_in)?(?:_(?:ms|millis|milliseconds|secs?|seconds|minutes|hours))?$/,
  cache: /(?:^|_)(?:ttl|cache_(?:expiry|expiration|max_age|duration|size|max))(?:_|$)/,
  // The largest batch is mostly what somebody else's API takes.
  batch: /^(?!max_)(?:.*_)?(?:batch|chunk|slice|part)_(?:size|length)(?:_|$)/,
  sizes: /(?:^|_)(?:body_limit|max_(?:body|payload|request|message)_(?:size|length|bytes))(?:_|$)/,
};

/** Functions of any project whose name says what their second argument is: `withTimeout(work, 5000)`, `scheduleAtInterval(work, 60_000)`. */
export const OPERATIONAL_CALLS: readonly { readonly group: OperationalGroup; readonly name: RegExp; readonly environmentName: string; readonly least: number }[] = [
  { group: 'timeouts', name: /^(?:(?:with|race|promise|run|call|fetch)_(?:[a-z]+_)*)?timeout$|^timeout_promise$/, environmentName: 'TIMEOUT_MS', least: 100 },
  { group: 'intervals', name: /_interval$/, environmentName: 'INTERVAL_MS', least: 5000 },
];

/** What the numbers inside an object or a call of this name are, when their own keys are as plain as `max`. */
export const OPERATIONAL_PARENTS: readonly { readonly group: OperationalGroup; readonly parent: RegExp; readonly keys: ReadonlySet<string> }[] = [
  {
    group: 'rateLimits',
    parent: /(?:^|_)(?:rate_?limit(?:er|ers|ing|s)?|throttler?)(?:_|$)/,
    keys: new Set(['max', 'limit', 'points', 'duration', 'window', 'window_ms', 'time_window', 'ttl', 'block_duration', 'interval']),
  },
];

/** Names that contain an operational word and mean something else: an id, a status, a counter, a message. */
export const OTHER_MEANINGS =
  /(?:^|_)(?:ids?|codes?|status|errors?|err|exceptions?|messages?|msg|reasons?|handles?|handlers?|count(?:er)?|index|types?|kinds?|events?|keys?|names?|labels?|exit|refs?|timer|columns?|fields?|class|http|bucket|scalers?)$/;

/** Values of a test run, wherever they are kept. */
export const TEST_VALUES = /(?:^|_)(?:tests?|e2e|vitest|jest|mocha|playwright|cypress|mock|stub|fake)(?:_|$)/;

/** Lifetimes that a security policy sets, not an operator. */
export const SECURITY_LIFETIMES =
  /(?:^|_)(?:expir(?:es|y|ation)|authn|authentication|challenge|otp|totp|mfa|tokens?|jwt|oauth|sso|cookies?|csrf|nonce|lock_?out|passwords?|passkeys?|invit(?:e|ation)s?|magic_link|verification|login|session|presigned|signed_urls?)(?:_|$)/;
