import type { RuleFixer } from '@eslint/core';
import type { Range } from 'sqllint';
import type { SqlDocument } from '../languages/sql/sql-nodes.ts';

/**
 * Puts a text as a comment in front of the statement that a place belongs to. A comment can stand there whatever the
 * statement is, while replacing it would often want a migration of its own, or another release.
 */
export function commentAbove({ start }: Range, text: string, { body }: SqlDocument, source: string): RuleFixer {
  const statement = body.find(({ range: [from, to] }) => from <= start && start < to);
  const at = statement?.range[0] ?? start;
  const before = source.slice(Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) + 1, at);
  const indentation = before.trim() === '' ? before : '';
  const lineEnd = /\r\n|[\r\n]/u.exec(source)?.[0] ?? '\n';
  const lines = text.split('\n').map((line) => `${line.startsWith('--') ? line : `-- ${line}`}${lineEnd}${indentation}`);
  return (fixer) => fixer.insertTextBeforeRange([at, at], lines.join(''));
}
