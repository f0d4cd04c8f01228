import { declaredDialect } from 'sqllint';
import type { DialectName } from 'sqllint';

/**
 * Whose SQL migrations in code send: by the folder's name, as projects with several databases have one for each, else
 * by what no other database writes, else by what the project’s other files say.
 *
 * @param texts their SQL, without the quotes of the code around it
 */
export function dialectOfCode(folder: string, texts: readonly string[]): DialectName | undefined {
  const named = /(?:^|[\\/._-])(mysql|mariadb|sqlite|postgres)/iu.exec(folder.split(/[\\/]/u).slice(-3).join('/'))?.[1]?.toLowerCase();
  if (named === 'mysql' || named === 'mariadb' || named === 'sqlite' || named === 'postgres') return named;
  const sql = texts.join('\n');
  if (/\bAUTO_INCREMENT\b|\bENGINE\s*=/iu.test(sql)) return 'mysql';
  if (/\bAUTOINCREMENT\b|\bPRAGMA\b/iu.test(sql)) return 'sqlite';
  return sql.includes('`') ? 'mysql' : declaredDialect(folder);
}
