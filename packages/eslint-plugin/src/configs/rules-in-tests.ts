import type { Linter } from 'eslint';

/** Tests make up passwords and tokens by the dozen. What a provider's own marks tell is no less of a leak there. */
export const rulesInTests: Linter.RulesRecord = { 'delivery/no-secrets': ['error', { confidence: 'high' }] };
