import { describe, expect, it } from 'vitest';

import { maskTemplates, unmaskTemplates } from '../../src/text/mask.ts';

describe('a template', () => {
  it.each([
    ['of Go and Jinja', 'DROP TABLE {{ .Table }};', 'DROP TABLE ____Table___;'],
    ['of Jinja that trims', 'DROP TABLE {{- table -}};', 'DROP TABLE ____table____;'],
    ['of a shell or Flyway', 'DROP TABLE ${schema}.a;', 'DROP TABLE __schema_.a;'],
    ['of ERB', 'DROP TABLE <%= table %>;', 'DROP TABLE ____table___;'],
    ['of Python', 'DROP TABLE %(table)s;', 'DROP TABLE __table_s;'],
    ['of psql', 'SET ROLE :role;', 'SET ROLE _role;'],
    ['of psql, as a string', "SELECT :'role';", 'SELECT __role_;'],
    ['of psql, as a name', 'DROP TABLE :"table";', 'DROP TABLE __table_;'],
    ['of Ant and Maven', 'DROP TABLE @prefix@_a;', 'DROP TABLE _prefix__a;'],
  ])('%s becomes a name of the same length', (_title, sql, masked) => {
    expect(maskTemplates(sql)).toBe(masked);
    expect(masked).toHaveLength(sql.length);
  });

  it('is another name for another template of the same length', () => {
    expect(maskTemplates('DROP TABLE {{ t "orders" }}, {{ t "events" }};')).toBe('DROP TABLE ___t__orders____, ___t__events____;');
  });

  it('that only controls becomes blanks', () => {
    expect(maskTemplates('{% if a %}DROP TABLE b;{% endif %}')).toBe('          DROP TABLE b;           ');
  });

  it('is counted in UTF-16 units', () => {
    expect(maskTemplates('{{😀}} é')).toBe('______ é');
  });
});

describe('no template', () => {
  it.each([
    ['a cast', "SELECT 'a'::text, b::int, '{}'::jsonb"],
    ['a slice of an array', 'SELECT a[1:2], a[n:m]'],
    ['a time', "SELECT '12:30', TIME '12:30:45'"],
    ['an assignment', 'SELECT f(a := 1)'],
    ['an operator', 'SELECT a @> b, c @ d'],
    ['an address', "SELECT 'someone@example.com'"],
    ['a dollar quote', 'DO $$ a $$'],
    ['an array', "SELECT '{1,2}'"],
  ])('is %s', (_title, sql) => {
    expect(maskTemplates(sql)).toBeUndefined();
  });
});

describe('a message about a templated script', () => {
  const script = 'DROP TABLE {{ .Schema }}.orders;';

  it('tells names as the script has them, folded to lower case or not', () => {
    expect(unmaskTemplates('Dropping `____schema___.orders` loses its rows.', script)).toBe('Dropping `{{ .Schema }}.orders` loses its rows.');
    expect(unmaskTemplates(maskTemplates(script) ?? '', script)).toBe(script);
  });

  it('keeps names that only look like stand-ins', () => {
    expect(unmaskTemplates('Table `_schema` and column `a____schema___b`.', script)).toBe('Table `_schema` and column `a____schema___b`.');
  });
});
