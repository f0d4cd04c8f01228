import { isSql } from './folder.ts';
import type { Folder, TextFile } from './folder.ts';
import type { History } from './layout.ts';
import type { FileProblem, Migration, Script, TakenVersion } from './migration.ts';

/** A script whose file name says to which migration it belongs and which way it goes. */
export interface NamedScript {
  readonly direction: 'up' | 'down';
  /** The migration's id. An up and a down that share it are a pair. */
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly script: Script;
  readonly repeatable?: boolean;
}

/** What a layout reads from the name of a file. */
export type ScriptName = Omit<NamedScript, 'script'>;

/** How a layout tells migrations apart. */
export interface Pairing {
  /** Equal for two scripts of which the tool would say that they have the same version. */
  versionKey(script: NamedScript): string;
  compare(left: NamedScript, right: NamedScript): number;
  /** What the tool does with two migrations of one version: “golang-migrate refuses to start”. Absent where the tool is not known. */
  readonly onDuplicate?: string;
}

/** How a layout of named files reads a folder. */
export interface NamedFiles extends Pairing {
  /** Undefined for a name that the tool does not know. */
  parse(fileName: string): ScriptName | undefined;
  toScript(file: TextFile): Script;
  /** Said of files whose name `parse` does not know. */
  readonly onUnknownName: string;
}

/** Reads the files and pairs them. Files whose name the tool does not know are problems. */
export function readNamedFiles(
  folder: Folder,
  fileNames: readonly string[],
  layout: NamedFiles,
): Pick<History, 'migrations' | 'problems'> {
  const scripts: NamedScript[] = [];
  const problems: FileProblem[] = [];
  for (const fileName of fileNames) {
    const name = layout.parse(fileName);
    if (!name) {
      problems.push({ level: 'warning', file: folder.pathOf(fileName), message: layout.onUnknownName });
      continue;
    }
    const file = folder.read(fileName);
    if (file) scripts.push({ ...name, script: layout.toScript(file) });
  }
  const paired = pairScripts(scripts, layout, (id) => folder.files.find((name) => name.startsWith(`${id}.up.`) && !isSql(name)));
  return { migrations: paired.migrations, problems: [...problems, ...paired.problems] };
}

/**
 * Joins ups and downs to migrations, in the layout's order. A down belongs to the up with the
 * same id, or else to the only up of its version that has no down of its own.
 *
 * @param findUpInCode the file that holds the up of a migration in another language than SQL
 */
export function pairScripts(
  scripts: readonly NamedScript[],
  pairing: Pairing,
  findUpInCode: (id: string) => string | undefined = () => undefined,
): Pick<History, 'migrations' | 'problems'> {
  const versions = new Map<string, { ups: NamedScript[]; downs: NamedScript[] }>();
  for (const script of scripts) {
    const key = pairing.versionKey(script);
    let version = versions.get(key);
    if (!version) versions.set(key, (version = { ups: [], downs: [] }));
    (script.direction === 'up' ? version.ups : version.downs).push(script);
  }

  const pairs: Pair[] = [];
  const problems: FileProblem[] = [];
  for (const { ups, downs } of versions.values()) {
    const unpaired = new Set(downs);
    const pairsOfVersion = ups.map((up, index): Pair => {
      const down = downs.find((candidate) => candidate.id === up.id);
      if (down) unpaired.delete(down);
      const [first] = ups;
      return { up, down, sameVersionAs: index === 0 || first === undefined ? undefined : takenBy(first.id, pairing.onDuplicate) };
    });
    const withoutDown = pairsOfVersion.filter(({ down }) => !down);
    const [onlyUp, ...moreUps] = withoutDown;
    const [onlyDown, ...moreDowns] = unpaired;
    if (onlyUp && onlyDown && moreUps.length === 0 && moreDowns.length === 0) {
      onlyUp.down = onlyDown;
      unpaired.delete(onlyDown);
    }
    pairs.push(...pairsOfVersion);
    problems.push(...[...unpaired].map((down) => downWithoutUp(down, findUpInCode(down.id))));
  }

  pairs.sort((left, right) => pairing.compare(left.up, right.up));
  return { migrations: pairs.map(toMigration), problems };
}

/** The version is taken by the migration with that id. */
export function takenBy(id: string, consequence: string | undefined): TakenVersion {
  return consequence === undefined ? { id } : { id, consequence };
}

interface Pair {
  readonly up: NamedScript;
  down: NamedScript | undefined;
  readonly sameVersionAs: TakenVersion | undefined;
}

function toMigration({ up, down, sameVersionAs }: Pair): Migration {
  return {
    id: up.id,
    version: up.version,
    name: up.name,
    up: up.script,
    ...(down && { down: down.script }),
    ...(up.repeatable && { repeatable: true }),
    ...(sameVersionAs && { sameVersionAs }),
  };
}

function downWithoutUp({ script }: NamedScript, upInCode: string | undefined): FileProblem {
  const message =
    upInCode === undefined
      ? 'This down script has no up script, so it was not checked. Add the up script, or delete this file.'
      : `The up of this down script is ${upInCode}, which is not SQL; neither of them was checked.`;
  return { level: 'warning', file: script.file, message };
}
