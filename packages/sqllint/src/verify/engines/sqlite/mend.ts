import type { SchemaDifference } from '../../schema/compare-schema.ts';
import { quoteName } from './table-shapes.ts';

/**
 * The statement that takes a difference back. What only a new table could have (a constraint, a
 * column of another type) has none: the table has to be rebuilt.
 */
export function mend({ kind, parent, name, change, before = '' }: SchemaDifference): string | undefined {
  const isMissing = change === 'missing';
  if (!isMissing && change !== 'extra') return undefined;
  switch (kind) {
    case 'table':
      return isMissing ? undefined : `DROP TABLE ${quoteName(name)};`;
    case 'column':
      if (!isMissing) return `ALTER TABLE ${quoteName(parent)} DROP COLUMN ${quoteName(name)};`;
      // Rows that are there would have nothing to put in.
      if (/AUTOINCREMENT|\bSTORED$|DEFAULT (?:\(|current_)/u.test(before) || (before.includes('NOT NULL') && !before.includes('DEFAULT'))) return undefined;
      return `ALTER TABLE ${quoteName(parent)} ADD COLUMN ${quoteName(name)}${before === '' ? '' : ' '}${before};`;
    case 'index': {
      const [, unique = '', body = ''] = /^(UNIQUE )?(.*)$/su.exec(before) ?? [];
      return isMissing ? `CREATE ${unique}INDEX ${quoteName(name)} ${body};` : `DROP INDEX ${quoteName(name)};`;
    }
    case 'trigger':
      return isMissing ? `CREATE TRIGGER ${quoteName(name)} ${before};` : `DROP TRIGGER ${quoteName(name)};`;
    case 'view':
      return isMissing ? `CREATE VIEW ${quoteName(name)} ${before};` : `DROP VIEW ${quoteName(name)};`;
    default:
      return undefined;
  }
}
