import { parse } from '@typescript-eslint/parser';
import type { DialectName } from 'sqllint';
import { codeMigration } from '../../src/migrations/code-migration.ts';
import type { CodeMigration } from '../../src/migrations/code-migration.ts';

const programOf = (text: string) => parse(text, { range: true, loc: true, ecmaVersion: 'latest', sourceType: 'module' });

/** The migration that a file is; `others` are the files beside it, by the specifiers that it asks for. */
export function read(text: string, others: Readonly<Record<string, string>> = {}): CodeMigration | undefined {
  return codeMigration({ file: 'migration.js', text, program: programOf(text) }, (_, specifier) => {
    const other = others[specifier];
    return other === undefined ? undefined : { file: specifier, text: other, program: programOf(other) };
  });
}

/** The SQL of its `up`, one statement a line, without the blanks around it. */
export function upOf(text: string, dialect: DialectName = 'postgres', others: Readonly<Record<string, string>> = {}): string | undefined {
  return sqlOf(text, 'up', dialect, others);
}

export function downOf(text: string, dialect: DialectName = 'postgres'): string | undefined {
  return sqlOf(text, 'down', dialect);
}

function sqlOf(text: string, direction: 'up' | 'down', dialect: DialectName, others: Readonly<Record<string, string>> = {}): string | undefined {
  const written = read(text, others)?.writtenFor(dialect);
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
