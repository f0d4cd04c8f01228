// @ts-check
/** What a reader has to know of the machine to read the numbers, and nothing that names it. */
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';

/**
 * @typedef {object} MachineFacts
 * @property {string} system
 * @property {string} processor
 * @property {number} cores
 * @property {number} memoryGiB
 * @property {string} node
 */

/** @returns {MachineFacts} */
export function machineFacts() {
  return {
    system: `${platform()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.versions.node,
  };
}
