import { rangeLocation } from '../analysis/range-location.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import { createRule } from '../create-rule.ts';
import { clientSites, MAKES_CLIENTS } from '../health/client-sites.ts';
import { kindWords } from '../health/kind-words.ts';
import type { PlacedSite } from '../health/project-health.ts';
import { isDeployed, servicesOf, sitesOfPackage } from '../health/project-health.ts';
import type { DependencyKind } from '../knowledge/dependency-clients.ts';
import { DEPENDENCY_KINDS, ESSENTIAL_KINDS } from '../knowledge/dependency-clients.ts';
import { readModule } from '../modules/module.ts';
import { projectOf } from '../modules/project-modules.ts';

export interface CoverageOptions {
  /** The kinds of dependencies that a readiness check has to know. */
  readonly kinds: readonly DependencyKind[];
  /** Whether to report only dependencies that the service did not have at the baseline. */
  readonly onlyNew: boolean;
}

export default createRule<'uncovered' | keyof typeof baselineMessages, readonly [CoverageOptions]>({
  name: 'require-health-check-coverage',
  antipattern: 'DP-06',
  type: 'problem',
  docs: {
    description: 'Require readiness checks to reach every database, cache and broker that the service depends on',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    ...baselineMessages,
    uncovered:
      '`{{text}}` makes this service depend on {{kind}}, but no readiness check reaches it (checked: {{paths}}), so traffic goes to instances that cannot serve it. Check it there, or write `@healthcheck-exempt` and the reason above when the service can do without.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        kinds: { type: 'array', items: { type: 'string', enum: Object.keys(DEPENDENCY_KINDS) }, uniqueItems: true, description: 'The kinds of dependencies that a readiness check has to know.' },
        onlyNew: { type: 'boolean', description: 'Report only dependencies that the service did not have at the baseline.' },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{ kinds: ESSENTIAL_KINDS, onlyNew: false }],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const [{ kinds, onlyNew }] = context.options;
    if (!MAKES_CLIENTS.test(sourceCode.text)) return {};

    function check(isNew: (site: PlacedSite) => boolean): void {
      const project = projectOf(physicalFilename, sourceCode.text, context.cwd);
      if (!isDeployed(project)) return;
      const services = servicesOf(project).filter(({ readiness }) => readiness.length > 0);
      if (services.length === 0) return;
      const sites = sitesOfPackage(project);
      for (const kind of kinds) {
        if (services.some((service) => service.mayCover(kind))) continue;
        // Of one kind one report is enough, at the first place by the paths of the files.
        const ofKind = sites.filter((site) => site.kind === kind);
        const [first] = ofKind;
        if (first?.file !== project.file || !ofKind.every(isNew)) continue;
        const paths = [...new Set(services.map((service) => service.paths))].join(', ');
        context.report({ loc: rangeLocation(sourceCode, first.node), messageId: 'uncovered', data: { text: first.text, kind: kindWords([kind]), paths } });
      }
    }

    if (!onlyNew) return { Program: () => check(() => true) };
    return sinceBaseline(context, ({ baseline }) => {
      const before = new Map<string, ReadonlySet<DependencyKind>>();
      check(({ file, kind }) => {
        let known = before.get(file);
        if (!known) {
          const text = baseline.textOf(file);
          const module = text === undefined ? undefined : readModule(file, text);
          before.set(file, (known = new Set(module ? clientSites(module).map((site) => site.kind) : [])));
        }
        return !known.has(kind);
      });
    });
  },
});
