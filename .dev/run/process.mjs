import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

import { inRoot, root } from './root.mjs';

/** A step of a task that ended with another exit code than 0. */
export class StepFailure extends Error {
  /**
   * @param {string} message one line: which step failed and, when it is known, what to do
   * @param {number} exitCode
   */
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a program to its end, without a shell; everything it prints is passed through.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ stdoutToStderr?: boolean, env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 *   `stdoutToStderr` for steps that are not the task itself, so that the task's output stays clean
 * @returns {Promise<number>} the exit code, 128 + the signal's number when a signal ended it
 * @throws when the program cannot be started
 */
export function run(file, args, { stdoutToStderr = false, env = process.env, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, shell: false, stdio: ['inherit', stdoutToStderr ? 2 : 'inherit', 'inherit'] });
    // Ctrl-C reaches the child without help; this process waits for it to end. A SIGTERM is sent to this process alone.
    const wait = () => {};
    const terminate = () => void child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', terminate);
    const settle = () => process.off('SIGINT', wait).off('SIGTERM', terminate);
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      settle();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Runs a JavaScript file with this Node.
 *
 * @param {string} script
 * @param {string[]} [args]
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(script, args = [], options = {}) {
  return run(process.execPath, [script, ...args], options);
}

/**
 * Runs a program of a package that the root package.json depends on.
 *
 * @param {string} packageName
 * @param {string[]} [args]
 * @param {Parameters<typeof run>[2] & { bin?: string }} [options] `bin` when it is not named like the package
 */
export function runBin(packageName, args = [], { bin = packageName, ...options } = {}) {
  return runNode(binFile(packageName, bin), args, options);
}

/**
 * The JavaScript file behind a program. Node can start it on every system, where `node_modules/.bin` holds shell
 * scripts on one and `.cmd` files on another.
 *
 * @param {string} packageName
 * @param {string} bin
 */
export function binFile(packageName, bin) {
  const manifestFile = inRoot('node_modules', packageName, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[bin];
  if (typeof file !== 'string') throw new Error(`${packageName} has no program named ${bin}.`);
  return join(dirname(manifestFile), file);
}
