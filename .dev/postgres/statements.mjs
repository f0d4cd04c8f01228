// @ts-check
/**
 * The statements that the facts are tested with and that their page shows: SQL files with one statement a line, under
 * headings in comments. A comment behind a statement says what it needs: `-- since 17, outside transactions`.
 */
import { readdirSync, readFileSync } from 'node:fs';

import { inRoot } from '../run/root.mjs';

/**
 * @typedef {object} MeasuredStatement
 * @property {string} sql without its semicolon
 * @property {string} heading
 * @property {number} since the first major version that has it
 * @property {boolean} outsideTransactions whether a transaction block refuses it
 */

const folder = inRoot('packages', 'sqllint', 'test', 'postgres');

/**
 * The statements by chapter, in the order of the chapters' names.
 *
 * @returns {{ chapter: string, statements: MeasuredStatement[] }[]}
 */
export function measuredStatements() {
  return readdirSync(`${folder}/statements`)
    .sort()
    .map((file) => ({ chapter: file.replace('.sql', ''), statements: statementsIn(readFileSync(`${folder}/statements/${file}`, 'utf8')) }));
}

/**
 * The schema that they run on, as far as a version can have it.
 *
 * @param {number} major
 */
export function shop(major) {
  const lines = readFileSync(`${folder}/shop.sql`, 'utf8').split('\n');
  return lines.filter((line) => Number(/; -- since (\d+)$/.exec(line)?.[1] ?? 0) <= major).join('\n');
}

/**
 * @param {string} text
 * @returns {MeasuredStatement[]}
 */
function statementsIn(text) {
  const statements = [];
  let heading = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('-- ')) heading = line.slice('-- '.length);
    const [, sql, remark = ''] = /^(?!-- )(.+);(?: -- (.+))?$/.exec(line) ?? [];
    if (sql === undefined) continue;
    const since = Number(/since (\d+)/.exec(remark)?.[1] ?? 0);
    statements.push({ sql, heading, since, outsideTransactions: remark.includes('outside transactions') });
  }
  return statements;
}
