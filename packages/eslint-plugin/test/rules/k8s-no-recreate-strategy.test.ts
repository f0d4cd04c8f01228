import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/k8s-no-recreate-strategy.ts';
import { lintConfigFile } from '../config-rule-tester.ts';

const deployment = (strategy: string, rest = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  strategy: ${strategy}
  template:
    spec:
      containers:
        - name: api
          ports: [{ containerPort: 80 }]
${rest}`;
const lint = (text: string, filename = 'k8s/api.yaml'): string[] => lintConfigFile('k8s-no-recreate-strategy', filename, text).findings;

it('is registered', () => {
  expect(rules['k8s-no-recreate-strategy']).toBe(rule);
});

describe('a deployment that stops all pods', () => {
  it('by recreating them', () => {
    expect(lint(deployment('{ type: Recreate }'))).toEqual([
      '6:21-6:29 With the strategy `Recreate` every deployment of `api` is an outage: all pods stop before the first new one starts. Use `RollingUpdate`, so that old and new pods run beside each other.',
    ]);
  });

  it('by allowing all of them to be unavailable', () => {
    expect(lint(deployment('{ rollingUpdate: { maxUnavailable: "100%" } }'))).toEqual([
      '6:48-6:54 With `maxUnavailable: 100%` every deployment of `api` may stop all pods at once. Allow a part of them, such as 25%, or none with `maxSurge: 1`.',
    ]);
  });

  it('in a list of objects', () => {
    const text = deployment('{ type: Recreate }').replaceAll('\n', '\n    ');
    expect(lint(`apiVersion: v1\nkind: List\nitems:\n  - ${text}\n`)).toHaveLength(1);
  });
});

it.each([
  ['of a rolling update', deployment('{ type: RollingUpdate, rollingUpdate: { maxUnavailable: "25%" } }')],
  ['where one node at a time can mount the volume', deployment('{ type: Recreate }', '      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]\n')],
  ['where no request comes in', deployment('{ type: Recreate }').replace('ports: [{ containerPort: 80 }]', 'image: agent')],
  ['where only its metrics are read', deployment('{ type: Recreate }').replace('containerPort: 80', 'containerPort: 80, name: metrics')],
  ['where there are no pods', deployment('{ type: Recreate }').replace('spec:\n', 'spec:\n  replicas: 0\n')],
  ['of another kind of object', deployment('{ type: Recreate }').replace('kind: Deployment', 'kind: Widget')],
  ['of a file that is none of Kubernetes', 'strategy: { type: Recreate }\n'],
])('nothing is reported %s', (_, text) => {
  expect(lint(text)).toEqual([]);
});

it.each(['examples/api.yaml', 'k8s/overlays/dev/api.yaml'])('nothing is reported in %s, which no user meets', (filename) => {
  expect(lint(deployment('{ type: Recreate }'), filename)).toEqual([]);
});
