import type { Antipattern } from '../antipattern.ts';

// A placeholder where the secret would be: no scanner may take this file, or a page made from it, for a leak.
const bad = `// src/payments.ts, committed
const stripe = new Stripe('<the live secret key>');`;

const good = `// src/payments.ts, committed; the deployment sets the variable from the secrets manager
const apiKey = process.env.STRIPE_API_KEY;
if (apiKey === undefined) {
  throw new Error('STRIPE_API_KEY is not set.');
}
const stripe = new Stripe(apiKey);`;

export const dp08: Antipattern<'DP-08'> = {
  id: 'DP-08',
  slug: 'committed-secrets',
  title: 'Secrets in code or config files',
  mandateQuestion:
    'Can the code be read by anyone without giving them access, and can each secret be replaced without a release?',
  whatGoesWrong:
    'A password, key or token stands in the source or in a committed configuration file, in the open for everybody who can read the repository. ' +
    'From there it spreads into build logs and container images.',
  consequenceForRecovery:
    'No rollback takes it back, because the history keeps it: the secret has to be replaced, ' +
    'which costs a code change and a deployment while whoever found it can use it.',
  seems: 'misconfiguration',
  factor: 'fault-isolation',
  severity: 'HIGH',
  maturity: {
    rung: 'HYG',
    irreversible: 'A pushed commit lives on in each clone and fork, so that its secret can be replaced but not withdrawn.',
  },
  checklistQuestion: 'no-committed-secrets',
  criterion: undefined,
  focusArea: 'no-committed-secrets',
  badExample: {
    language: 'typescript',
    shows: 'Everybody who has ever cloned the repository can charge customers.',
    code: bad,
  },
  goodExample: {
    language: 'typescript',
    shows: 'The code knows the name of the secret only, and replacing it does not touch the code.',
    code: good,
  },
  wayOut: {
    summary:
      'Load secrets at run time from a secrets manager or the environment, and take one that was ever committed for stolen: replace it first, tidy up later.',
    steps: [
      'Revoke the secret and issue a new one; deleting the line leaves it in the history.',
      'Read it at run time from a secrets manager or an environment variable, and refuse to start without it.',
      'Commit a template such as `.env.example` with empty values, and let Git ignore the real file.',
      'Scan each commit for secrets before it leaves the machine.',
    ],
  },
};
