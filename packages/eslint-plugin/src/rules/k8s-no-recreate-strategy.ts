import { relativePath } from '../analysis/path-globs.ts';
import { CONFIG_LANGUAGES, configListener, locate } from '../config-files/config-listener.ts';
import { itemsAt, textAt, valueAt } from '../config-files/config-value.ts';
import { hasNoReplicas, servesRequests, workloadsIn } from '../config-files/kubernetes.ts';
import { isNotForUsers } from '../config-files/not-for-users.ts';
import { isTemplated } from '../config-files/templated.ts';
import { createRule } from '../create-rule.ts';

export default createRule({
  name: 'k8s-no-recreate-strategy',
  antipattern: 'DP-05',
  type: 'problem',
  docs: {
    description: 'Disallow Kubernetes deployments that stop all pods before new ones run',
    recommended: 'warn',
    dialects: ['Kubernetes'],
  },
  languages: CONFIG_LANGUAGES,
  messages: {
    recreate:
      'With the strategy `Recreate` every deployment of `{{name}}` is an outage: all pods stop before the first new one starts. Use `RollingUpdate`, so that old and new pods run beside each other.',
    allUnavailable:
      'With `maxUnavailable: 100%` every deployment of `{{name}}` may stop all pods at once. Allow a part of them, such as 25%, or none with `maxSurge: 1`.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode } = context;
    if (isTemplated(sourceCode.text) || isNotForUsers(relativePath(context.filename, context.cwd))) return {};
    return configListener((document) => {
      for (const workload of workloadsIn(document)) {
        const { kind, name, value, podSpec } = workload;
        if (kind !== 'Deployment' || hasNoReplicas(workload)) continue;
        // Whom no request reaches may pause: agents and controllers, of which there is one at a time.
        if (!itemsAt(podSpec, 'containers').some(servesRequests)) continue;
        // A volume that one node can mount at a time cannot have two pods: here the strategy is the right one.
        if (itemsAt(podSpec, 'volumes').some((volume) => valueAt(volume, 'persistentVolumeClaim'))) continue;
        const type = valueAt(value, 'spec', 'strategy', 'type');
        if (type && textAt(type) === 'Recreate') context.report({ loc: locate(sourceCode, type.range), messageId: 'recreate', data: { name } });
        const unavailable = valueAt(value, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable');
        if (unavailable && textAt(unavailable) === '100%') {
          context.report({ loc: locate(sourceCode, unavailable.range), messageId: 'allUnavailable', data: { name } });
        }
      }
    });
  },
});
