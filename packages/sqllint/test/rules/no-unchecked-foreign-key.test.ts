import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-unchecked-foreign-key';
const mysql = { dialect: 'mysql' } as const;
const init = 'CREATE TABLE customers (id int PRIMARY KEY); CREATE TABLE orders (customer_id int);';
const add = 'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id)';

describe('no-unchecked-foreign-key', () => {
  it('reports a key that is added while the checks are off', () => {
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_a.sql': `SET FOREIGN_KEY_CHECKS=0;\n«${add}»;` },
      [
        {
          message:
            'The foreign key `fk` of `orders` is added while foreign_key_checks is off: rows that refer to nothing stay, the server never looks for them, and the key promises what does not hold.',
          instead: [
            '-- Look for such rows first, and add the key with the checks on once there are none:',
            'SELECT COUNT(*) FROM orders c LEFT JOIN customers p ON p.id = c.customer_id WHERE c.customer_id IS NOT NULL AND p.id IS NULL;',
          ],
        },
      ],
      mysql,
    );
  });

  it.each([
    ['with the checks on', `${add};`],
    ['when they are on again', `SET foreign_key_checks = 0; SET foreign_key_checks = 1; ${add};`],
    ['of a new table', 'SET foreign_key_checks = 0; CREATE TABLE n (customer_id int); ALTER TABLE n ADD FOREIGN KEY (customer_id) REFERENCES customers (id);'],
  ])('is silent about a key that is added %s', (_, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_a.sql': sql }, mysql);
  });
});
