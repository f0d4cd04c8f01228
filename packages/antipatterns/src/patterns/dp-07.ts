import type { Antipattern } from '../antipattern.ts';

const bad = `// src/database.ts
export const pool = new Pool({
  connectionString: config.databaseUrl,
  max: 10,
  connectionTimeoutMillis: 30_000,
});`;

const good = `// src/config.ts
export const config = {
  databaseUrl: readText('DATABASE_URL'),
  databasePoolMax: readInteger('DATABASE_POOL_MAX', { default: 10 }),
  databaseConnectTimeoutMs: readInteger('DATABASE_CONNECT_TIMEOUT_MS', { default: 30_000 }),
};

// src/database.ts
export const pool = new Pool({
  connectionString: config.databaseUrl,
  max: config.databasePoolMax,
  connectionTimeoutMillis: config.databaseConnectTimeoutMs,
});`;

export const dp07: Antipattern<'DP-07'> = {
  id: 'DP-07',
  slug: 'hardcoded-values',
  title: 'Hardcoded values that should be configurable',
  mandateQuestion: 'Can this value be changed in the middle of an incident without building a release?',
  whatGoesWrong:
    'A timeout, a pool size, a threshold or another value that operators tune is written into the code, ' +
    'so that turning it up or down takes a commit, a build and a deployment.',
  consequenceForRecovery:
    'In an incident, when another value would bring relief at once, the team waits for a pipeline and then ships code into a system that is already in trouble.',
  seems: 'misconfiguration',
  factor: 'availability',
  severity: 'LOW',
  maturity: { rung: 'L1' },
  checklistQuestion: 'externalised-parameters',
  criterion: '1.3',
  focusArea: undefined,
  badExample: {
    language: 'typescript',
    shows: 'When all connections are taken, giving the service more of them needs a release.',
    code: bad,
  },
  goodExample: {
    language: 'typescript',
    shows: 'The same values apply until someone sets others, and setting them needs a restart at most.',
    code: good,
  },
  wayOut: {
    summary: 'Read values that operators tune from the configuration, with the value of today as the default.',
    steps: [
      'Give the value a name in the configuration, with its unit in the name.',
      'Keep the value of today as the default, so that the change ships without anybody setting anything.',
      'Refuse nonsense at start-up, with a message that names the variable.',
      'List it where the people on call look for such things.',
    ],
  },
};
