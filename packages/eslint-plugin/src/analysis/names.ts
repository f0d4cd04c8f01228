/**
 * A name in snake_case, so that `maxPoolSize`, `MAX_POOL_SIZE` and `max-pool-size` are one name.
 *
 * @example toSnakeCase('connectTimeoutMS') // 'connect_timeout_ms'
 */
export function toSnakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}

/**
 * Compiles names in which `*` stands for any text into one test over whole names.
 *
 * @param patterns for example `*Timeout` or `config.get`
 */
export function compileNamePatterns(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => false;
  const source = patterns.map((pattern) => pattern.split('*').map(escapeRegExp).join('.*')).join('|');
  const pattern = new RegExp(`^(?:${source})$`);
  return (name) => pattern.test(name);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
