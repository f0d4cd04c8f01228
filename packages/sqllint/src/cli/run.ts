import { ConfigError } from '../config/config-error.ts';
import { clean, couldNotRun } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { lintOrRepeat } from './lint-or-repeat.ts';
import { complain, describeFailure, printLine } from './output.ts';
import { readRequest } from './request.ts';
import type { Request } from './request.ts';
import { withSettings } from './settings.ts';
import { shownPath } from './shown-path.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs the command with the arguments that follow its name. What a run does not need is not
 * loaded: `--help` and a mistyped option cost no parser.
 */
export async function run(args: readonly string[]): Promise<ExitCode> {
	try {
		return await perform(readRequest(args));
	} catch (error) {
		if (error instanceof ConfigError) complainOfConfig(error, args.includes('--debug'));
		else complain(error instanceof UsageError ? error.message : describeFailure(error, args.includes('--debug')));
		return couldNotRun;
	}
}

async function perform(request: Request): Promise<ExitCode> {
	switch (request.task) {
		case 'lint': {
			const configured = await withSettings(request);
			if (configured.printConfig) {
				const { printedConfig } = await import('./print-config.ts');
				printLine(printedConfig(configured));
				return clean;
			}
			const { fix, ...withoutFix } = configured;
			if (fix !== undefined) {
				const { fixCommand } = await import('./fix/fix-command.ts');
				const exitCode = await fixCommand(withoutFix, fix);
				if (exitCode !== undefined) return exitCode;
			}
			return lintOrRepeat(withoutFix);
		}
		case 'init': {
			const { initCommand } = await import('./init/init-command.ts');
			return initCommand(request);
		}
		case 'down': {
			const { downCommand } = await import('./down-command.ts');
			return downCommand(await withSettings(request));
		}
		case 'baseline': {
			const { baselineCommand } = await import('./baseline/baseline-command.ts');
			return baselineCommand(await withSettings(request));
		}
		case 'merge': {
			const { mergeCommand } = await import('./shard/merge-command.ts');
			return mergeCommand(request);
		}
		case 'suppressions': {
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

/** One line for each mistake in a configuration, and with `--debug` the stack trace of what failed in it. */
function complainOfConfig({ file, problems, cause }: ConfigError, debug: boolean): void {
	if (debug && cause instanceof Error) process.stderr.write(`${cause.stack ?? cause.message}\n`);
	for (const problem of problems) complain(`${shownPath(file)}: ${problem}`);
}
