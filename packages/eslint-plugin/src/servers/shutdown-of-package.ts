import { compileGlobs } from '../analysis/path-globs.ts';
import { FILES_NOT_DEPLOYED, TEST_FILES } from '../knowledge/files-outside-services.ts';
import { DESKTOP_PACKAGES, HANDLES_STOP } from '../knowledge/server-frameworks.ts';
import { jsonAt } from '../modules/json-text.ts';
import type { Project } from '../modules/project-modules.ts';
import { rememberPaths } from '../modules/remember-paths.ts';
import type { Question } from '../project/text-index.ts';

const isTest = compileGlobs(TEST_FILES);
const isOutside = compileGlobs([...FILES_NOT_DEPLOYED, '**/{examples,example,docs,demo,demos,playground,benchmarks,templates}/**', '**/*{dev-server,devServer,dev.server}*', '**/*.config.*', '**/*.template.*', '**/{dev,development}/**']);
const handling: Question<true> = { isAbout: rememberPaths((path) => /\.[cm]?[jt]sx?$/u.test(path) && !isTest(path)), pattern: HANDLES_STOP, read: () => true };

/** Whether the linted file is part of something that is deployed, and is no program for somebody's own machine. */
export function runsInProduction(project: Project): boolean {
  if (isOutside(project.relative(project.file))) return false;
  const own = project.modules.packages.of(project.file);
  if (!own) return true;
  // A package that is installed as a command, and that nobody starts otherwise, stops when its user is done.
  const isCommand = jsonAt(own.manifest, 'bin') !== undefined && jsonAt(own.manifest, 'scripts', 'start') === undefined;
  return !isCommand && !DESKTOP_PACKAGES.some((name) => own.dependencies.has(name));
}

/** Whether anything in the linted file's package, in what it uses or in what uses it reacts to being told to stop. */
export function handlesStop(project: Project): boolean {
  const { packages } = project.modules;
  const files = project.candidates(handling);
  const own = packages.of(project.file);
  if (!own) return files.length > 0;
  const related = new Set(packages.withDependencies(own));
  for (const other of packages.all) if (packages.withDependencies(other).has(own)) related.add(other);
  return files.some((file) => {
    const home = packages.of(file);
    return home !== undefined && related.has(home);
  });
}
