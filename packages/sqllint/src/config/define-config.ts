import type { Config } from './config.ts';

/**
 * Gives an editor the types of a configuration that is written in JavaScript, and changes nothing.
 *
 * @example
 * export default defineConfig({ pgVersion: 16, rules: { 'no-delete-rows': 'off' } });
 */
export function defineConfig(config: Config): Config {
  return config;
}
