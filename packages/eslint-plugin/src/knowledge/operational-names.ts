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
  timeouts: /^(?!keep_(?!alive))(?:.*_)?time_?outs?(?:_|$)/,
  pools: /(?:^|_)(?:pool_(?:size|max|min|limit)|connection_limit|max(?:imum)?_(?:[a-z]+_)?(?:connections|sockets))(?:_|$)/,
  concurrency: /(?:^|_)(?:concurrency|parallelism|prefetch|prefetch_count|max_(?:concurrent|parallel|in_flight)(?:_[a-z]+)*)(?:_limit)?$/,
  rateLimits: /(?:^|_)(?:rate_limit(?:_(?:max|per|window|points|requests|count|value)(?:_[a-z]+)*)?|max_requests(?:_per_[a-z]+)?|requests_per_(?:second|minute|hour|day))$/,
  sampling: /(?:^|_)(?:sampl(?:e|ing)_(?:rate|ratio|percentage))$/,
  intervals: /(?:^|_)(?:poll(?:ing)?|heartbeat|flush|check|refresh|sync|keep_?alive|lease|drain)_(?:interval|period|delay)(?:_|$)/,
  cache: /(?:^|_)(?:ttl|cache_(?:expiry|expiration|max_age|duration|size|max))(?:_|$)/,
  batch: /(?:^|_)(?:batch|chunk)_size(?:_|$)/,
};

/** What the numbers inside an object of this name are, when their own keys are as plain as `max`. */
export const OPERATIONAL_PARENTS: readonly { readonly group: OperationalGroup; readonly parent: RegExp; readonly keys: ReadonlySet<string> }[] = [
  {
    group: 'rateLimits',
    parent: /(?:^|_)(?:rate_?limit(?:er|ing)?|throttler?)(?:_|$)/,
    keys: new Set(['max', 'limit', 'points', 'duration', 'window', 'window_ms', 'time_window', 'ttl', 'block_duration', 'interval']),
  },
];

/** Names that contain an operational word and mean something else: an id, a status, a counter, a message. */
export const OTHER_MEANINGS =
  /(?:^|_)(?:ids?|codes?|status|errors?|err|exceptions?|messages?|msg|reasons?|handles?|handlers?|count(?:er)?|index|types?|kinds?|events?|keys?|names?|labels?|exit|refs?|timer|columns?|fields?|class|http|bucket)$/;

/** Values of a test run, wherever they are kept. */
export const TEST_VALUES = /(?:^|_)(?:tests?|e2e|vitest|jest|mocha|playwright|cypress|mock|stub|fake)(?:_|$)/;

/** Lifetimes that a security policy sets, not an operator. */
export const SECURITY_LIFETIMES =
  /(?:^|_)(?:expir(?:es|y|ation)|authn|authentication|challenge|otp|totp|mfa|tokens?|jwt|oauth|sso|cookies?|csrf|nonce|lock_?out|passwords?|passkeys?|invit(?:e|ation)s?|magic_link|verification|login|session|presigned|signed_urls?)(?:_|$)/;
