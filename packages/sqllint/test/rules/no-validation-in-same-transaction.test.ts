import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-validation-in-same-transaction';
const init = 'CREATE TABLE customers (id int PRIMARY KEY);\nCREATE TABLE orders (id int PRIMARY KEY, customer_id int);';
const check = 'ALTER TABLE orders ADD CONSTRAINT given CHECK (customer_id IS NOT NULL) NOT VALID;';
const key = 'ALTER TABLE orders ADD CONSTRAINT given FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;';
const validate = 'ALTER TABLE orders VALIDATE CONSTRAINT given';
const report = (line: number, lock: string) => ({
  message: `Validating \`given\` reads every row of \`orders\` in the transaction that added it (line ${line}) and still holds its lock ${lock}: NOT VALID gains nothing.`,
  instead: ['-- In a migration of its own:', `${validate};`],
});

describe('no-validation-in-same-transaction reports', () => {
  it('a check, whose lock stops reads', () => {
    const files = { '0001_init.sql': init, '0002_check.sql': `${check}\n«${validate}»;` };
    expectReports(rule, files, [report(1, 'against reads and writes (ACCESS EXCLUSIVE)')], { transaction: 'wrapped' });
  });

  it('a foreign key, whose lock stops writes', () => {
    const files = { '0001_init.sql': init, '0002_key.sql': `SELECT 1;\n${key}\n«${validate}»;` };
    expectReports(rule, files, [report(2, 'against writes (SHARE ROW EXCLUSIVE)')], { transaction: 'implicit' });
  });

  it('BEGIN and COMMIT in the script itself', () => {
    const files = { '0001_init.sql': init, '0002_check.sql': `BEGIN;\n${check}\n«${validate}»;\nCOMMIT;` };
    expectReports(rule, files, [report(2, 'against reads and writes (ACCESS EXCLUSIVE)')]);
  });
});

describe('no-validation-in-same-transaction ignores', () => {
  it('two migrations', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_check.sql': check, '0003_validate.sql': `${validate};` }, { transaction: 'wrapped' });
  });

  it('two transactions of one script', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_check.sql': `BEGIN;\n${check}\nCOMMIT;\nBEGIN;\n${validate};\nCOMMIT;` });
  });

  it.each(['none', 'unknown'] as const)('a script with transactions: %s', (transaction) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_check.sql': `${check}\n${validate};` }, { transaction });
  });

  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\n${check}\n${validate};` }, { transaction: 'wrapped' });
  });
});
