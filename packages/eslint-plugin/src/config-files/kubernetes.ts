import type { ConfigValue } from './config-value.ts';
import { itemsAt, textAt, valueAt } from './config-value.ts';

/** Ports that no user's request goes to. */
const sideDoor = /metric|prom|debug|admin|pprof|profil|jmx|actuator|monitor|gossip|cluster|raft|peer/iu;

/** A workload that keeps pods running. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly value: ConfigValue;
  readonly podSpec: ConfigValue | undefined;
}

const workloadKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout']);

/**
 * @param document the value of a YAML or JSON document
 * @returns the workloads in it: itself, or those of a `List`; none when it is something else
 */
export function workloadsIn(document: ConfigValue): Workload[] {
  if (textAt(document, 'apiVersion') === undefined) return [];
  const kind = textAt(document, 'kind');
  if (kind === 'List') return itemsAt(document, 'items').flatMap(workloadsIn);
  if (kind === undefined || !workloadKinds.has(kind)) return [];
  const name = textAt(document, 'metadata', 'name') ?? '';
  return [{ kind, name, value: document, podSpec: valueAt(document, 'spec', 'template', 'spec') }];
}

/** Whether a workload is switched off: it has no pods, so nothing reaches them. */
export function hasNoReplicas({ value }: Workload): boolean {
  const replicas = valueAt(value, 'spec', 'replicas');
  return replicas?.kind === 'scalar' && replicas.value === 0;
}

/** Whether a container has a port that requests of users may come to, as far as the names of its ports tell. */
export function servesRequests(container: ConfigValue): boolean {
  return itemsAt(container, 'ports').some((port) => {
    const name = textAt(port, 'name');
    return textAt(port, 'protocol') !== 'UDP' && (name === undefined || !sideDoor.test(name));
  });
}
