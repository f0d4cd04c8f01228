// @ts-check
/** Loads a CommonJS migration without the packages that it would need to run for real. */
import { createRequire, isBuiltin } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

import { UNKNOWN } from './recording.mjs';

/** Answers every use with itself; as text it is the mark of something unknown. @type {any} */
const ANYTHING = new Proxy(function anything() {}, {
  get: (target, key) => {
    if (key === Symbol.toPrimitive) return () => UNKNOWN;
    if (key === Symbol.iterator) return function* none() {};
    // Not a promise: awaiting it must end.
    return key === 'then' || key === 'prototype' ? Reflect.get(target, key) : ANYTHING;
  },
  apply: () => ANYTHING,
  construct: () => ANYTHING,
});

/** The same on every run, so that the corpus is. */
const FIXED_CRYPTO = {
  randomUUID: () => '00000000-0000-4000-8000-000000000000',
  randomBytes: (/** @type {number} */ size) => Buffer.alloc(size),
};

/** The part of the package `async` that db-migrate's users write. */
const ASYNC = {
  series: (/** @type {((done: (error?: unknown) => void) => void)[]} */ tasks, /** @type {(error?: unknown) => void} */ done) => {
    const next = (/** @type {number} */ index) => {
      const task = tasks[index];
      if (task === undefined) done();
      else task((error) => (error ? done(error) : next(index + 1)));
    };
    next(0);
  },
};

/**
 * @param {string} file
 * @param {Record<string, unknown>} [stubs] by the name that the file requires
 * @returns {any} what the module exports
 */
export function loadModule(file, stubs = {}) {
  const real = createRequire(file);
  const fakeRequire = (/** @type {string} */ name) => {
    if (name in stubs) return stubs[name];
    if (name === 'crypto' || name === 'node:crypto') return FIXED_CRYPTO;
    if (name === 'async') return ASYNC;
    if (isBuiltin(name)) return real(name);
    if (!name.startsWith('.')) return ANYTHING;
    const path = real.resolve(name);
    return path.endsWith('.json') ? real(path) : loadModule(path, stubs);
  };
  const module = { exports: {} };
  // What a migration tells its operator is not ours to print: its console answers to nothing.
  const body = compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module', '__filename', '__dirname', 'console'], { filename: file });
  body.call(module.exports, module.exports, fakeRequire, module, file, dirname(file), ANYTHING);
  return module.exports;
}
