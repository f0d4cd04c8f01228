import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-overwriting-update';
const init = 'CREATE TABLE users (id int PRIMARY KEY, email text, locale text, updated_at timestamptz);';

const report = (columns: string, inEveryRow = '', first = 'email') => ({
  message: `This UPDATE overwrites ${columns}${inEveryRow}; the values before it are gone, and no down migration can bring them back.`,
  instead: [
    '-- Write to a new column and leave the old one as it is until no rollback needs it:',
    `ALTER TABLE users ADD COLUMN ${first}_new …;`,
    `UPDATE users SET ${first}_new = … WHERE ${first}_new IS NULL;`,
  ],
});

/** Migrations of which the first creates `users`, and an update of it. */
const after = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-overwriting-update reports', () => {
  it('a function that drops part of the value', () => {
    expectReports(rule, after('«UPDATE users SET email = lower(email)»;'), [report('`users.email`', ' in every row')]);
  });

  it('a constant over rows that a condition selects', () => {
    expectReports(rule, after("«UPDATE users SET locale = 'en' WHERE id > 100»;"), [report('`users.locale`', '', 'locale')]);
  });

  it('every column that loses its value, once', () => {
    const sql = "«UPDATE users SET email = '', locale = 'en', updated_at = now()»;";
    expectReports(rule, after(sql), [report('`users.email`, `users.locale`', ' in every row')]);
  });

  it('a value that comes from another column', () => {
    expectReports(rule, after('«UPDATE users SET email = locale»;'), [report('`users.email`', ' in every row')]);
  });

  it('a condition on NULL that other rows pass too', () => {
    const sql = "«UPDATE users SET email = 'none' WHERE email IS NULL OR email = ''»;";
    expectReports(rule, after(sql), [report('`users.email`')]);
  });

  it('a table that no migration created', () => {
    expectReports(rule, { '0001_change.sql': "«UPDATE users SET email = 'x'»;" }, [report('`users.email`', ' in every row')]);
  });
});

describe('no-overwriting-update ignores', () => {
  it('a backfill of what is NULL', () => {
    expectSilence(rule, after("UPDATE users SET locale = 'en' WHERE locale IS NULL AND id > 100;"));
  });

  it('a column that the same migration added', () => {
    expectSilence(rule, after("ALTER TABLE users ADD COLUMN region text;\nUPDATE users SET region = 'eu';"));
  });

  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nUPDATE users SET email = '';` });
  });

  it('a table whose rows the migration copied before', () => {
    expectSilence(rule, after('CREATE TABLE users_kept AS TABLE users;\nUPDATE users SET email = lower(email);'));
  });

  it('a value made from the column in a way that can be turned round', () => {
    expectSilence(rule, after("UPDATE users SET id = id + 1000;\nUPDATE users SET email = email || '.invalid';"));
  });

  it('a touch that changes nothing, and the time of the change', () => {
    expectSilence(rule, after('UPDATE users SET email = email, updated_at = now();'));
  });

  it('a value that the condition itself names', () => {
    expectSilence(rule, after("UPDATE users SET locale = 'en' WHERE locale = 'uk';"));
  });

  it('a column that the down writes again', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': 'DROP TABLE users;',
      '0002_change.up.sql': "UPDATE users SET locale = 'en' WHERE id > 100;",
      '0002_change.down.sql': "UPDATE users SET locale = 'de' WHERE id > 100;",
    };
    expectSilence(rule, files);
  });

  it('rows of a table that migrations fill, named by a constant', () => {
    const files = {
      '0001_init.sql': "CREATE TABLE plans (name text PRIMARY KEY, price int);\nINSERT INTO plans VALUES ('gold', 5);",
      '0002_change.sql': "UPDATE plans SET price = 7 WHERE name = 'gold';",
    };
    expectSilence(rule, files);
  });

  it('the UPDATE in a down', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': "UPDATE users SET email = '';\nDROP TABLE users;",
    };
    expectSilence(rule, files);
  });
});
