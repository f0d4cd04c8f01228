// @ts-check
/**
 * Measures whole processes, with everything that they start: squawk's launcher
 * is a Node process that starts a binary, and both are what its user waits for.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} Command
 * @property {string} program
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {readonly number[]} [endsWith] the exit codes of a run that did its work; 0 when left out
 * @property {() => Promise<void>} [before] what has to be done before each run, and is not measured
 */

/**
 * @typedef {object} Times
 * @property {number} wall milliseconds
 * @property {number} cpu milliseconds, user and system together
 */

/** @returns {Promise<{ code: number | null, errors: string }>} */
function ended(/** @type {import('node:child_process').ChildProcess} */ child) {
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, errors }));
  });
}

function requireSuccess(/** @type {Command} */ { program, args, endsWith = [0] }, /** @type {number | null} */ code) {
  if (code === null || !endsWith.includes(code))
    throw new Error(`${program} ${args.slice(0, 3).join(' ')} ended with code ${String(code)} instead of ${endsWith.join(' or ')}: nothing was measured.`);
}

/**
 * Runs the command once and says how long it took. The shell's `time` knows,
 * to the millisecond, what a process and all its descendants used; Node can
 * ask that for itself only.
 *
 * @param {Command} command
 * @returns {Promise<Times>}
 */
export async function measureTimes(command) {
  await command.before?.();
  // What the measured program prints goes nowhere, so that only the shell's own line is left.
  const script = `TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>&1`;
  const child = spawn('bash', ['-c', script, 'bash', command.program, ...command.args], { cwd: command.cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const { code, errors } = await ended(child);
  requireSuccess(command, code);
  const [wall = NaN, user = NaN, system = NaN] = errors.trim().replaceAll(',', '.').split(' ').map(Number);
  return { wall: wall * 1000, cpu: (user + system) * 1000 };
}

/** The process and its descendants, as far as they still live. */
function family(/** @type {number} */ pid) {
  /** @type {number[]} */
  const members = [];
  const queue = [pid];
  for (let member = queue.pop(); member !== undefined; member = queue.pop()) {
    members.push(member);
    try {
      queue.push(...readFileSync(`/proc/${member}/task/${member}/children`, 'utf8').split(' ').filter(Boolean).map(Number));
    } catch {
      // It has ended.
    }
  }
  return members;
}

/** The most memory that a process has held so far, in KiB; undefined once it has ended. */
function highWaterMark(/** @type {number} */ pid) {
  try {
    const mark = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return mark === undefined ? undefined : Number(mark);
  } catch {
    return undefined;
  }
}

const SAMPLE_EVERY_MS = 4;

/**
 * Runs the command once and says how much memory it and its descendants held
 * at most: the sum of each process's own high-water mark.
 *
 * @param {Command} command
 * @returns {Promise<number | undefined>} MiB; undefined on a system without /proc
 */
export async function measureMemory(command) {
  if (!existsSync('/proc/self/status')) return undefined;
  await command.before?.();
  const child = spawn(command.program, command.args, { cwd: command.cwd, stdio: 'ignore' });
  /** @type {Map<number, number>} */
  const marks = new Map();
  const sample = () => {
    for (const pid of child.pid === undefined ? [] : family(child.pid)) {
      const mark = highWaterMark(pid);
      if (mark !== undefined) marks.set(pid, mark);
    }
  };
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  const { code } = await ended(child);
  clearInterval(timer);
  requireSuccess(command, code);
  return [...marks.values()].reduce((sum, mark) => sum + mark, 0) / 1024;
}
