import { bareSpecifier, isModuleOf } from '../analysis/imports.ts';
import { compileNamePatterns, toSnakeCase } from '../analysis/names.ts';
import type { OperationalGroup } from '../knowledge/operational-groups.ts';
import type { OperationalArgument, OperationalLibrary, OptionsByGroup } from '../knowledge/operational-libraries.ts';
import { OPERATIONAL_ARGUMENTS, OPERATIONAL_LIBRARIES } from '../knowledge/operational-libraries.ts';
import { OPERATIONAL_CALLS, OPERATIONAL_NAMES, OPERATIONAL_PARENTS, OTHER_MEANINGS, SECURITY_LIFETIMES, TEST_VALUES } from '../knowledge/operational-names.ts';
import type { OperationalValueOptions } from './options.ts';

/** The knowledge tables narrowed to what one configuration of the rule asks for. */
export interface Catalogue {
  /** Whether a key can matter at all; a cheap test that spares the walk to the call. */
  mayMatter(key: string): boolean;
  /** Whether values of a group are reported. */
  reports(group: OperationalGroup): boolean;
  /** The group of a library's option, reported or not, given the keys that lead to it. */
  groupOfOption(module: string, path: readonly string[]): OperationalGroup | undefined;
  /** Whether a function of this name can take a value by position; a cheap test that spares the search for its import. */
  mayTakeArgument(callee: string): boolean;
  /** Whether a text names a module that is called under whatever name it was imported, such as `p-limit`. */
  namesCallableModule(text: string): boolean;
  /** The value that a call takes by position, when the call is known to take one. */
  findArgument(module: string | undefined, callee: readonly string[]): OperationalArgument | undefined;
  /** The reported group that a name alone gives away; `parent` is the key of the object around it, or the function that takes it. */
  groupOfName(name: string, parent?: string): OperationalGroup | undefined;
  /** The reported group of a plain key that what is around it gives away, and nothing else. */
  groupOfParent(name: string, parent: string): OperationalGroup | undefined;
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

  const argumentCallees = new Set(
    [...libraries.flatMap((library) => library.arguments), ...OPERATIONAL_ARGUMENTS].map(({ callee }) => callee.split('.').at(-1)),
  );
  const callableModules = libraries
    .filter((library) => library.arguments.some(({ callee }) => callee === '*'))
    .flatMap(({ modules }) => modules);
  const librariesOf = memoize((module: string) => libraries.filter(({ modules }) => isModuleOf(module, modules)));

  return {
    reports: (group) => groups.has(group),
    groupOfName,
    groupOfParent: (name, parent) => (usesNames && !isIgnored(name) ? parentGroup(toSnakeCase(name), toSnakeCase(parent), groups) : undefined),
    mayMatter: memoize((key) => !isIgnored(key) && (optionKeys.has(key) || isExplainedByParent(key) || groupOfName(key) !== undefined)),
    mayTakeArgument: (callee) => argumentCallees.has(callee) || /(?:timeout|interval|promise)$/i.test(callee),
    namesCallableModule: (text) => callableModules.some((module) => text.includes(module)),
    groupOfOption: (module, path) => {
      if (isIgnored(path.at(-1) ?? '')) return undefined;
      const paths = librariesOf(module).flatMap((library) => library.options);
      return paths.find(({ segments }) => endsWith(path, segments))?.group;
    },
    findArgument: (module, callee) => {
      const known = module === undefined ? [] : librariesOf(module);
      const entries = [...known.flatMap((library) => library.arguments), ...(usesLibraries ? OPERATIONAL_ARGUMENTS : [])];
      // The library's own meaning comes first, also when it is one that is not reported.
      const match = entries.find((entry) => calls(callee, entry.callee)) ?? (usesNames ? namedArgument(callee) : undefined);
      return match && groups.has(match.group) ? match : undefined;
    },
  };
}

/** Remembers the answer for each name: a project has few distinct ones and asks for them thousands of times. */
function memoize<Answer>(ask: (name: string) => Answer): (name: string) => Answer {
  const answers = new Map<string, Answer>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = ask(name);
    answers.set(name, answer);
    return answer;
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
  return parent === undefined ? undefined : parentGroup(name, parent, groups);
}

function parentGroup(name: string, parent: string, groups: ReadonlySet<OperationalGroup>): OperationalGroup | undefined {
  return OPERATIONAL_PARENTS.find((entry) => groups.has(entry.group) && entry.parent.test(parent) && entry.keys.has(name))?.group;
}

function namedArgument(callee: readonly string[]): OperationalArgument | undefined {
  const name = callee.at(-1) ?? '';
  const match = OPERATIONAL_CALLS.find((entry) => entry.name.test(toSnakeCase(name)));
  return match && { ...match, callee: name, index: 1 };
}

function isExplainedByParent(key: string): boolean {
  return OPERATIONAL_PARENTS.some(({ keys }) => keys.has(toSnakeCase(key)));
}
