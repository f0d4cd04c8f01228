import type { SchemaDifference } from '../../schema/compare-schema.ts';
import { quoteName } from './quote-name.ts';

/** The statement that takes a difference back; what the server writes of a part of a table is what it reads. */
export function mend({ kind, parent, name, change, before = '' }: SchemaDifference): string | undefined {
  const alter = (action: string): string => `ALTER TABLE ${quoteName(parent)} ${action};`;
  switch (kind) {
    case 'table':
      return change === 'extra' ? `DROP TABLE ${quoteName(name)};` : undefined;
    case 'column':
      if (change === 'extra') return alter(`DROP COLUMN ${quoteName(name)}`);
      return alter(`${change === 'missing' ? 'ADD' : 'MODIFY'} COLUMN ${quoteName(name)} ${before}`);
    case 'index': {
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
