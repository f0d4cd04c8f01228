import { writeFileSync } from 'node:fs';

import { htmlReport } from '../../verify/html/html-report.ts';
import type { VerifiedMigration, VerifiedSet } from '../../verify/result.ts';
import { shownPath } from '../shown-path.ts';

/** Writes the results as a page, and says where it is. */
export function writePage(file: string, verified: readonly VerifiedSet[]): string {
  const shown = verified.map((set) => ({ ...set, root: shownPath(set.root), migrations: set.migrations.map((migration) => ({ ...migration, files: shownFiles(migration.files) })) }));
  writeFileSync(file, htmlReport(shown, `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`));
  return `The page is in ${shownPath(file)}.`;
}

function shownFiles({ up, down }: VerifiedMigration['files']): VerifiedMigration['files'] {
  return { up: shownPath(up), ...(down === undefined ? {} : { down: shownPath(down) }) };
}
