import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/k8s-require-readiness-probe.ts';
import { lintConfigFile } from '../config-rule-tester.ts';

const workload = (container: string, kind = 'Deployment', more = ''): string => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: shop }
spec:
${more}  template:
    spec:
      containers:
        - ${container}
`;
const lint = (text: string, filename = 'k8s/shop.yaml'): string[] => lintConfigFile('k8s-require-readiness-probe', filename, text).findings;
const message = (name: string): string =>
  `The container \`${name}\` serves a port and has no \`readinessProbe\`, so during a deployment it gets requests before it can answer them. Add a probe that passes once it can.`;

it('is registered', () => {
  expect(rules['k8s-require-readiness-probe']).toBe(rule);
});

describe('a container that serves a port without a probe', () => {
  it.each(['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout'])('of a %s', (kind) => {
    expect(lint(workload('{ name: api, ports: [{ containerPort: 80 }] }', kind))).toEqual([`8:19-8:22 ${message('api')}`]);
  });

  it('that has a liveness probe, which says something else', () => {
    expect(lint(workload('{ name: api, livenessProbe: {}, ports: [{ containerPort: 80, name: http }] }'))).toEqual([`8:19-8:22 ${message('api')}`]);
  });

  it('in JSON', () => {
    const text = JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'api', ports: [{ containerPort: 80 }] }] } } } });
    expect(lint(text, 'k8s/shop.json')).toHaveLength(1);
  });

  it('in the second document of a file', () => {
    expect(lint(`apiVersion: v1\nkind: Service\n---\n${workload('{ name: api, ports: [{ containerPort: 80 }] }')}`)).toHaveLength(1);
  });
});

it.each([
  ['with a probe', workload('{ name: api, readinessProbe: { httpGet: { path: /ready, port: 80 } }, ports: [{ containerPort: 80 }] }')],
  ['without a port', workload('{ name: worker, image: worker }')],
  ['whose only port is for metrics', workload('{ name: worker, ports: [{ containerPort: 9090, name: http-metrics }] }')],
  ['whose port is UDP', workload('{ name: dns, ports: [{ containerPort: 53, protocol: UDP }] }')],
  ['of a job', workload('{ name: api, ports: [{ containerPort: 80 }] }', 'Job')],
  ['of a daemon set', workload('{ name: api, ports: [{ containerPort: 80 }] }', 'DaemonSet')],
  ['of a workload that is switched off', workload('{ name: api, ports: [{ containerPort: 80 }] }', 'Deployment', '  replicas: 0\n')],
])('nothing is reported of a container %s', (_, text) => {
  expect(lint(text)).toEqual([]);
});

it('nothing is reported of a template', () => {
  expect(lint(workload('{ name: api, ports: [{ containerPort: 80 }] } # {{ .Values.name }}'))).toEqual([]);
});
