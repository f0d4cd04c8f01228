import type { Antipattern } from '../antipattern.ts';

const bad = `const jobs = new Redis(config.redisUrl); // new in this release

app.get('/ready', async (_request, reply) => {
  await database.query('SELECT 1');
  return reply.send({ ready: true });
});`;

const good = `const jobs = new Redis(config.redisUrl); // new in this release

// A dependency that keeps the probe waiting beyond its time limit counts as down as well.
app.get('/ready', async (_request, reply) => {
  const answers = await Promise.allSettled([database.query('SELECT 1'), jobs.ping()]);
  const ready = answers.every((answer) => answer.status === 'fulfilled');
  return reply.code(ready ? 200 : 503).send({ ready });
});`;

export const dp06: Antipattern<'DP-06'> = {
  id: 'DP-06',
  slug: 'missing-health-check',
  title: 'Missing health check for new functionality',
  mandateQuestion: 'Does the rollout stop by itself when a new instance cannot reach what the new feature needs?',
  whatGoesWrong:
    'A change brings a dependency along, such as a table, a queue or a third-party API, but the health check keeps asking only after the old ones. ' +
    'An instance that cannot serve the new feature calls itself healthy and is given traffic.',
  consequenceForRecovery:
    'Nothing halts the rollout and nothing starts a rollback: broken instances replace working ones, and users are the first to notice.',
  seems: 'misconfiguration',
  factor: 'availability',
  severity: 'MEDIUM',
  maturity: { rung: 'L1' },
  checklistQuestion: 'current-health-checks',
  criterion: '1.1',
  focusArea: undefined,
  badExample: {
    language: 'typescript',
    shows: 'The instance is ready even when the queue, without which no job runs, is out of reach.',
    code: bad,
  },
  goodExample: {
    language: 'typescript',
    shows: 'An instance that cannot reach the queue says so and receives no traffic.',
    code: good,
  },
  wayOut: {
    summary:
      'Extend the readiness check in the very change that adds the dependency, and let it fail when the dependency does not answer.',
    steps: [
      'Ask every dependency that requests need a cheap question with a short time limit, such as `SELECT 1` or a ping.',
      'Answer with 503 when one of them stays silent.',
      'Keep these questions out of the liveness check, because a restart does not mend a database.',
      'Leave a dependency out only when the service is of use without it, and write down why.',
    ],
  },
};
