import type { FileProblem, Migration } from './migration.ts';

/**
 * The warning for a migration whose version an earlier one has taken.
 *
 * @param onDuplicate what the tool does then: “goose refuses to start”
 */
export function duplicateVersion(
	{ version, up }: Pick<Migration, 'version' | 'up'>,
	earlier: Pick<Migration, 'id'>,
	onDuplicate: string,
): FileProblem {
	return {
		level: 'warning',
		file: up.file,
		message: `Version ${version} is taken by “${earlier.id}” already; ${onDuplicate}. Give one of the two another version.`,
	};
}
