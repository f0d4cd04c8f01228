import type { Antipattern } from '../antipattern.ts';

const bad = `# orders/.env.production, was PAYMENTS_TOPIC=payments
PAYMENTS_TOPIC=payments-v2

# billing/.env.production, has to go out in the same minute
PAYMENTS_TOPIC=payments-v2`;

const good = `# 1. billing/.env.production: listens to both topics, deployed alone.
PAYMENTS_TOPICS=payments,payments-v2

# 2. orders/.env.production: moves when it likes, and back if it must.
PAYMENTS_TOPIC=payments-v2

# 3. billing/.env.production: lets the old topic go once it has run dry.
PAYMENTS_TOPICS=payments-v2`;

export const dp03: Antipattern<'DP-03'> = {
  id: 'DP-03',
  slug: 'coordinated-config-change',
  title: 'Config change requires coordinated deployment',
  mandateQuestion: 'Can this setting change, and change back, without a second service being deployed along with it?',
  whatGoesWrong:
    'A value in one service is only right while another service holds the matching value, so that both have to change at once. ' +
    'Two deployments never happen at once: in between, or when only one of them succeeds, the services contradict each other.',
  consequenceForRecovery:
    'Rolling back one service does not recover anything, because the other one still holds the new value: ' +
    'both have to go back together, in a hurry and with the same gap in between.',
  seems: 'shared-fate',
  factor: 'fault-isolation',
  severity: 'MEDIUM',
  maturity: { rung: 'L2' },
  checklistQuestion: 'independent-deployability',
  criterion: undefined,
  focusArea: 'independent-configuration',
  badExample: {
    language: 'dotenv',
    shows: 'Payments get lost from the first of the two deployments until the second.',
    code: bad,
  },
  goodExample: {
    language: 'dotenv',
    shows: 'The receiver accepts both values for a while, so that each step can be made, and unmade, by one service alone.',
    code: good,
  },
  wayOut: {
    summary:
      'Let the receiving service accept the old and the new value, then change the sending one, then retire the old value: each step is one deployment that is safe alone.',
    steps: [
      'Teach the receiving service to accept both values, and deploy it alone.',
      'Change the sending service when it suits its team; it can go back without asking anybody.',
      'Take the old value away once nothing sends it any more.',
      'Give a new setting a default that keeps the behaviour of today, so that a service starts without it.',
    ],
  },
};
