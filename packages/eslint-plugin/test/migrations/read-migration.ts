import { parse } from '@typescript-eslint/parser';
import type { DialectName } from 'sqllint';
import { codeMigration } from '../../src/migrations/code-migration.ts';
import type { CodeMigration } from '../../src/migrations/code-migration.ts';

/** The migration that a file is. */
export function read(text: string): CodeMigration | undefined {
  return codeMigration({ file: 'migration.js', text, program: parse(text, { range: true, loc: true, ecmaVersion: 'latest', sourceType: 'module' }) });
}

/** The SQL of its `up`, one statement a line, without the blanks around it. */
export function upOf(text: string, dialect: DialectName = 'postgres'): string | undefined {
  return sqlOf(text, 'up', dialect);
}

export function downOf(text: string, dialect: DialectName = 'postgres'): string | undefined {
  return sqlOf(text, 'down', dialect);
}

function sqlOf(text: string, direction: 'up' | 'down', dialect: DialectName): string | undefined {
  const written = read(text)?.writtenFor(dialect);
  const script = written?.[direction];
  if (!written || !script) return undefined;
  return written.source.text.slice(script.start, script.end).replaceAll(/[^\S\n]+/g, ' ').trim();
}

/** The parts of the file whose effect is not known. */
export function unknownOf(text: string): string[] {
  const written = read(text)?.writtenFor('postgres');
  return [...(written?.up.unknown ?? []), ...(written?.down?.unknown ?? [])].map(({ start, end }) => written?.source.text.slice(start, end) ?? '');
}

/** The conditions under which statements run, with the statements. */
export function branchesOf(text: string): unknown[] {
  const written = read(text)?.writtenFor('postgres');
  return (written?.up.branches ?? []).map(({ start, end, onlyIf }) => [written?.source.text.slice(start, end).trim(), onlyIf]);
}
