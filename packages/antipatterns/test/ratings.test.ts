import { describe, expect, it } from 'vitest';

import { antipatterns, emphases, findAntipattern, findMaturityCriterion } from '../src/index.ts';
import type { AntipatternId, MaturityRungId, SeverityId } from '../src/index.ts';

interface Rating {
  readonly title: string;
  readonly seems: string;
  readonly factor: string;
  readonly severity: SeverityId;
  readonly rung: MaturityRungId;
  readonly question: string;
  readonly criterion: string | undefined;
  readonly focusArea: string | undefined;
}

// As the Delivery pillar rates them, and as its checklist, its criteria and its focus areas belong to them.
const pillar: Readonly<Record<AntipatternId, Rating>> = {
  'DP-01': {
    title: 'Non-reversible database migration',
    seems: 'misconfiguration',
    factor: 'output-correctness',
    severity: 'HIGH',
    rung: 'HYG',
    question: 'reversible-migrations',
    criterion: '2.2',
    focusArea: 'reversible-migrations',
  },
  'DP-02': {
    title: 'Breaking API change without versioning',
    seems: 'shared-fate',
    factor: 'output-correctness',
    severity: 'HIGH',
    rung: 'L1',
    question: 'compatible-apis',
    criterion: undefined,
    focusArea: 'compatible-apis',
  },
  'DP-03': {
    title: 'Config change requires coordinated deployment',
    seems: 'shared-fate',
    factor: 'fault-isolation',
    severity: 'MEDIUM',
    rung: 'L2',
    question: 'independent-deployability',
    criterion: undefined,
    focusArea: 'independent-configuration',
  },
  'DP-04': {
    title: 'Removing feature flag before stabilisation',
    seems: 'misconfiguration',
    factor: 'availability',
    severity: 'MEDIUM',
    rung: 'L2',
    question: 'flagged-functionality',
    criterion: undefined,
    focusArea: 'feature-flags',
  },
  'DP-05': {
    title: 'Deployment requires downtime',
    seems: 'shared-fate',
    factor: 'availability',
    severity: 'MEDIUM',
    rung: 'L3',
    question: 'no-planned-downtime',
    criterion: '3.1',
    focusArea: 'no-planned-downtime',
  },
  'DP-06': {
    title: 'Missing health check for new functionality',
    seems: 'misconfiguration',
    factor: 'availability',
    severity: 'MEDIUM',
    rung: 'L1',
    question: 'current-health-checks',
    criterion: '1.1',
    focusArea: undefined,
  },
  'DP-07': {
    title: 'Hardcoded values that should be configurable',
    seems: 'misconfiguration',
    factor: 'availability',
    severity: 'LOW',
    rung: 'L1',
    question: 'externalised-parameters',
    criterion: '1.3',
    focusArea: undefined,
  },
  'DP-08': {
    title: 'Secrets in code or config files',
    seems: 'misconfiguration',
    factor: 'fault-isolation',
    severity: 'HIGH',
    rung: 'HYG',
    question: 'no-committed-secrets',
    criterion: undefined,
    focusArea: 'no-committed-secrets',
  },
  'DP-09': {
    title: 'Dependencies on deployment order',
    seems: 'shared-fate',
    factor: 'fault-isolation',
    severity: 'MEDIUM',
    rung: 'L2',
    question: 'independent-deployability',
    criterion: undefined,
    focusArea: undefined,
  },
};

describe('the anti-patterns', () => {
  it('are those of the pillar, in its order', () => {
    expect(antipatterns.map(({ id }) => id)).toEqual(Object.keys(pillar));
  });

  it.each(antipatterns)('$id is rated as in the pillar', (antipattern) => {
    const { title, seems, factor, severity, maturity, checklistQuestion: question, criterion, focusArea } = antipattern;
    expect({ title, seems, factor, severity, rung: maturity.rung, question, criterion, focusArea }).toEqual(
      pillar[antipattern.id],
    );
  });

  it('say why they are irreversible when they are hygiene, and only then', () => {
    const irreversible = antipatterns.filter(({ maturity }) => 'irreversible' in maturity).map(({ id }) => id);
    expect(irreversible).toEqual(['DP-01', 'DP-08']);
  });
});

describe('the emphasis of Delivery', () => {
  it('pairs ways to fail with defences as the pillar does', () => {
    expect(emphases).toEqual([
      { seems: 'misconfiguration', factor: 'output-correctness' },
      { seems: 'shared-fate', factor: 'fault-isolation' },
      { seems: 'misconfiguration', factor: 'availability' },
    ]);
  });
});

describe('the maturity mapping', () => {
  it.each([
    ['1.1', 'L1', 'DP-06'],
    ['1.3', 'L1', 'DP-07'],
    ['2.2', 'L2', 'DP-01'],
    ['3.1', 'L3', 'DP-05'],
  ] as const)('has criterion %s on %s, which rules out %s', (id, level, antipattern) => {
    expect(findMaturityCriterion(id)).toMatchObject({ id, level, antipatterns: [antipattern] });
    expect(findAntipattern(antipattern).criterion).toBe(id);
  });
});
