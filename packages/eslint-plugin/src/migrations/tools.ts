import type { TSESTree } from '@typescript-eslint/utils';
import type { MigrationFunctions } from './migration-functions.ts';

/** How the tool that runs a file wraps it. */
export type CodeTransaction = 'wrapped' | 'implicit' | 'none' | 'unknown';

export type ToolName = 'knex' | 'typeorm' | 'mikro-orm' | 'sequelize' | 'node-pg-migrate' | 'kysely' | 'db-migrate' | 'code';

/** The tool that runs a migration, by what its file looks like, and how that wraps it. */
export function toolOf(functions: MigrationFunctions, program: TSESTree.Program, text: string): { readonly tool: ToolName; readonly transaction: CodeTransaction } {
  const tool = functions.inClass ? toolOfClass(text) : toolOfFunctions(functions, program, text);
  return { tool, transaction: transactionOf(tool, text) };
}

function toolOfClass(text: string): ToolName {
  return /\baddSql\b|\bgetKnex\b/u.test(text) ? 'mikro-orm' : 'typeorm';
}

function toolOfFunctions({ up }: MigrationFunctions, program: TSESTree.Program, text: string): ToolName {
  const [parameter] = up.params;
  const name = parameter?.type === 'Identifier' ? parameter.name : '';
  const type = parameter && 'typeAnnotation' in parameter && parameter.typeAnnotation ? text.slice(...parameter.typeAnnotation.range) : '';
  const imported = program.body.flatMap((statement) => (statement.type === 'ImportDeclaration' ? [statement.source.value] : []));
  if (name === 'pgm' || /\bMigrationBuilder\b/u.test(type)) return 'node-pg-migrate';
  if (/\bKysely\b|require\(['"]kysely['"]\)/u.test(text) || imported.includes('kysely')) return 'kysely';
  if (/\bknex\b/iu.test(type) || /knex|trx/iu.test(name)) return 'knex';
  if (/sequelize|queryInterface/iu.test(text)) return 'sequelize';
  // Knex sends what it has put together when it is waited for; Kysely is told to.
  if (/\.schema\b/u.test(text) && /\.execute\(\s*\)/u.test(text)) return 'kysely';
  if (/\.schema\s*\.\s*(?:withSchema|createTable|alterTable|table|dropTable|renameTable|hasTable|hasColumn|raw)/u.test(text)) return 'knex';
  if (/\brunSql\b|\bdbm\b|\bdb\s*\.\s*(?:(?:create|drop|add|remove|rename|change)(?:Table|Column|Index|ForeignKey)|insert)\b|_meta\b/u.test(text)) return 'db-migrate';
  return 'code';
}

function transactionOf(tool: ToolName, text: string): CodeTransaction {
  switch (tool) {
    case 'mikro-orm':
      return 'wrapped';
    case 'typeorm':
      return /\btransaction\s*=\s*false\b/u.test(text) ? 'none' : 'wrapped';
    case 'node-pg-migrate':
      return /\bnoTransaction\(/u.test(text) ? 'none' : 'wrapped';
    case 'knex':
      return /\bconfig\s*(?::[^=]*)?=\s*\{[^}]*transaction\s*:\s*false/u.test(text) ? 'none' : 'wrapped';
    case 'kysely':
      return 'wrapped';
    case 'db-migrate':
      return 'implicit';
    case 'sequelize':
      return 'none';
    case 'code':
      return 'unknown';
  }
}
