import { databaseNamed } from '../database.ts';
import { fileBeside } from '../down-place.ts';
import type { Folder, TextFile } from '../folder.ts';
import type { Layout } from '../layout.ts';
import type { FileProblem, Migration } from '../migration.ts';
import { wholeFile } from '../script.ts';

/**
 * Sqitch: `deploy/name.sql` and `revert/name.sql` in the order of `sqitch.plan`. `psql` runs the
 * scripts, which bring a BEGIN and a COMMIT of their own.
 */
export const sqitch: Layout = {
  name: 'sqitch',
  downPlace: fileBeside(/(?<=^|[\\/])deploy(?=[\\/])(?!.*[\\/]deploy[\\/])/u, 'revert'),
  outsideTransaction: 'Take `BEGIN` and `COMMIT` out of the script',
  detect: (folder) => folder.has('sqitch.plan') && folder.folders.includes('deploy'),
  rootOf(folderOfFile) {
    let folder: Folder | undefined = folderOfFile;
    while (folder && !['deploy', 'revert', 'verify'].includes(folder.name)) folder = folder.parent;
    return folder?.parent;
  },
  read(root) {
    const plan = root.read('sqitch.plan');
    const migrations: Migration[] = [];
    const problems: FileProblem[] = [];
    for (const { id, file: name, line } of plan ? readPlan(plan.source.text) : []) {
      const up = readScript(root, 'deploy', name);
      if (!up) {
        problems.push({
          level: 'error',
          file: root.pathOf('sqitch.plan'),
          line,
          message: `The plan names “${id}”, but \`deploy/${name}.sql\` was not read. Restore the file.`,
        });
        continue;
      }
      const down = readScript(root, 'revert', name);
      migrations.push({ id, version: '', name: id, up: wholeFile(up, 'none'), ...(down && { down: wholeFile(down, 'none') }) });
    }
    const database = databaseNamed(engineOf(root));
    return [{ migrations, hasDowns: true, problems, ...(database && { database }) }];
  },
};

interface PlannedChange {
  readonly id: string;
  /** The path of its scripts below `deploy`, without `.sql`. */
  readonly file: string;
  readonly line: number;
}

/** The changes of a plan. The scripts of one that was reworked later are kept under the tag in between. */
function readPlan(text: string): PlannedChange[] {
  const changes: { name: string; tag: string | undefined; line: number }[] = [];
  const lines = text.split(/\r\n|\n|\r/u);
  for (const [index, line] of lines.entries()) {
    const [, sign = '', name] = /^\s*([@+-]?)([^\s%#@[\]]\S*)/u.exec(line) ?? [];
    if (name === undefined) continue;
    // A tag belongs to all changes above it that do not have one yet.
    if (sign === '@') for (const change of changes) change.tag ??= `@${name}`;
    else changes.push({ name, tag: undefined, line: index + 1 });
  }
  return changes.map(({ name, tag, line }, index) => {
    const isReworked = changes.slice(index + 1).some((later) => later.name === name);
    const file = isReworked ? `${name}${tag ?? ''}` : name;
    return { id: file, file, line };
  });
}

function readScript(root: Folder, kind: 'deploy' | 'revert', name: string): TextFile | undefined {
  const path = name.split('/');
  const fileName = `${path.pop() ?? ''}.sql`;
  let folder = root.folders.includes(kind) ? root.folder(kind) : undefined;
  for (const part of path) folder = folder?.folders.includes(part) === true ? folder.folder(part) : undefined;
  return folder?.has(fileName) === true ? folder.read(fileName) : undefined;
}

function engineOf(root: Folder): string {
  const settings = root.has('sqitch.conf') ? root.read('sqitch.conf')?.source.text : undefined;
  return /^\s*engine\s*=\s*(\w+)/mu.exec(settings ?? '')?.[1] ?? '';
}
