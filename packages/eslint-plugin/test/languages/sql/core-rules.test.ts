import { Linter } from 'eslint';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import { describe, expect, it } from 'vitest';
import delivery from '../../../src/sql.ts';

const text = `-- A comment, TODO: with a warning\r
CREATE TABLE "orders" (id int,\tname text DEFAULT 'x');  \r
/* eslint-disable */ ALTER TABEL nothing;\r
\r
\r
SELECT $$ function () { var a = 1 } $$;`;

/** Rules that cannot run on a language that is not JavaScript, and why. */
const crashing = new Map([
  ['indent', 'it reads `sourceCode.ast.tokens` and walks the tokens of the JavaScript parser'],
]);

/** A block without `files`, as in many configs, applies to `.sql` files as well. */
function lintWith(ruleId: string): Linter.LintMessage[] {
  return new Linter().verify(text, [...delivery.configs.sql, { rules: { [ruleId]: 'error' } }], { filename: 'migrations/0001_orders.sql' });
}

describe("ESLint's own rules, switched on for all files", () => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other list of these rules, and no date for the end of this one
  const names = [...builtinRules.keys()];

  it('are many', () => {
    expect(names.length).toBeGreaterThan(250);
  });

  it.each(names.filter((name) => !crashing.has(name)))('%s runs on SQL', (name) => {
    expect(() => lintWith(name)).not.toThrow();
  });

  it.each([...crashing.keys()])('%s is known not to', (name) => {
    expect(() => lintWith(name)).toThrow();
  });

  it.each(['no-undef', 'no-unused-vars', 'semi', 'quotes', 'no-var', 'no-warning-comments', 'capitalized-comments'])(
    '%s, which is about code, finds nothing in SQL',
    (name) => {
      expect(lintWith(name).filter(({ ruleId }) => ruleId === name)).toEqual([]);
    },
  );
});
