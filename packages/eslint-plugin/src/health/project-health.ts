import { compileGlobs } from '../analysis/path-globs.ts';
import { FILES_NOT_DEPLOYED } from '../knowledge/files-outside-services.ts';
import type { DependencyKind } from '../knowledge/dependency-clients.ts';
import type { Project } from '../modules/project-modules.ts';
import { rememberPaths } from '../modules/remember-paths.ts';
import type { Question } from '../project/text-index.ts';
import type { ClientSite } from './client-sites.ts';
import { clientSites, MAKES_CLIENTS } from './client-sites.ts';
import type { HealthEntry } from './health-entries.ts';
import { ANSWERS_PROBES, healthEntries } from './health-entries.ts';
import { entriesFor, ServiceHealth } from './service-health.ts';

const isOutside = compileGlobs(FILES_NOT_DEPLOYED);
const isCode = rememberPaths((path) => /\.[cm]?[jt]sx?$/u.test(path) && !isOutside(path));
const isNamedAfterProbe = rememberPaths((path) => isCode(path) && ANSWERS_PROBES.test(path));

const answering: Question<true> = { isAbout: (path) => isCode(path) && !isNamedAfterProbe(path), pattern: ANSWERS_PROBES, read: () => true };
const namedAfterProbes: Question<true> = { isAbout: isNamedAfterProbe, pattern: /\S/u, read: () => true };
const makingClients: Question<true> = { isAbout: isCode, pattern: MAKES_CLIENTS, read: () => true };

/** Whether a file is one that runs in production, so that what it makes or answers counts. */
export function isDeployed(project: Project): boolean {
  return isCode(project.relative(project.file));
}

/** All places of a project that answer probes. */
function entriesOf(project: Project): readonly HealthEntry[] {
  const { modules } = project;
  return [...project.candidates(answering), ...project.candidates(namedAfterProbes)].sort().flatMap((file) =>
    modules.remember(`entries of ${file}`, () => {
      const module = modules.at(file);
      return module ? healthEntries(module, modules) : [];
    }),
  );
}

/** What the probes look at of each service that the linted file is part of; services without probes are left out. */
export function servicesOf(project: Project): readonly ServiceHealth[] {
  const { modules } = project;
  return entriesFor(project.file, entriesOf(project), modules).map((entries) => {
    const key = entries.map(({ module, node }) => `${module.file}:${node.start}`).join();
    return modules.remember(`service of ${key}`, () => {
      // What the entries were read from is part of what has to stay as it is.
      for (const { module } of entries) modules.at(module.file);
      return new ServiceHealth(entries, modules);
    });
  });
}

/** A client together with the file that makes it. */
export interface PlacedSite extends ClientSite {
  readonly file: string;
}

/** The clients that the linted file's package makes, by the paths of the files. */
export function sitesOfPackage(project: Project): readonly PlacedSite[] {
  const own = project.modules.packages.of(project.file);
  return sitesWhere(project, (file) => project.modules.packages.of(file) === own);
}

/** The kinds of clients that are made in the linted file's package and in those that it uses. */
export function kindsInService(project: Project): ReadonlySet<DependencyKind> {
  const { packages } = project.modules;
  const own = packages.of(project.file);
  const reachable = own && packages.withDependencies(own);
  const sites = sitesWhere(project, (file) => {
    const home = packages.of(file);
    return home === own || (home !== undefined && reachable?.has(home) === true);
  });
  return new Set(sites.map(({ kind }) => kind));
}

function sitesWhere(project: Project, isWanted: (file: string) => boolean): readonly PlacedSite[] {
  const { modules } = project;
  return project
    .candidates(makingClients)
    .filter(isWanted)
    .sort()
    .flatMap((file) =>
      modules.remember(`clients of ${file}`, () => {
        const module = modules.at(file);
        return module ? clientSites(module).map((site) => ({ ...site, file })) : [];
      }),
    );
}
