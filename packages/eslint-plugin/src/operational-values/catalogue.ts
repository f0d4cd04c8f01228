import { bareSpecifier, isModuleOf } from '../analysis/imports.ts';
import { compileNamePatterns, toSnakeCase } from '../analysis/names.ts';
import type { OperationalGroup } from '../knowledge/operational-groups.ts';
import type { OperationalArgument, OperationalLibrary, OptionsByGroup } from '../knowledge/operational-libraries.ts';
import { OPERATIONAL_ARGUMENTS, OPERATIONAL_LIBRARIES } from '../knowledge/operational-libraries.ts';
import { OPERATIONAL_NAMES, OPERATIONAL_PARENTS, OTHER_MEANINGS, SECURITY_LIFETIMES, TEST_VALUES } from '../knowledge/operational-names.ts';
import type { OperationalValueOptions } from './options.ts';

/** The knowledge tables narrowed to what one configuration of the rule asks for. */
export interface Catalogue {
  /** Whether a key can matter at all; a cheap test that spares the walk to the call. */
  mayMatter(key: string): boolean;
  /** Whether values of a group are reported. */
  reports(group: OperationalGroup): boolean;
  /** The group of a library's option, reported or not, given the keys that lead to it. */
  groupOfOption(module: string, path: readonly string[]): OperationalGroup | undefined;
  /** The value that a call takes by position, when the call is known to take one. */
  findArgument(module: string | undefined, callee: readonly string[]): OperationalArgument | undefined;
  /** The reported group that a name alone gives away; `parent` is the key of the object around it. */
  groupOfName(name: string, parent?: string): OperationalGroup | undefined;
}

interface OptionPath {
  readonly group: OperationalGroup;
  readonly segments: readonly string[];
}

interface LibraryIndex {
  readonly modules: readonly string[];
  readonly options: readonly OptionPath[];
  readonly arguments: readonly OperationalArgument[];
}

/** Narrows the knowledge tables to the groups and kinds of evidence that the options name, and adds the user's own. */
export function createCatalogue(options: OperationalValueOptions): Catalogue {
  const groups = new Set(options.groups);
  const usesLibraries = options.evidence.includes('library');
  const usesNames = options.evidence.includes('name');
  const libraries = usesLibraries ? [...ownLibraries(options), ...OPERATIONAL_LIBRARIES].map(index) : [];
  const isIgnored = compileNamePatterns(options.ignoreNames);
  const additional = Object.entries(options.additionalNames).map(([group, patterns]) => ({
    group: group as OperationalGroup, // The schema admits no other keys.
    matches: compileNamePatterns(patterns),
  }));
  const optionKeys = new Set(
    libraries.flatMap(({ options: paths }) => paths.filter(({ group }) => groups.has(group)).map(({ segments }) => segments.at(-1))),
  );

  const groupOfName = (name: string, parent?: string): OperationalGroup | undefined => {
    if (isIgnored(name)) return undefined;
    const own = additional.find(({ group, matches }) => groups.has(group) && matches(name));
    if (own) return own.group;
    return usesNames ? nameGroup(toSnakeCase(name), parent === undefined ? undefined : toSnakeCase(parent), groups) : undefined;
  };

  return {
    reports: (group) => groups.has(group),
    groupOfName,
    mayMatter: (key) => !isIgnored(key) && (optionKeys.has(key) || isExplainedByParent(key) || groupOfName(key) !== undefined),
    groupOfOption: (module, path) => {
      if (isIgnored(path.at(-1) ?? '')) return undefined;
      const candidates = libraries.filter((library) => isModuleOf(module, library.modules));
      return candidates.flatMap((library) => library.options).find(({ segments }) => endsWith(path, segments))?.group;
    },
    findArgument: (module, callee) => {
      const known = libraries.filter((library) => module !== undefined && isModuleOf(module, library.modules));
      const entries = [...known.flatMap((library) => library.arguments), ...(usesLibraries ? OPERATIONAL_ARGUMENTS : [])];
      return entries.find((entry) => groups.has(entry.group) && calls(callee, entry.callee));
    },
  };
}

function ownLibraries(options: OperationalValueOptions): readonly OperationalLibrary[] {
  return Object.entries(options.libraries).map(([module, byGroup]) => ({ modules: [bareSpecifier(module)], options: byGroup }));
}

function index(library: OperationalLibrary): LibraryIndex {
  return { modules: library.modules, options: optionPaths(library.options ?? {}), arguments: library.arguments ?? [] };
}

function optionPaths(byGroup: OptionsByGroup): readonly OptionPath[] {
  return Object.entries(byGroup).flatMap(([group, keys]) =>
    keys.map((key) => ({ group: group as OperationalGroup, segments: segmentsOf(key) })), // OptionsByGroup has no other keys.
  );
}

/** `grpc.keepalive_time_ms` is one key although it has a dot in it. */
function segmentsOf(key: string): readonly string[] {
  return key.startsWith('grpc.') ? [key] : key.split('.');
}

function endsWith(path: readonly string[], segments: readonly string[]): boolean {
  const start = path.length - segments.length;
  return start >= 0 && segments.every((segment, offset) => segment === '*' || path[start + offset] === segment);
}

/** `timeout` matches `timeout()` and `policy.timeout()`, `*.setTimeout` only a method, `*` anything. */
function calls(callee: readonly string[], pattern: string): boolean {
  return pattern === '*' || endsWith(callee, pattern.split('.'));
}

function nameGroup(name: string, parent: string | undefined, groups: ReadonlySet<OperationalGroup>): OperationalGroup | undefined {
  if (SECURITY_LIFETIMES.test(name) || TEST_VALUES.test(name)) return undefined;
  for (const [key, pattern] of Object.entries(OPERATIONAL_NAMES)) {
    const match = pattern.exec(name);
    if (!match || OTHER_MEANINGS.test(name.slice(match.index + match[0].length))) continue;
    const group = key as OperationalGroup; // OPERATIONAL_NAMES has no other keys.
    return groups.has(group) ? group : undefined; // The first pattern that matches says what the name means.
  }
  if (parent === undefined) return undefined;
  return OPERATIONAL_PARENTS.find((entry) => groups.has(entry.group) && entry.parent.test(parent) && entry.keys.has(name))?.group;
}

function isExplainedByParent(key: string): boolean {
  return OPERATIONAL_PARENTS.some(({ keys }) => keys.has(toSnakeCase(key)));
}
