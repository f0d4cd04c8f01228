import type { Migration } from './migrations/migration.ts';
import type { RuleReport } from './replay-up.ts';
import { noContractBeforeDeploy } from './rules/no-contract-before-deploy.ts';
import { comesBack } from './workspace/comes-back.ts';
import type { EarlierVersion } from './workspace/earlier-version.ts';
import { stillUsed, stillUsedMessage } from './workspace/still-used.ts';

/** The version that runs while new migrations are applied. */
export interface VersionBefore extends EarlierVersion {
  /** A path of it as messages show it. */
  shown(path: string): string;
}

/**
 * What no-contract-before-deploy says of a new migration: what it removes, and the version before
 * still uses.
 *
 * @param reports of the other rules, which tell what goes away
 */
export function contractsBeforeDeploy({ up }: Migration, reports: readonly RuleReport[], version: VersionBefore): RuleReport[] {
  const { sql = up.source.text, start, end } = up;
  const script = sql.slice(start, end);
  const removals = reports.flatMap(({ removes, range, script: direction }) =>
    removes && direction === 'up' && !comesBack(script, removes.column ?? removes.table) ? [{ ...removes, ...range, range }] : [],
  );
  return stillUsed(removals, { file: up.file, text: up.source.text }, version).map(({ removal, uses }) => {
    const shown = uses.map((use) => ({ ...use, file: version.shown(use.file) }));
    return { rule: noContractBeforeDeploy, script: 'up', range: removal.range, message: stillUsedMessage(removal, shown), breaksOldCode: true, uses: shown };
  });
}
