import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 that this process will be over soon. Optimising compilers (of WebAssembly above all) cost
 * more than half of the CPU time of a run over a few hundred files and never pay for themselves there;
 * a run over ten thousand still gets its hot loops optimised, just later.
 *
 * V8 prints a complaint about a flag that it does not know, so only the versions that were tried are told.
 */
export function expectShortRun(): void {
	const major = Number.parseInt(process.versions.v8, 10);
	if (major < 11 || major > 13) return;
	setFlagsFromString('--liftoff-only');
	setFlagsFromString('--interrupt-budget=1000000');
}
