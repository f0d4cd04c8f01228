import { complainOfFailure } from './complain-of-failure.ts';
import { clean, couldNotRun } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { lintOrRepeat } from './lint-or-repeat.ts';
import { printLine } from './output.ts';
import { readRequest } from './request.ts';
import type { Request } from './request.ts';
import { withSettings } from './settings.ts';

/**
 * Runs the command with the arguments that follow its name. What a run does not need is not
 * loaded: `--help` and a mistyped option cost no parser.
 */
export async function run(args: readonly string[]): Promise<ExitCode> {
  try {
    return await perform(readRequest(args));
  } catch (error) {
    complainOfFailure(error, args.includes('--debug'));
    return couldNotRun;
  }
}

async function perform(request: Request): Promise<ExitCode> {
  switch (request.task) {
    case 'lint': {
      if (request.watch && !request.printConfig) {
        const { watchCommand } = await import('./watch/watch-command.ts');
        return watchCommand(request);
      }
      const configured = await withSettings(request);
      if (configured.printConfig) {
        const { printedConfig } = await import('./print-config.ts');
        printLine(await printedConfig(configured));
        return clean;
      }
      const { fix, ...withoutFix } = configured;
      if (fix !== undefined) {
        await beforeJudging();
        const { fixCommand } = await import('./fix/fix-command.ts');
        const exitCode = await fixCommand(withoutFix, fix);
        if (exitCode !== undefined) return exitCode;
      }
      return lintOrRepeat(withoutFix, beforeJudging);
    }
    case 'init': {
      const { initCommand } = await import('./init/init-command.ts');
      return initCommand(request);
    }
    case 'down': {
      await beforeJudging();
      const { downCommand } = await import('./down-command.ts');
      return downCommand(await withSettings(request));
    }
    case 'verify': {
      const { verifyCommand } = await import('./verify/verify-command.ts');
      return verifyCommand(await withSettings(request));
    }
    case 'baseline': {
      await beforeJudging();
      const { baselineCommand } = await import('./baseline/baseline-command.ts');
      return baselineCommand(await withSettings(request));
    }
    case 'merge': {
      const { mergeCommand } = await import('./shard/merge-command.ts');
      return mergeCommand(request);
    }
    case 'suppressions': {
      await beforeJudging();
      const { suppressionsCommand } = await import('./suppressions-command.ts');
      return suppressionsCommand(await withSettings(request));
    }
    case 'rules': {
      const { rulesCommand } = await import('./rules-command.ts');
      return rulesCommand(request);
    }
    case 'explain': {
      const { explainCommand } = await import('./explain-command.ts');
      return explainCommand(request);
    }
    case 'help': {
      const { commandHelpText, helpText } = await import('./help.ts');
      printLine(request.command === undefined ? helpText() : commandHelpText(request.command));
      return clean;
    }
    case 'version': {
      const { ownVersion } = await import('./version.ts');
      printLine(ownVersion());
      return clean;
    }
  }
}

/** For tasks that parse: what the others do without costs them nothing. */
async function beforeJudging(): Promise<void> {
  const { expectShortRun } = await import('./short-run.ts');
  expectShortRun();
}
