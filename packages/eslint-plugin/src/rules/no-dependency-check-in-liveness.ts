import { rangeLocation } from '../analysis/range-location.ts';
import { createRule } from '../create-rule.ts';
import { ANSWERS_PROBES } from '../health/health-entries.ts';
import { kindWords } from '../health/kind-words.ts';
import { isDeployed, servicesOf } from '../health/project-health.ts';
import { ESSENTIAL_KINDS } from '../knowledge/dependency-clients.ts';
import { projectOf } from '../modules/project-modules.ts';

export default createRule({
  name: 'no-dependency-check-in-liveness',
  antipattern: 'DP-06',
  type: 'problem',
  docs: {
    description: 'Disallow liveness probes that ask a database or another dependency',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    asks: '`{{path}}` asks {{kinds}}, so when that is down every instance is restarted, again and again, and none can answer even what it could. Ask in the readiness probe, and let liveness tell of the process alone.',
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
        for (const { entries } of servicesOf(project)) {
          for (const { entry, reached } of entries) {
            if (entry.probe !== 'liveness' || entry.module.file !== project.file) continue;
            const kinds = ESSENTIAL_KINDS.filter((kind) => reached.questions.some((question) => question.kind === kind));
            if (kinds.length > 0) context.report({ loc: rangeLocation(sourceCode, entry.node), messageId: 'asks', data: { path: entry.path, kinds: kindWords(kinds) } });
          }
        }
      },
    };
  },
});
