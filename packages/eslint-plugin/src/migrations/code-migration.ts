import type { TSESTree } from '@typescript-eslint/utils';
import { migrationFunctions } from './migration-functions.ts';
import type { MigrationFunctions } from './migration-functions.ts';
import { sqlInCode } from './sql-in-code.ts';

/** How the tool that runs a file wraps it. */
export type CodeTransaction = 'wrapped' | 'implicit' | 'none' | 'unknown';

/** A migration that is written in code and sends SQL. */
export interface CodeMigration {
  readonly tool: string;
  readonly transaction: CodeTransaction;
  /** As long as the file, with the SQL of its `up` in place. */
  readonly up: string;
  /** The same of its `down`; undefined where there is none, or it does nothing. */
  readonly down: string | undefined;
  /** Whether all that its `up` does is known. When it is not, the schema behind it is not known either. */
  readonly isUpKnown: boolean;
  /** Whether all that its `down` does is known. It is also when there is none. */
  readonly isDownKnown: boolean;
  /** Whether it says that there is no way back, instead of keeping silent about it. */
  readonly isIrreversible: boolean;
}

/**
 * @param program the syntax tree of a file
 * @param text the file
 * @returns undefined when the file is no migration
 */
export function codeMigration(program: TSESTree.Program, text: string): CodeMigration | undefined {
  const functions = migrationFunctions(program);
  if (!functions) return undefined;
  const up = sqlInCode(functions.up, program, text);
  const down = functions.down ? sqlInCode(functions.down, program, text) : undefined;
  // A file with a function called “up” may be anything; one that talks to no database is.
  if (!up.hasSql && up.isAll && !down?.hasSql) return undefined;
  return {
    ...toolOf(functions, text),
    up: up.sql,
    down: down?.hasSql ? down.sql : undefined,
    isUpKnown: up.isAll,
    isDownKnown: down?.isAll ?? true,
    isIrreversible: functions.down === false || (down?.refuses ?? false) || /\birreversible\b/iu.test(text),
  };
}

function toolOf({ inClass, up }: MigrationFunctions, text: string): Pick<CodeMigration, 'tool' | 'transaction'> {
  const [parameter] = up.params;
  const name = parameter?.type === 'Identifier' ? parameter.name : '';
  if (inClass) {
    if (/\baddSql\b/u.test(text)) return { tool: 'mikro-orm', transaction: 'wrapped' };
    return { tool: 'typeorm', transaction: /\btransaction\s*=\s*false\b/u.test(text) ? 'none' : 'wrapped' };
  }
  if (name === 'pgm') return { tool: 'node-pg-migrate', transaction: /\bnoTransaction\(/u.test(text) ? 'none' : 'wrapped' };
  if (/\brunSql\b/u.test(text)) return { tool: 'db-migrate', transaction: 'implicit' };
  if (/knex|trx/iu.test(name)) {
    return { tool: 'knex', transaction: /\bconfig\s*=\s*\{[^}]*transaction\s*:\s*false/u.test(text) ? 'none' : 'wrapped' };
  }
  if (/sequelize|queryInterface/u.test(text)) return { tool: 'sequelize', transaction: 'none' };
  return { tool: 'code', transaction: 'unknown' };
}
