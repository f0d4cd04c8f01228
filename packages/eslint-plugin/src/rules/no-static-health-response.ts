import { rangeLocation } from '../analysis/range-location.ts';
import { createRule } from '../create-rule.ts';
import { ANSWERS_PROBES } from '../health/health-entries.ts';
import { kindWords } from '../health/kind-words.ts';
import { isDeployed, kindsInService, servicesOf } from '../health/project-health.ts';
import { ESSENTIAL_KINDS } from '../knowledge/dependency-clients.ts';
import { projectOf } from '../modules/project-modules.ts';

export default createRule({
  name: 'no-static-health-response',
  antipattern: 'DP-06',
  type: 'problem',
  docs: {
    description: 'Disallow readiness checks that always answer the same, in services that depend on something',
    recommended: false,
    strict: 'error',
  },
  messages: {
    constant:
      '`{{path}}` answers the same whatever happens, so traffic goes to instances that cannot reach {{kinds}}. Ask {{kinds}} for something cheap here; a route that shall only tell that the process is alive is called `/livez`.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    if (!ANSWERS_PROBES.test(sourceCode.text) && !ANSWERS_PROBES.test(physicalFilename)) return {};
    return {
      Program() {
        const project = projectOf(physicalFilename, sourceCode.text, context.cwd);
        if (!isDeployed(project)) return;
        for (const service of servicesOf(project)) {
          // One check that looks at something is enough: the others may be for something else.
          if (service.readiness.some(({ reached }) => !reached.isConstant)) continue;
          const constant = service.readiness.filter(({ entry }) => entry.module.file === project.file);
          const kinds = constant.length === 0 ? [] : ESSENTIAL_KINDS.filter((kind) => kindsInService(project).has(kind));
          if (kinds.length === 0) continue;
          for (const { entry } of constant) {
            context.report({ loc: rangeLocation(sourceCode, entry.node), messageId: 'constant', data: { path: entry.path, kinds: kindWords(kinds) } });
          }
        }
      },
    };
  },
});
