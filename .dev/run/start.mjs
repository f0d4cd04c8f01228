import { runBin, runNode, StepFailure } from './process.mjs';
import { inRoot } from './root.mjs';
import { paint } from './terminal.mjs';

// Relative, so that what the tools print can be clicked and read by people who never saw this machine.
const shop = 'examples/shop/before';
const command = 'packages/sqllint/dist/bin/sqllint.js';

/**
 * Shows both tools at work on the example shop, whose migrations and code have each anti-pattern on purpose.
 *
 * @returns {Promise<number>} 0 also when they found problems, because that is what they are run for
 * @throws {StepFailure} when one of them could not run
 */
export async function start() {
  heading(`sqllint ${shop}/migrations`, 'What a rollback brings back, what is locked, and whether old code keeps working.');
  console.log();
  mustHaveRun('sqllint', await runNode(inRoot(command), [`${shop}/migrations`]));

  heading(`eslint ${shop}/src`, 'What in the code makes a deployment hard to take back; eslint-plugin-delivery says it in your editor.');
  const config = inRoot('.dev/shop.eslint.config.js');
  mustHaveRun('ESLint', await runBin('eslint', ['--config', config, `${shop}/src`]));

  heading('Where to go next', 'All of the above is there on purpose; examples/shop/after is the same shop, mended.');
  console.log();
  console.log(`  your own migrations   node ${command} <folder>`);
  console.log(`  proof on a database   node ${command} verify ${shop}/migrations`);
  console.log('  why a finding bites   docs/rules/index.md');
  console.log('  in your project       README.md');
  return 0;
}

/**
 * @param {string} title
 * @param {string} about
 */
function heading(title, about) {
  console.log(`\n${paint('bold', `▌ ${title}`, process.stdout)}\n${paint('dim', `  ${about}`, process.stdout)}`);
}

/**
 * @param {string} tool
 * @param {number} exitCode both tools end with 0 when all is well and with 1 when they found problems
 */
function mustHaveRun(tool, exitCode) {
  if (exitCode > 1) throw new StepFailure(`${tool} could not run.`, exitCode);
}
