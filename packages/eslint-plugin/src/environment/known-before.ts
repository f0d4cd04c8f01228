import { dirname, join } from 'node:path';
import type { Baseline } from '../project/baseline.ts';
import { isServiceFile } from './service-file.ts';

/** What people read, and no program. */
const prose = /\.(?:mdx?|txt|rst|adoc)$|(?:^|\/)(?:CHANGELOG|README|LICENSE)/iu;

/**
 * Of some variables, those that the baseline knows anywhere but in prose and in tests: in code, or in what the service
 * is deployed with. Who deploys has met them.
 */
export function knownBefore(baseline: Baseline, names: readonly string[]): ReadonlySet<string> {
  const known = new Set<string>();
  const paths = baseline.naming(names).filter((path) => !prose.test(path) && isServiceFile(path));
  for (const text of baseline.textsOf(paths).values()) {
    for (const name of names) if (new RegExp(`(?<![A-Za-z\\d_])${name}(?![A-Za-z\\d_])`, 'u').test(text ?? '')) known.add(name);
  }
  return known;
}

/** Whether the package that a file belongs to was not there: a new service is not deployed without what it needs. */
export function isInNewPackage(baseline: Baseline, file: string, exists: (file: string) => boolean): boolean {
  for (let folder = dirname(file); folder.startsWith(baseline.repository); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (baseline.has(manifest)) return false;
    if (exists(manifest)) return true;
  }
  return false;
}
