import type { Antipattern } from '../antipattern.ts';

const bad = `# k8s/orders.yaml (excerpt)
spec:
  replicas: 1
  strategy:
    type: Recreate # stops the old version before the new one starts`;

const good = `# k8s/orders.yaml (excerpt)
spec:
  replicas: 3
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  template:
    spec:
      containers:
        - name: orders
          readinessProbe:
            httpGet:
              path: /ready
              port: 8080`;

export const dp05: Antipattern<'DP-05'> = {
  id: 'DP-05',
  slug: 'deployment-downtime',
  title: 'Deployment requires downtime',
  mandateQuestion: 'Can the new version take over from the old one, and hand back to it, while users keep working?',
  whatGoesWrong:
    'The old version has to stop before the new one may start, or old and new code cannot work on the same schema, so that the change waits for a maintenance window.',
  consequenceForRecovery:
    'Each rollback is an outage, just as each deployment is: the team ships less often, and a hotfix waits for the next window or takes users down once more.',
  seems: 'shared-fate',
  factor: 'availability',
  severity: 'MEDIUM',
  maturity: { rung: 'L3' },
  checklistQuestion: 'no-planned-downtime',
  criterion: '3.1',
  focusArea: 'no-planned-downtime',
  badExample: {
    language: 'yaml',
    shows: 'Between the end of the old pod and the first answer of the new one, nobody answers.',
    code: bad,
  },
  goodExample: {
    language: 'yaml',
    shows: 'A new pod has to be ready before an old one may go, and the same holds on the way back.',
    code: good,
  },
  wayOut: {
    summary:
      'Let the old and the new version run side by side: replace instances one at a time, and keep each schema and contract change compatible with the version before it.',
    steps: [
      'Run more than one instance, and start a new one before an old one stops.',
      'Let an instance that is told to stop finish the requests it has begun.',
      'Split a schema change into steps that the running version survives.',
      'Run migrations as a step of their own before the rollout, not whenever an instance starts.',
    ],
  },
};
