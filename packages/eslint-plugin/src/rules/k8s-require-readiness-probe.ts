import { relativePath } from '../analysis/path-globs.ts';
import { CONFIG_LANGUAGES, configListener, locate } from '../config-files/config-listener.ts';
import { itemsAt, textAt, valueAt } from '../config-files/config-value.ts';
import { hasNoReplicas, servesRequests, workloadsIn } from '../config-files/kubernetes.ts';
import { isNotForUsers } from '../config-files/not-for-users.ts';
import { isTemplated } from '../config-files/templated.ts';
import { createRule } from '../create-rule.ts';

export default createRule({
  name: 'k8s-require-readiness-probe',
  antipattern: 'DP-05',
  type: 'problem',
  docs: {
    description: 'Require a readiness probe of every container that serves a port',
    recommended: 'warn',
    dialects: ['Kubernetes'],
  },
  languages: CONFIG_LANGUAGES,
  messages: {
    missing:
      'The container `{{name}}` serves a port and has no `readinessProbe`, so during a deployment it gets requests before it can answer them. Add a probe that passes once it can.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode } = context;
    if (isTemplated(sourceCode.text) || isNotForUsers(relativePath(context.filename, context.cwd))) return {};
    return configListener((document) => {
      for (const workload of workloadsIn(document)) {
        if (workload.kind === 'DaemonSet' || hasNoReplicas(workload)) continue;
        for (const container of itemsAt(workload.podSpec, 'containers')) {
          if (container.shared || valueAt(container, 'readinessProbe') || !servesRequests(container)) continue;
          const name = valueAt(container, 'name');
          const place = valueAt(container, 'ports') ?? container;
          context.report({ loc: locate(sourceCode, (name ?? place).range), messageId: 'missing', data: { name: textAt(name) ?? '' } });
        }
      }
    });
  },
});
