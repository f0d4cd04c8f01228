import type { Vocabulary } from '../config/check-config.ts';
import { layoutNames } from '../migrations/read.ts';
import { rules } from '../rules/index.ts';
import { dialectNames } from '../dialect-name.ts';
import { postgresVersions } from './lint-options.ts';

/** The names that a configuration can use; a run that judges something loads them anyway. */
export const vocabulary: Vocabulary = {
  rules: rules.map(({ name }) => name),
  layouts: layoutNames,
  dialects: dialectNames,
  pgVersions: postgresVersions,
};
