import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

/** What it reports about a removal takes the code of the version before, which nothing that is replayed tells: `contract-before-deploy.ts`. */
export const noContractBeforeDeploy = defineRule({
  name: 'no-contract-before-deploy',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  needs: 'before',
  docs: { description: 'Disallow removing or renaming tables and columns that the version before the change still uses' },
});
