import { migrationCommands, migrationScriptName, packageRunners } from '../knowledge/migration-commands.ts';
import { programOf, scriptOfShell, shellCommands } from './shell-commands.ts';

/** The scripts of the package.json at hand, by name; empty where none is. */
export type PackageScripts = ReadonlyMap<string, string>;

/** A server that restarts when a file changes runs on a developer's machine. */
const developmentServer = /\b(?:dev|watch|nodemon|ts-node-dev|vite)\b|--reload\b/u;
/** What may stand around a migration in a job of its own. */
const notAServer = /^(?:echo|printf|sleep|exit|true|:|cd|set|export|until|while|do|done|if|then|fi|else|wait-for-it(?:\.sh)?|wait-for|wait-on|seed|test|\[|mkdir|cp|rm|chmod|ls|cat|source|\.)$/u;

/**
 * Looks for a start command that applies migrations and then starts the server.
 *
 * @param command one line of shell
 * @param scripts what `npm run …` in it stands for
 * @returns the migration, as written; undefined when there is none, or nothing that stays running follows it
 */
export function migrationBeforeServer(command: string, scripts: PackageScripts = new Map()): string | undefined {
  let migration: string | undefined;
  for (const words of expanded(command, scripts, 0)) {
    const line = words.join(' ');
    if (isMigration(line)) migration ??= line;
    else if (migration !== undefined && !notAServer.test(words[0] ?? '') && !isPreparation(line)) {
      return developmentServer.test(line) ? undefined : migration;
    }
  }
  return undefined;
}

/** The migration that a command applies, whatever follows; undefined when it applies none. */
export function migrationIn(command: string, scripts: PackageScripts = new Map()): string | undefined {
  return expanded(command, scripts, 0)
    .map((words) => words.join(' '))
    .find(isMigration);
}

/** The commands of a line, with the scripts of package.json that they run in their place. */
function expanded(command: string, scripts: PackageScripts, depth: number): (readonly string[])[] {
  return shellCommands(command).flatMap((part) => {
    const words = programOf(part);
    const script = scriptRunBy(words);
    const body = scriptOfShell(words) ?? (script === undefined ? undefined : scripts.get(script));
    // A script may run itself, through others.
    return body === undefined || depth > 3 ? [words] : expanded(body, scripts, depth + 1);
  });
}

/** `npm run migrate`, `yarn migrate`, `pnpm migrate`. */
function scriptRunBy(words: readonly string[]): string | undefined {
  const [manager, ...rest] = words;
  if (manager === undefined || !/^(?:npm|pnpm|yarn|bun)$/u.test(manager)) return undefined;
  const args = rest.filter((word) => !word.startsWith('-'));
  if (args[0] === 'run' || args[0] === 'run-script') return args[1];
  if (manager === 'npm') return args[0] === 'start' || args[0] === 'test' ? args[0] : undefined;
  return args[0];
}

function isMigration(line: string): boolean {
  const words = line.replace(packageRunners, '').split(' ');
  const [program = '', ...rest] = words;
  const name = program.replace(/^.*\//u, '');
  if (migrationCommands.some((known) => known.program.test(name) && known.words.test(rest.join(' ')))) return true;
  const script = scriptRunBy(line.split(' '));
  return script !== undefined && migrationScriptName.test(script);
}

/** Generating a client and filling a table end by themselves, like the migration. */
function isPreparation(line: string): boolean {
  return /\b(?:prisma generate|db seed|db:seed(?::\w+)*|seed(?::\w+)*|generate|build)\b/u.test(line) && !/\bserver\b/u.test(line);
}
