// The checks behind the tests: `.ci/run` calls it with the exit code of `npm test`.
import { otherMajors } from '../postgres/majors.mjs';
import { binFile } from '../run/process.mjs';
import { inRoot } from '../run/root.mjs';
import { generateChangesNothing } from './generated.mjs';
import { attw, pack, publint } from './packed.mjs';
import { smokeTest } from './smoke.mjs';
import { mustSucceed, takeStep } from './step.mjs';
import { testOtherServers } from './other-servers.mjs';
import { outcomeOf } from './tests.mjs';

let passed = 0;
let failed = 0;

/**
 * @param {string} name
 * @param {() => Promise<import('./step.mjs').Outcome>} step
 */
async function check(name, step) {
  if (await takeStep(name, step)) passed += 1;
  else failed += 1;
}

/**
 * @param {string} name
 * @param {() => Promise<import('./tests.mjs').TestOutcome>} run
 */
async function countTests(name, run) {
  await takeStep(name, async () => {
    const tests = await run();
    passed += tests.passed;
    failed += tests.failed;
    return tests;
  });
}

await countTests('npm test', async () => outcomeOf(Number(process.argv[2])));
await countTests(`facts on PostgreSQL ${otherMajors.join(', ')}`, testOtherServers);
await check('lint', () => mustSucceed('npm', ['run', '--silent', 'lint']));
await check('typecheck', () => mustSucceed('npm', ['run', '--silent', 'typecheck']));
await check('generate changes nothing', generateChangesNothing);
await check('knip', () => mustSucceed(process.execPath, [binFile('knip', 'knip'), '--config', inRoot('.dev/knip.jsonc')]));

/** @type {import('./packed.mjs').Tarball[]} */
const tarballs = [];
await check('pack', () => pack(tarballs));
for (const tarball of tarballs) {
  await check(`publint ${tarball.name}`, () => publint(tarball));
  await check(`attw ${tarball.name}`, () => attw(tarball));
}
await check('installed with npm, the tarballs work', () => smokeTest('npm', tarballs));
await check('installed with pnpm, the tarballs work', () => smokeTest('pnpm', tarballs));

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
