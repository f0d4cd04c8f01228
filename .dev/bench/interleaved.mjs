// @ts-check
/** Measures several commands in turns, so that a slow minute of the machine hits all of them. */
import { median } from './median.mjs';
import { measureMemory, measureTimes } from './process-usage.mjs';

/** @typedef {import('./process-usage.mjs').Command} Command */

/**
 * @typedef {object} Measurement
 * @property {number} wall milliseconds, the median
 * @property {number} cpu milliseconds, the median
 * @property {number | undefined} memory MiB, the median
 */

/** Memory hardly varies from run to run, and sampling it disturbs the clock: it gets a few runs of its own. */
const MEMORY_RUNS = 3;

/**
 * @template {string} Name
 * @param {Record<Name, Command>} commands
 * @param {number} runs
 * @returns {Promise<Record<Name, Measurement>>}
 */
export async function measureInterleaved(commands, runs) {
  const entries = /** @type {[Name, Command][]} */ (Object.entries(commands)); // Object.entries forgets the key type.
  /** @type {Map<Name, { wall: number[], cpu: number[], memory: number[] }>} */
  const samples = new Map(entries.map(([name]) => [name, { wall: [], cpu: [], memory: [] }]));
  // The first round warms the file cache and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    for (const [name, command] of round % 2 === 0 ? entries : entries.toReversed()) {
      const { wall, cpu } = await measureTimes(command);
      if (round === 0) continue;
      samples.get(name)?.wall.push(wall);
      samples.get(name)?.cpu.push(cpu);
    }
  }
  for (let round = 0; round < MEMORY_RUNS; round += 1) {
    for (const [name, command] of entries) {
      const memory = await measureMemory(command);
      if (memory !== undefined) samples.get(name)?.memory.push(memory);
    }
  }
  const measured = entries.map(([name]) => {
    const { wall, cpu, memory } = samples.get(name) ?? { wall: [], cpu: [], memory: [] };
    return [name, { wall: median(wall), cpu: median(cpu), memory: memory.length === 0 ? undefined : median(memory) }];
  });
  return Object.fromEntries(measured);
}
