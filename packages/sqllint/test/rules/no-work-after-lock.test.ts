import { describe, expect, it } from 'vitest';

import { expectReports, expectSilence, lint } from '../migrations-of.ts';

const rule = 'no-work-after-lock';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, total numeric);\nCREATE TABLE carts (id int PRIMARY KEY);';
const wrapped = { transaction: 'wrapped' } as const;
const add = 'ALTER TABLE orders ADD COLUMN state text;';
const intro = '-- Commit what took the lock first, and put this statement into a migration of its own.';
const repeat = '-- Outside a transaction, in batches, repeated until no row is left:';
const holds = (table: string, line: number, lock = 'against reads and writes (ACCESS EXCLUSIVE)') =>
  `while the transaction holds \`${table}\`, locked in line ${line} ${lock}: they wait until all rows are done.`;

describe('no-work-after-lock reports', () => {
  it('the backfill of a column in the transaction that added it', () => {
    const files = { '0001_init.sql': init, '0002_state.sql': `${add}\n«UPDATE orders SET state = 'new' WHERE state IS NULL»;` };
    expectReports(
      rule,
      files,
      [
        {
          message: `This UPDATE rewrites rows of \`orders\` ${holds('orders', 1)}`,
          instead: [intro, repeat, "UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM orders WHERE state IS NULL LIMIT 1000);"],
        },
      ],
      wrapped,
    );
  });

  it('work on another table than the one that is locked', () => {
    const files = { '0001_init.sql': init, '0002_clean.sql': `${add}\n«DELETE FROM carts»;` };
    expectReports(
      rule,
      files,
      [
        {
          message: `This DELETE goes through \`carts\` ${holds('orders', 1)}`,
          instead: [intro, repeat, 'DELETE FROM carts WHERE id IN (SELECT id FROM carts LIMIT 1000);'],
        },
      ],
      wrapped,
    );
  });

  it('rows that are copied while a new foreign key holds the table that it references', () => {
    const files = {
      '0001_init.sql': init,
      '0002_lines.sql': 'CREATE TABLE lines (order_id int REFERENCES orders);\n«INSERT INTO lines SELECT id FROM orders»;',
    };
    expectReports(
      rule,
      files,
      [
        {
          message: `This INSERT copies rows into \`lines\` ${holds('orders', 1, 'against writes (SHARE ROW EXCLUSIVE)')}`,
          instead: [intro],
        },
      ],
      wrapped,
    );
  });

  it('CREATE TABLE AS, and the stronger of two locks', () => {
    const files = {
      '0001_init.sql': init,
      '0002_copy.sql': `CREATE INDEX i ON carts (id);\n${add}\n«CREATE TABLE totals AS SELECT sum(total) FROM orders»;`,
    };
    expectReports(rule, files, [{ message: `This CREATE TABLE copies rows into \`totals\` ${holds('orders', 2)}`, instead: [intro] }], wrapped);
  });

  it('the validation of a constraint that an earlier migration added', () => {
    const files = {
      '0001_init.sql': init,
      '0002_check.sql': 'ALTER TABLE carts ADD CONSTRAINT c CHECK (id > 0) NOT VALID;',
      '0003_validate.sql': `${add}\n«ALTER TABLE carts VALIDATE CONSTRAINT c»;`,
    };
    expectReports(rule, files, [{ message: `VALIDATE CONSTRAINT reads every row of \`carts\` ${holds('orders', 1)}`, instead: [intro] }], wrapped);
  });

  it('what follows one lock once, since all of it has one way out', () => {
    const files = { '0001_init.sql': init, '0002_state.sql': `${add}\n«UPDATE orders SET state = ''»;\nUPDATE carts SET id = id + 1;` };
    expectReports(
      rule,
      files,
      [
        {
          message: `This UPDATE rewrites rows of \`orders\` ${holds('orders', 1)}`,
          instead: [intro, repeat, "UPDATE orders SET state = '' WHERE id IN (SELECT id FROM orders WHERE … LIMIT 1000);"],
        },
      ],
      wrapped,
    );
  });
});

describe('no-work-after-lock ignores', () => {
  it.each([
    ['work before the lock', `UPDATE orders SET total = 0;\n${add}`],
    ['a lock that the transaction has let go', `BEGIN;\n${add}\nCOMMIT;\nUPDATE orders SET state = '';`],
    ['rows that are found by a constant', `${add}\nUPDATE orders SET state = '' WHERE id = 1;`],
    ['rows that are written down', `${add}\nINSERT INTO orders (id) VALUES (1), (2);`],
    ['a table that the same migration created', `${add}\nCREATE TABLE lines (id int);\nINSERT INTO lines VALUES (1);\nUPDATE lines SET id = 2;`],
    ['a table that is gone when the work begins', 'DROP TABLE carts;\nUPDATE orders SET total = 0;'],
    ['LOCK TABLE, which has a rule of its own', 'LOCK TABLE carts;\nUPDATE orders SET total = 0;'],
    ['the validation of what the transaction added, which has a rule of its own', 'ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT c;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_work.sql': sql }, wrapped);
  });

  it('rows that the migrations wrote themselves', () => {
    const files = { '0001_init.sql': `${init}\nINSERT INTO orders VALUES (1, 2);`, '0002_state.sql': `${add}\nUPDATE orders SET state = '';` };
    expectSilence(rule, files, wrapped);
  });

  it.each(['none', 'unknown'] as const)('a script with transactions: %s', (transaction) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_state.sql': `${add}\nUPDATE orders SET state = '';` }, { transaction });
  });
});

describe('the verdict', () => {
  it('is downtime when reads wait, and blocking when writes do', () => {
    const deployOf = (sql: string) => lint({ '0001_init.sql': init, '0002_work.sql': sql }, wrapped).migrations.at(-1)?.verdict.deploy;
    expect(deployOf(`${add}\nUPDATE orders SET state = '';`)).toBe('downtime');
    expect(deployOf('CREATE TABLE lines (id int REFERENCES orders);\nUPDATE carts SET id = id + 1;')).toBe('blocking');
    expect(deployOf(add)).toBe('brief lock');
  });
});
