import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

import { inRoot, root } from '../run/root.mjs';
import { paint } from '../run/terminal.mjs';

/**
 * @typedef {object} Outcome
 * @property {string} [problem] why the step failed, in one line; nothing when it passed
 * @property {string} [log] what was printed meanwhile, shown when the step failed
 */

export const logFolder = inRoot('.cache', 'ci');
mkdirSync(logFolder, { recursive: true });

/**
 * Takes one step and prints one line with its result, after its output when it failed.
 *
 * @param {string} name
 * @param {() => Promise<Outcome>} step
 * @returns {Promise<boolean>} whether it passed
 */
export async function takeStep(name, step) {
  const begin = performance.now();
  const { problem, log = '' } = await step().catch((error) => ({ problem: error.message, log: error.stack }));
  const seconds = `${((performance.now() - begin) / 1000).toFixed(1)} s`;
  writeFileSync(`${logFolder}/${name.replaceAll(/\W+/g, '-')}.log`, log);
  if (problem === undefined) {
    console.log(`${paint('green', '✓', process.stdout)} ${name} (${seconds})`);
    return true;
  }
  if (log !== '') console.log(log.trimEnd());
  console.log(`${paint('red', '✗', process.stdout)} ${name}: ${problem} (${seconds})`);
  return false;
}

/**
 * @typedef {object} Ended
 * @property {number} exitCode
 * @property {string} stdout
 * @property {string} log both streams, in the order in which they were written
 */

/**
 * Runs a program without standard input and collects what it prints.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options] `env` is added to the environment
 * @returns {Promise<Ended>}
 */
export function collect(file, args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, shell: false, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let log = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      log += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (log += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 1, stdout, log }));
  });
}

/**
 * A step that passes when a program ends with exit code 0.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 * @returns {Promise<Outcome>}
 */
export async function mustSucceed(file, args, options) {
  const { exitCode, log } = await collect(file, args, options);
  return exitCode === 0 ? { log } : { problem: `exit code ${exitCode}`, log };
}
