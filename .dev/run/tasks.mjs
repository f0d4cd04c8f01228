import { build } from './build.mjs';
import { install } from './install.mjs';
import { runPnpm } from './pnpm.mjs';
import { runBin, runNode } from './process.mjs';
import { inRoot } from './root.mjs';
import { start } from './start.mjs';
import { typecheck } from './typecheck.mjs';

/**
 * @typedef {object} Task
 * @property {string} about
 * @property {(args: string[]) => Promise<number | void>} run takes what stood behind the task's name, gives the exit code
 */

/** What has to be there before the task itself. */
const ready = async () => {
  await install();
  await build();
};

/** @type {Record<string, Task>} */
export const tasks = {
  start: {
    about: 'run both tools on the example shop',
    run: async () => {
      await ready();
      return start();
    },
  },
  test: {
    about: 'run all tests; arguments go to Vitest',
    run: async (args) => {
      await ready();
      return runBin('vitest', ['run', '--config', inRoot('.dev/vitest.config.ts'), ...args]);
    },
  },
  build: {
    about: 'compile what changed; arguments go to “tsc -b”',
    run: async (args) => {
      await install();
      await build(args);
    },
  },
  lint: {
    about: 'run ESLint over the repository; arguments go to ESLint',
    run: async (args) => {
      await ready();
      return runBin('eslint', [
        '--config',
        inRoot('.dev/eslint.config.js'),
        '--max-warnings=0',
        ...(args.some((arg) => !arg.startsWith('-')) ? [] : ['.']),
        ...args,
      ]);
    },
  },
  typecheck: {
    about: 'check the types of the sources, the tests and the tooling',
    run: async (args) => {
      await ready();
      return typecheck(args);
    },
  },
  generate: {
    about: 'rewrite what is derived from rules and anti-patterns; --check only compares',
    run: async (args) => {
      await ready();
      return runNode(inRoot('.dev/generate.mjs'), args);
    },
  },
  backtest: {
    about: 'replay the commits of a repository and print what a rule would have said',
    run: async (args) => {
      await ready();
      return runNode(inRoot('.dev/backtest/main.mjs'), args);
    },
  },
  bench: {
    about: 'measure sqllint beside squawk',
    run: async (args) => {
      await ready();
      return runNode(inRoot('.dev/bench.mjs'), args);
    },
  },
  'new-rule': {
    about: 'write the files of a new rule: <sqllint|eslint> <rule-name> <DP-0n>',
    run: async (args) => {
      await install();
      return runNode(inRoot('.dev/new-rule.mjs'), args);
    },
  },
  postgres: {
    about: 'fetch the PostgreSQL servers that SQLLINT_TEST_POSTGRES may name besides the installed one',
    run: async () => {
      // Nobody else needs it, and the runner works from its own folder alone.
      const { bringOtherMajors } = await import('../postgres/majors.mjs');
      return bringOtherMajors((args) => runPnpm(args, { stdoutToStderr: true }));
    },
  },
  pnpm: {
    about: 'run the pinned pnpm, for example “npm run pnpm -- add …”',
    run: (args) => runPnpm(args),
  },
};
