import path from 'node:path';

import { nodeFileSystem } from '../migrations/file-system.ts';
import type { FileSystem } from '../migrations/file-system.ts';

/** What standard input is called when the user does not say which file it stands for. */
export const unnamedFile = 'stdin.sql';

/** The disk, with a text in the place of one file, which need not exist. */
export function withFile(file: string, bytes: Uint8Array): FileSystem {
	const replaced = path.resolve(file);
	const entry = { name: path.basename(replaced), kind: 'file' } as const;
	return {
		...nodeFileSystem,
		list(folder) {
			const target = path.resolve(folder);
			if (target === replaced) throw notAFolder(folder);
			if (target !== path.dirname(replaced)) return nodeFileSystem.list(folder);
			return [...nodeFileSystem.list(folder).filter(({ name }) => name !== entry.name), entry];
		},
		read: (name, limit) => (path.resolve(name) === replaced ? bytes : nodeFileSystem.read(name, limit)),
	};
}

/** A text on its own, as the only file of its folder. */
export function onlyFile(bytes: Uint8Array): FileSystem {
	const whole = withFile(unnamedFile, bytes);
	const file = path.resolve(unnamedFile);
	return {
		...whole,
		list(folder) {
			const target = path.resolve(folder);
			if (target === file) throw notAFolder(folder);
			return target === path.dirname(file) ? [{ name: unnamedFile, kind: 'file' }] : [];
		},
	};
}

function notAFolder(path: string): Error {
	return Object.assign(new Error(`${path} is not a folder.`), { code: 'ENOTDIR' });
}
