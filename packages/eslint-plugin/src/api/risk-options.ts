import type { Break, RiskyChange } from './compare-schemas.ts';
import { RISKY_CHANGES } from './compare-schemas.ts';

/** Which changes are reported besides those that break clients for certain. */
export interface RiskOptions {
  readonly risks: readonly RiskyChange[];
}

export const NO_RISKS: RiskOptions = { risks: [] };

/** Of the one option of the rules that compare schemas. */
export const riskSchema: { type: 'object'; properties: Record<string, { type: 'array'; items: { type: 'string'; enum: string[] }; uniqueItems: boolean; description: string }>; additionalProperties: boolean } = {
  type: 'object',
  properties: {
    risks: {
      type: 'array',
      items: { type: 'string', enum: [...RISKY_CHANGES] },
      uniqueItems: true,
      description: 'What is reported besides, as careful clients survive it: another default, a new value in an answer, a property that requests are no longer read for, a bound of an answer that is gone.',
    },
  },
  additionalProperties: false,
};

/** Whether a change is one to report: those that are only a risk are when they are asked for. */
export function isReported({ change }: Pick<Break, 'change'>, risks: RiskOptions['risks']): boolean {
  const isRisk = RISKY_CHANGES.some((risk) => risk === change);
  return !isRisk || risks.some((risk) => risk === change);
}
