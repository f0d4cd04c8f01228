import type { OptionSpec } from './command-line.ts';
import { lintOptionSpecs } from './lint-options.ts';
import { listFormatOption } from './rule-options.ts';

/** A word behind `sqllint` that does something else than judging. */
export interface CommandSpec {
	readonly name: 'suppressions' | 'rules' | 'explain';
	/** What stands behind the name: `[options] [paths…]`. */
	readonly synopsis: string;
	/** One sentence, or a few. */
	readonly description: string;
	readonly options: readonly OptionSpec[];
}

/** In the order of the help. */
export const commands: readonly CommandSpec[] = [
	{
		name: 'suppressions',
		synopsis: '[options] [paths…]',
		description: 'Lists the comments that switch rules off, with their reasons.',
		options: lintOptionsNamed('dialect', 'pg-version', 'debug', 'help'),
	},
	{
		name: 'rules',
		synopsis: '[options]',
		description: 'Lists all rules.',
		options: [listFormatOption, ...lintOptionsNamed('color', 'no-color', 'debug', 'help')],
	},
	{
		name: 'explain',
		synopsis: '[options] <rule>',
		description: 'Shows the page of a rule: why it bites, and what to write instead.',
		options: lintOptionsNamed('color', 'no-color', 'debug', 'help'),
	},
];

/** Options that mean the same as they do when migrations are judged. */
function lintOptionsNamed(...names: readonly string[]): readonly OptionSpec[] {
	return lintOptionSpecs.filter(({ name }) => names.includes(name));
}
