import type { Folder } from '../folder.ts';
import type { Layout } from '../layout.ts';
import { compareNumberLists, compareText } from '../numeric-order.ts';
import { pairScripts } from '../pair-scripts.ts';
import type { NamedScript } from '../pair-scripts.ts';
import { wholeFile } from '../script.ts';
import { withoutExtension } from '../versioned-files.ts';

const upFolders = ['up', 'do', 'deploy', 'apply', 'forward'];
const downFolders = ['down', 'undo', 'revert', 'rollback', 'backward', 'rollbacks'];
const suffix = /[._-](?:up|do|deploy|down|undo|revert|rollback)$/iu;

/**
 * One folder of ups beside one of downs: `up/001_name.sql` and `down/001_name.sql`. No tool that we
 * know asks for it; it is what people do. Nothing is known about transactions.
 */
export const twoFolders: Layout = {
  name: 'two-folders',
  downPlace: { kind: 'file', pathOf: downPathOf },
  detect: (folder) => find(folder, upFolders) !== undefined && find(folder, downFolders) !== undefined,
  rootOf: ({ name, parent }) => ([...upFolders, ...downFolders].includes(name.toLowerCase()) ? parent : undefined),
  read(root) {
    const scripts = [...readScripts(find(root, upFolders), 'up'), ...readScripts(find(root, downFolders), 'down')];
    const paired = pairScripts(scripts, {
      versionKey: ({ version, id }) => version || id,
      compare: (left, right) =>
        (left.version && right.version ? compareNumberLists(left.version, right.version) : 0) || compareText(left.id, right.id),
    });
    return [{ hasDowns: true, ...paired }];
  },
};

/** `up/001_a.up.sql` and `down/001_a.down.sql`: the folder says which way it goes, and perhaps the name as well. */
function downPathOf(up: string): string | undefined {
  const [, before, folder = '', separator, name = ''] = /^(.*?)([^\\/]+)([\\/])([^\\/]+)$/su.exec(up) ?? [];
  const opposite = downFolders[upFolders.indexOf(folder.toLowerCase())];
  return opposite === undefined ? undefined : `${before}${opposite}${separator}${name.replace(/\.(?:up|do|deploy)(?=\.sql$)/iu, `.${opposite}`)}`;
}

function find(root: Folder, names: readonly string[]): Folder | undefined {
  const name = root.folders.find((candidate) => names.includes(candidate.toLowerCase()));
  const folder = name === undefined ? undefined : root.folder(name);
  return folder && folder.sqlFiles.length > 0 ? folder : undefined;
}

function readScripts(folder: Folder | undefined, direction: 'up' | 'down'): NamedScript[] {
  return (folder?.sqlFiles ?? []).flatMap((fileName) => {
    const file = folder?.read(fileName);
    if (!file) return [];
    const id = withoutExtension(fileName).replace(suffix, '');
    const [, version = '', name = id] = /^[Vv]?(\d+(?:[._]\d+)*)[-._ ]+(.*)$/u.exec(id) ?? [];
    return [{ direction, id, version, name, script: wholeFile(file, 'unknown') }];
  });
}
