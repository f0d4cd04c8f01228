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
    for (const { name: change, tags, line } of plan ? readPlan(plan.source.text) : []) {
      // Of the tags between a change and its rework, that one counts whose script is there.
      const [tag = ''] = [...tags.filter((one) => scriptIn(root, 'deploy', `${change}${one}`)), ...tags];
      const name = `${change}${tag}`;
      const up = scriptIn(root, 'deploy', name)?.read();
      if (!up) {
        problems.push({
          level: 'error',
          file: root.pathOf('sqitch.plan'),
          line,
          message: `The plan names “${name}”, but \`deploy/${name}.sql\` was not read. Restore the file.`,
        });
        continue;
      }
      const down = scriptIn(root, 'revert', name)?.read();
      migrations.push({ id: name, version: '', name, up: wholeFile(up, 'none'), ...(down && { down: wholeFile(down, 'none') }) });
    }
    const database = databaseNamed(engineOf(root));
    return [{ migrations, hasDowns: true, problems, ...(database && { database }) }];
  },
};

interface PlannedChange {
  readonly name: string;
  /** Under one of these the scripts of a change are kept that was reworked later; those before the rework come first. */
  readonly tags: readonly string[];
  readonly line: number;
}

/** The changes of a plan, with tags in the order in which Sqitch looks for scripts (`App::Sqitch::Plan`). */
function readPlan(text: string): PlannedChange[] {
  const changes: { name: string; tags: string[]; line: number }[] = [];
  const lines = text.split(/\r\n|\n|\r/u);
  for (const [index, line] of lines.entries()) {
    const [, sign = '', name] = /^\s*([@+-]?)([^\s%#@[\]]\S*)/u.exec(line) ?? [];
    if (name === undefined) continue;
    if (sign === '@') changes.at(-1)?.tags.push(`@${name}`);
    else changes.push({ name, tags: [], line: index + 1 });
  }
  return changes.map(({ name, line }, index) => {
    const reworkedAt = changes.findIndex((later, at) => at > index && later.name === name);
    const tags = reworkedAt === -1 ? [] : changes.slice(index, reworkedAt).reverse().flatMap((change) => change.tags);
    return { name, tags, line };
  });
}

/** A script, read only when asked for, or undefined when there is no such file. */
function scriptIn(root: Folder, kind: 'deploy' | 'revert', name: string): { read: () => TextFile | undefined } | undefined {
  const path = name.split('/');
  const fileName = `${path.pop() ?? ''}.sql`;
  let folder = root.folders.includes(kind) ? root.folder(kind) : undefined;
  for (const part of path) folder = folder?.folders.includes(part) === true ? folder.folder(part) : undefined;
  const found = folder;
  return found?.has(fileName) === true ? { read: () => found.read(fileName) } : undefined;
}

function engineOf(root: Folder): string {
  const settings = root.has('sqitch.conf') ? root.read('sqitch.conf')?.source.text : undefined;
  return /^\s*engine\s*=\s*(\w+)/mu.exec(settings ?? '')?.[1] ?? '';
}
