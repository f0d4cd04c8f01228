import type { SchemaDifference } from '../../schema/compare-schema.ts';
import { commentIn } from './created.ts';
import { quoteName } from './quote-name.ts';

/** The statement that takes a difference back; what the server writes of a part of a table is what it reads. */
export function mend(difference: SchemaDifference): string | undefined {
  const { kind, parent, name, change, before = '', after = '' } = difference;
  const alter = (action: string): string => `ALTER TABLE ${quoteName(parent)} ${action};`;
  switch (kind) {
    case 'table':
      return change === 'extra' ? `DROP TABLE ${quoteName(name)};` : undefined;
    case 'column':
      if (change === 'extra') return alter(`DROP COLUMN ${quoteName(name)}`);
      return alter(`${change === 'missing' ? 'ADD' : 'MODIFY'} COLUMN ${quoteName(name)} ${before}`);
    case 'index': {
      const isIgnored = / IGNORED$/u;
      // The server keeps an index that is dropped and added alike, and with it that nobody uses it.
      if (change === 'changed' && after.replace(isIgnored, '') === before.replace(isIgnored, '')) return alter(`ALTER INDEX ${quoteName(name)} ${before.endsWith(' IGNORED') ? '' : 'NOT '}IGNORED`);
      const drop = `DROP INDEX ${quoteName(name)}`;
      const add = `ADD ${before.replace(/KEY \(/u, `KEY ${quoteName(name)} (`)}`;
      return alter(change === 'extra' ? drop : change === 'missing' ? add : `${drop}, ${add}`);
    }
    case 'constraint': {
      const drop = name === 'PRIMARY' ? 'DROP PRIMARY KEY' : `DROP CONSTRAINT ${quoteName(name)}`;
      const add = name === 'PRIMARY' ? `ADD ${before}` : `ADD CONSTRAINT ${quoteName(name)} ${before}`;
      if (change === 'extra') return alter(drop);
      // One ALTER cannot do both with a foreign key.
      return change === 'missing' ? alter(add) : `${alter(drop)} ${alter(add)}`;
    }
    case 'comment':
      if (parent === '') return `ALTER TABLE ${quoteName(name)} COMMENT ${commentIn(before)};`;
      return /^(?:[A-Z]+ )?KEY /u.test(before) ? mend({ ...difference, kind: 'index' }) : mend({ ...difference, kind: 'column' });
    case 'view':
    case 'trigger':
    case 'procedure':
    case 'function':
    case 'event':
    case 'sequence':
      return change === 'extra' ? `DROP ${kind.toUpperCase()} ${quoteName(name)};` : undefined;
    default:
      return undefined;
  }
}
