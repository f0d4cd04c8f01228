/* eslint-disable @typescript-eslint/prefer-nullish-coalescing, @typescript-eslint/prefer-string-starts-ends-with --
   An old Node has to be able to read and run this file. */
import { readFileSync } from 'fs';

/**
 * Says in one line why the running Node cannot run this repository.
 *
 * @param {string} running the version, as in `process.versions.node`
 * @param {string} [range] the supported range; `engines.node` of the root package.json when left out
 * @returns {string | undefined} nothing when the version is supported
 */
export function nodeVersionProblem(running, range = supportedRange()) {
  if (satisfies(running, range)) return undefined;
  return 'This repository needs Node ' + range + ', but this is Node ' + running + '. Install a newer Node, then try again.';
}

/** @returns {string} */
function supportedRange() {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return JSON.parse(manifest).engines.node;
}

/**
 * Understands what `engines` is written with here: alternatives of `^1.2.3` and `>=1`.
 *
 * @param {string} version
 * @param {string} range
 */
function satisfies(version, range) {
  const actual = numbers(version);
  return range.split('||').some(function (alternative) {
    const least = numbers(alternative);
    const sameMajor = alternative.trim().charAt(0) === '^';
    return compare(actual, least) >= 0 && (!sameMajor || actual[0] === least[0]);
  });
}

/**
 * @param {string} text
 * @returns {[number, number, number]}
 */
function numbers(text) {
  const match = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  if (!match) throw new Error('Not a version: ' + text);
  return [Number(match[1]), Number(match[2] || 0), Number(match[3] || 0)];
}

/**
 * @param {[number, number, number]} a
 * @param {[number, number, number]} b
 */
function compare(a, b) {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
