import { dirname, join } from 'node:path';
import { compileGlobs } from '../analysis/path-globs.ts';
import { rangeLocation } from '../analysis/range-location.ts';
import { mayOffer, REGISTERS_ROUTES, routesInProject, routesOfProject } from '../api/project-routes.ts';
import { removedFromSnapshot } from '../api/removed-from-snapshot.ts';
import { removedRoutes } from '../api/removed-routes.ts';
import { maybeSnapshot, readSnapshot } from '../api/snapshot.ts';
import type { ChangedFile } from '../comparison/since-baseline.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import { CONFIG_LANGUAGES, locate } from '../config-files/config-listener.ts';
import { entriesAt, valueAt } from '../config-files/config-value.ts';
import { configFromText } from '../config-files/from-text.ts';
import { createRule } from '../create-rule.ts';
import { readModule } from '../modules/module.ts';
import { projectOf } from '../modules/project-modules.ts';
import { normalPath } from '../routes/route.ts';
import { routesOf } from '../routes/routes-of.ts';

export interface RemovedEndpointOptions {
  /** Paths that may go away at any time, as globs. */
  readonly ignorePaths: readonly string[];
}

export default createRule<'removed' | keyof typeof baselineMessages, readonly [RemovedEndpointOptions]>({
  name: 'no-removed-endpoint',
  antipattern: 'DP-02',
  type: 'problem',
  docs: {
    description: 'Disallow removing or renaming an operation of an API that was not announced as going away',
    recommended: false,
    strict: 'error',
    dialects: ['JavaScript', 'TypeScript', 'JSON (snapshot)'],
  },
  languages: ['js/js', ...CONFIG_LANGUAGES.filter((language) => language.startsWith('json/'))],
  messages: {
    ...baselineMessages,
    removed:
      '`{{operation}}` was offered here and is not any more, so clients that know only the previous version fail from the first new instance on. Keep it beside its replacement and mark it as deprecated, and remove it in a later release.',
  },
  schema: [
    {
      type: 'object',
      properties: { ignorePaths: { type: 'array', items: { type: 'string' }, uniqueItems: true, description: 'Paths that may go away at any time, as globs.' } },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{ ignorePaths: [] }],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const [{ ignorePaths }] = context.options;
    const isIgnored = compileGlobs(ignorePaths);
    const isJson = (sourceCode.ast.type as string) === 'Document'; // ESLint's type knows JavaScript only
    if (isJson && !maybeSnapshot(sourceCode.text)) return {};
    return sinceBaseline(context, (changed) => {
      if (isJson) checkSnapshot(changed);
      else checkCode(changed);
    });

    /** The file of a snapshot, in which files are missed that are not there any more. */
    function checkSnapshot({ baseline, file, earlier }: ChangedFile): void {
      const document = configFromText(sourceCode.text);
      const [before, after] = [readSnapshot(earlier && configFromText(earlier.text)), readSnapshot(document)];
      if (!before || !after) return;
      for (const { service, name, path, near, file: registered } of removedFromSnapshot(before, after)) {
        // A file that has changed says it itself.
        const place = join(dirname(file), service, registered);
        const text = projectOf(physicalFilename, sourceCode.text, context.cwd).read(place.replaceAll('\\', '/'));
        if (isIgnored(path) || (text !== undefined && !baseline.isUnchanged(place, text))) continue;
        const services = valueAt(document, 'services');
        const at = (near === undefined ? undefined : entriesAt(services, service).get(near)) ?? entriesAt(services).get(service);
        context.report({ loc: at ? locate(sourceCode, at.keyRange) : { line: 1, column: 1 }, messageId: 'removed', data: { operation: name } });
      }
    }

    function checkCode({ baseline, file, earlier }: ChangedFile): void {
      if (!earlier || !(REGISTERS_ROUTES.test(earlier.text) || REGISTERS_ROUTES.test(file))) return;
      const project = projectOf(physicalFilename, sourceCode.text, context.cwd);
      if (!mayOffer(project.relative(project.file))) return;
      const module = project.modules.at(project.file);
      const before = readModule(project.file, earlier.text);
      if (!module || !before) return;
      // New in a file that has changed as well: the operation has moved there.
      const isElsewhere = (method: string, path: string): boolean =>
        routesOfProject(project).some(
          (other) =>
            other.module.file !== project.file &&
            (other.route.method === method || other.route.method === 'ALL') &&
            path.endsWith(normalPath(other.route.path)) &&
            !baseline.isUnchanged(other.module.file, other.module.text),
        );
      for (const { method, path, near } of removedRoutes({ module: before, routes: routesOf(before, project.modules) }, { module, routes: routesInProject(project, module) }, isElsewhere)) {
        if (isIgnored(path)) continue;
        context.report({ loc: near ? rangeLocation(sourceCode, near) : { line: 1, column: 0 }, messageId: 'removed', data: { operation: `${method} ${path}` } });
      }
    }
  },
});
