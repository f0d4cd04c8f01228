import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { JudgeRequest } from '../lint-options.ts';

/** Where what was judged is kept between runs. */
export interface Cache {
	readonly folder: string;
	/** Changes with the code of sqllint, of which other versions may judge differently. */
	readonly build: string;
	/** For a text that is only being tried: it must not take the place of what is on the disk. */
	readonly readOnly: boolean;
}

/** What the command line says that matters here. */
type Wanted = Pick<JudgeRequest, 'cache' | 'stdin'>;

/**
 * The cache of this run; undefined when there is to be none. Without a folder that the user named
 * it is where other tools keep theirs: in the nearest `node_modules` at or above the current
 * folder. Where there is no such folder there is no project, and nothing is left behind.
 */
export function findCache({ cache, stdin }: Wanted): Cache | undefined {
	if (cache === false) return undefined;
	const folder = cache === undefined ? folderOfProject() : resolve(cache);
	const build = folder === undefined ? undefined : ownBuild();
	return folder === undefined || build === undefined ? undefined : { folder, build, readOnly: stdin !== undefined };
}

/** Whether an earlier run has kept anything where this one looks. */
export function hasKeptResults(wanted: Wanted): boolean {
	const cache = findCache(wanted);
	return cache !== undefined && existsSync(cache.folder);
}

function folderOfProject(): string | undefined {
	for (let folder = process.cwd(); ; folder = dirname(folder)) {
		const modules = join(folder, 'node_modules');
		if (existsSync(modules)) return join(modules, '.cache', 'sqllint');
		if (dirname(folder) === folder) return undefined;
	}
}

/**
 * What the bundler wrote beside this module: a digest of all modules of the command. Modules that
 * run unbundled change while somebody works on them; nothing that they judge is kept.
 */
function ownBuild(): string | undefined {
	try {
		return readFileSync(new URL('build.txt', import.meta.url), 'utf8');
	} catch {
		return undefined;
	}
}
