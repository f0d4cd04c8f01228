import { clean, couldNotRun } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { complain, describeFailure, printLine } from './output.ts';
import { readRequest } from './request.ts';
import type { Request } from './request.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs the command with the arguments that follow its name. What a run does not need is not
 * loaded: `--help` and a mistyped option cost no parser.
 */
export async function run(args: readonly string[]): Promise<ExitCode> {
	try {
		return await perform(readRequest(args));
	} catch (error) {
		complain(error instanceof UsageError ? error.message : describeFailure(error, args.includes('--debug')));
		return couldNotRun;
	}
}

async function perform(request: Request): Promise<ExitCode> {
	switch (request.task) {
		case 'lint': {
			const { lintCommand } = await import('./lint-command.ts');
			return lintCommand(request);
		}
		case 'suppressions': {
			const { suppressionsCommand } = await import('./suppressions-command.ts');
			return suppressionsCommand(request);
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
