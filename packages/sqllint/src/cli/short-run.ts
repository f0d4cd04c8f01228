import { setFlagsFromString } from 'node:v8';

/** V8's major version in Node 20, and in Node 22, 24 and 26. */
const tried = { first: 11, last: 14 } as const;

/**
 * Tells V8 that this process will be over soon. Optimising compilers (of WebAssembly above all) cost
 * more than half of the CPU time of a run over a few hundred files and never pay for themselves there;
 * a run over ten thousand still gets its hot loops optimised, just later.
 *
 * V8 prints a complaint about a flag that it does not know, so only the versions that were tried are told.
 */
export function expectShortRun(): void {
  const major = Number.parseInt(process.versions.v8, 10);
  if (major < tried.first || major > tried.last) return;
  for (const flag of [...baselineWebAssembly, ...(major === tried.first ? lateByBudget : lateByCount)]) setFlagsFromString(flag);
}

/** The first means the others where it stands on the command line of Node; V8 13 has to be told each once it runs. */
const baselineWebAssembly = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/** Several times what V8 has by itself. */
const lateByBudget = ['--interrupt-budget=1000000'];
const lateByCount = ['--invocation-count-for-maglev=4000', '--invocation-count-for-turbofan=30000'];
