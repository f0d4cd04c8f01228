import type { Linter } from 'eslint';

/** A range as ESLint's RuleTester wants it. */
export type Location = Required<Pick<Linter.LintMessage, 'line' | 'column' | 'endLine' | 'endColumn'>>;

/**
 * Takes the marks out of code in which `«…»` stands around every place that a rule is to report.
 *
 * @returns the plain code and the places in the order of their beginnings
 */
export function unmark(marked: string): { code: string; locations: Location[] } {
  let code = '';
  const open: Location[] = [];
  const locations: Location[] = [];
  for (const character of marked) {
    const lines = code.split('\n');
    const line = lines.length;
    const column = (lines.at(-1) ?? '').length + 1;
    if (character === '«') {
      const location = { line, column, endLine: line, endColumn: column };
      open.push(location);
      locations.push(location);
    } else if (character === '»') {
      Object.assign(open.pop() ?? {}, { endLine: line, endColumn: column });
    } else {
      code += character;
    }
  }
  return { code, locations };
}
