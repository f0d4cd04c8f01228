import { Linter } from 'eslint';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import { Linter as Linter9 } from 'eslint9';
import { builtinRules as builtinRules9 } from 'eslint9/use-at-your-own-risk';
import { describe, expect, it } from 'vitest';
import delivery from '../../src/sql.ts';

const samples = {
  sql: {
    file: 'migrations/0001_orders.sql',
    text: `-- A comment, TODO: with a warning\r
CREATE TABLE "orders" (id int,\tname text DEFAULT 'x');  \r
/* eslint-disable */ ALTER TABEL nothing;\r
\r
\r
SELECT $$ function () { var a = 1 } $$;`,
  },
  dotenv: { file: '.env', text: `# TODO: tidy up\r\nA="1\n2" # b  \r\rexport VAR=var a = 1;\t\n# eslint-disable\nB='😀'` },
  dockerfile: { file: 'Dockerfile', text: `# TODO: tidy up\r\nFROM node:20  \r\nRUN <<EOF\r\nvar a = 1;\r\nEOF\r\n# eslint-disable\r\nCMD [ "a", \\\r\n 'b' ]` },
  properties: { file: 'app.properties', text: `! TODO: tidy up\r\na.b = var c = 1;  \\\r\n\td\r\n; eslint-disable\r\n[e]\r\n😀 = f` },
  text: { file: 'README.md', text: `# TODO: tidy up\r\n\r\n\r\nvar a = 1;\t  \n<!-- eslint-disable -->\r😀 "quoted"` },
};

/** Rules that cannot run on a language that is not JavaScript, and why. */
const crashing = new Map([
  ['indent', 'it reads `sourceCode.ast.tokens` and walks the tokens of the JavaScript parser'],
]);

const eslints = [
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other list of these rules, and no date for the end of this one
  { version: 10, Linter, names: [...builtinRules.keys()] },
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
  { version: 9, Linter: Linter9 as unknown as typeof Linter, names: [...builtinRules9.keys()] }, // what differs between their types is not used here
];

describe.each(eslints)("ESLint $version: its own rules, switched on for all files", ({ Linter: AnyLinter, names }) => {
  it('are many', () => {
    expect(names.length).toBeGreaterThan(250);
  });

  describe.each(Object.entries(samples))('%s', (language, { file, text }) => {
    /** A block without `files`, as in many configs, applies to these files as well. */
    const lintWith = (ruleId: string): Linter.LintMessage[] =>
      new AnyLinter().verify(
        text,
        [{ files: [`**/${file}`], plugins: { delivery }, language: `delivery/${language}` }, { rules: { [ruleId]: 'error' } }],
        { filename: file },
      );

    it('is linted at all, and its comments are read', () => {
      expect(lintWith('no-alert')).toMatchObject([{ message: 'Unused eslint-disable directive (no problems were reported).' }]);
    });

    it.each(names.filter((name) => !crashing.has(name)))('%s runs', (name) => {
      expect(() => lintWith(name)).not.toThrow();
    });

    it.each([...crashing.keys()])('%s is known not to', (name) => {
      expect(() => lintWith(name)).toThrow();
    });

    it.each(['no-undef', 'no-unused-vars', 'semi', 'quotes', 'no-var', 'no-warning-comments', 'capitalized-comments'])(
      '%s, which is about code, finds nothing',
      (name) => {
        expect(lintWith(name).filter(({ ruleId }) => ruleId === name)).toEqual([]);
      },
    );
  });
});
