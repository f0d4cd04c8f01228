import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

import type { CodeFile } from '../../workspace/find-uses.ts';
import { isOwnCode } from '../../workspace/own-code.ts';
import { workFiles } from '../history/git.ts';

/** Code that people write is smaller; what is larger was made by a tool. */
const maxFileBytes = 512 * 1024;
const maxFiles = 20_000;
const maxBytes = 64 * 1024 * 1024;
/** Who waits for a linter longer does not wait. What was found by then is told. */
const maxMilliseconds = 3000;

/**
 * Reads the code of a workspace, as far as it is a program's own: in a repository what git knows or
 * would add, elsewhere all that is there. Bounded in files, bytes and time.
 *
 * @param root of the workspace, absolute
 * @param except folders that are no code, absolute
 * @param nameOf a file as it is to be named
 */
export function* codeFilesOf(root: string, except: readonly string[], nameOf: (file: string) => string): Generator<CodeFile> {
	const end = Date.now() + maxMilliseconds;
	let files = 0;
	let bytes = 0;
	for (const path of workFiles(root) ?? walk(root, root)) {
		if (!isOwnCode(path)) continue;
		const file = resolve(root, path);
		if (except.some((folder) => file.startsWith(folder + sep))) continue;
		if (++files > maxFiles || bytes > maxBytes || Date.now() > end) return;
		const text = readIfSmall(file);
		if (text === undefined) continue;
		bytes += text.length;
		yield { file: nameOf(file), text };
	}
}

function readIfSmall(file: string): string | undefined {
	try {
		return statSync(file).size > maxFileBytes ? undefined : readFileSync(file, 'utf8');
	} catch {
		// Deleted, or not ours to read: then it names nothing.
		return undefined;
	}
}

function* walk(root: string, folder: string): Generator<string> {
	for (const entry of list(folder)) {
		const path = join(folder, entry.name);
		const fromRoot = relative(root, path).replaceAll(sep, '/');
		if (entry.isFile()) yield fromRoot;
		// A folder is passed over when no file in it could be a program's own.
		else if (entry.isDirectory() && isOwnCode(`${fromRoot}/a.ts`)) yield* walk(root, path);
	}
}

function list(folder: string): readonly Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}
