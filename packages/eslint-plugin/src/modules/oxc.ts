import { createRequire } from 'node:module';
import type * as Oxc from 'oxc-parser';

let parser: typeof Oxc | undefined;

/**
 * Oxc's parser, loaded when something is parsed with it for the first time: it is native code, which takes as long to
 * load as the rest of the plugin, and most rules do without.
 */
export function oxc(): typeof Oxc {
  return (parser ??= createRequire(import.meta.url)('oxc-parser') as typeof Oxc); // what the package says of itself
}
