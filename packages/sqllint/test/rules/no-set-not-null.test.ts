import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-set-not-null';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, customer_id int, total numeric);';
const setNotNull = 'ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL';

const message =
  'SET NOT NULL on `orders.customer_id` reads every row of `orders` while it locks the table against reads and writes (ACCESS EXCLUSIVE).';
const intro = '-- Each in a transaction of its own; only the validation takes time, and it lets reads and writes through:';
const withCheck = [
  intro,
  'ALTER TABLE orders ADD CONSTRAINT orders_customer_id_not_null CHECK (customer_id IS NOT NULL) NOT VALID;',
  'ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_not_null;',
];
const thenSet = [
  'ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;',
  'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_not_null;',
];

describe('no-set-not-null reports', () => {
  it('a column that may hold NULL, and the four steps of PostgreSQL 12 to 17', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_require.sql': `«${setNotNull}»;` }, [
      { message, instead: [...withCheck, ...thenSet] },
    ]);
  });

  it('the same with the two steps of PostgreSQL 18', () => {
    const files = { '0001_init.sql': init, '0002_require.sql': `«${setNotNull}»;` };
    const instead = [
      intro,
      'ALTER TABLE orders ADD CONSTRAINT orders_customer_id_not_null NOT NULL customer_id NOT VALID;',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_not_null;',
    ];
    expectReports(rule, files, [{ message, instead }], { pgVersion: 18 });
  });

  it('the same before PostgreSQL 12, where a CHECK has to do', () => {
    const files = { '0001_init.sql': init, '0002_require.sql': `«${setNotNull}»;` };
    expectReports(rule, files, [{ message, instead: withCheck }], { pgVersion: 11 });
  });

  it('a column of a table that no migration created', () => {
    expectReports(rule, { '0001_require.sql': `«${setNotNull}»;` }, [{ message, instead: [...withCheck, ...thenSet] }]);
  });

  it('a column whose CHECK is not validated yet', () => {
    const files = {
      '0001_init.sql': init,
      '0002_check.sql': 'ALTER TABLE orders ADD CONSTRAINT c CHECK (customer_id IS NOT NULL) NOT VALID;',
      '0003_require.sql': `«${setNotNull}»;`,
    };
    expectReports(rule, files, [{ message, instead: [...withCheck, ...thenSet] }]);
  });

  it.each([
    ['a condition that NULL passes', 'customer_id > 0'],
    ['one of two alternatives', 'customer_id IS NOT NULL OR total IS NULL'],
    ['another column', 'total IS NOT NULL'],
    ['a column whose name ends alike', '"old_customer_id" IS NOT NULL'],
    ['a negation', 'NOT (customer_id IS NOT NULL)'],
  ])('a column whose CHECK proves something else: %s', (_title, condition) => {
    const files = {
      '0001_init.sql': init.replace('total', 'old_customer_id int, total'),
      '0002_check.sql': `ALTER TABLE orders ADD CONSTRAINT c CHECK (${condition});`,
      '0003_require.sql': `«${setNotNull}»;`,
    };
    expectReports(rule, files, [{ message, instead: [...withCheck, ...thenSet] }]);
  });

  it('a column whose proof was dropped before', () => {
    const files = {
      '0001_init.sql': init,
      '0002_check.sql': 'ALTER TABLE orders ADD CONSTRAINT c CHECK (customer_id IS NOT NULL);',
      '0003_drop.sql': 'ALTER TABLE orders DROP CONSTRAINT c;',
      '0004_require.sql': `«${setNotNull}»;`,
    };
    expectReports(rule, files, [{ message, instead: [...withCheck, ...thenSet] }]);
  });

  it('a column that the same migration added and filled, since the rows are old', () => {
    const sql = `ALTER TABLE orders ADD COLUMN code text;\nUPDATE orders SET code = '';\n«ALTER TABLE orders ALTER COLUMN code SET NOT NULL»;`;
    expectReports(rule, { '0001_init.sql': init, '0002_code.sql': sql }, [
      {
        message: `${message.replace('customer_id', 'code')} The previous release does not know the column, and cannot insert into \`orders\` any more.`,
        instead: [...withCheck, ...thenSet].map((line) => line.replaceAll('customer_id', 'code')),
      },
    ]);
  });

  it('a column that the same migration added, without a word about old code where a later default or a trigger gives it a value', () => {
    const start = `ALTER TABLE orders ADD COLUMN code text;\nUPDATE orders SET code = '';\n«ALTER TABLE orders ALTER COLUMN code SET NOT NULL»;\n`;
    const report = { message: message.replace('customer_id', 'code'), instead: [...withCheck, ...thenSet].map((line) => line.replaceAll('customer_id', 'code')) };
    expectReports(rule, { '0001_init.sql': init, '0002_code.sql': `${start}ALTER TABLE orders ALTER COLUMN code SET DEFAULT '';` }, [report]);
    expectReports(rule, { '0001_init.sql': init, '0002_code.sql': `${start}CREATE TRIGGER fill BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fill();` }, [report]);
  });

  it('a column that was added with a default, which could have been NOT NULL from the start', () => {
    const sql = `ALTER TABLE orders ADD COLUMN code text DEFAULT '';\n«ALTER TABLE orders ALTER COLUMN code SET NOT NULL»;`;
    expectReports(rule, { '0001_init.sql': init, '0002_code.sql': sql }, [
      {
        message: message.replace('customer_id', 'code'),
        instead: [
          '-- With its default, the column can be NOT NULL from the start, and PostgreSQL reads no row:',
          "ALTER TABLE orders ADD COLUMN code text DEFAULT '' NOT NULL;",
        ],
      },
    ]);
  });

  it('a NOT NULL constraint of PostgreSQL 18 that is validated at once', () => {
    const sql = '«ALTER TABLE orders ADD CONSTRAINT given NOT NULL customer_id»;';
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_require.sql': sql },
      [
        {
          message: message.replace('SET NOT NULL', 'A NOT NULL constraint'),
          instead: [
            intro,
            'ALTER TABLE orders ADD CONSTRAINT given NOT NULL customer_id NOT VALID;',
            'ALTER TABLE orders VALIDATE CONSTRAINT given;',
          ],
        },
      ],
      { pgVersion: 18 },
    );
  });
});

describe('no-set-not-null ignores', () => {
  it('a column whose CHECK an earlier migration validated', () => {
    const files = {
      '0001_init.sql': init,
      '0002_check.sql': 'ALTER TABLE orders ADD CONSTRAINT c CHECK (customer_id IS NOT NULL) NOT VALID;',
      '0003_validate.sql': 'ALTER TABLE orders VALIDATE CONSTRAINT c;',
      '0004_require.sql': `${setNotNull};\nALTER TABLE orders DROP CONSTRAINT c;`,
    };
    expectSilence(rule, files);
  });

  it('a column whose CHECK says more than NOT NULL', () => {
    const files = {
      '0001_init.sql': init,
      '0002_check.sql': 'ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0 AND (customer_id IS NOT NULL AND customer_id > 0));',
      '0003_require.sql': `${setNotNull};`,
    };
    expectSilence(rule, files);
  });

  it('a NOT NULL constraint that is NOT VALID', () => {
    const files = { '0001_init.sql': init, '0002_require.sql': 'ALTER TABLE orders ADD CONSTRAINT given NOT NULL customer_id NOT VALID;' };
    expectSilence(rule, files, { pgVersion: 18 });
  });

  it('a column that is NOT NULL already', () => {
    expectSilence(rule, {
      '0001_init.sql': init.replace('customer_id int', 'customer_id int NOT NULL'),
      '0002_require.sql': `${setNotNull};\nALTER TABLE orders ALTER COLUMN id SET NOT NULL;`,
    });
  });

  it('a column of a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\n${setNotNull};` });
  });

  it('the SET NOT NULL in a down', () => {
    const files = {
      '0001_init.up.sql': init.replace('customer_id int', 'customer_id int NOT NULL'),
      '0001_init.down.sql': 'DROP TABLE orders;',
      '0002_loosen.up.sql': 'ALTER TABLE orders ALTER COLUMN customer_id DROP NOT NULL;',
      '0002_loosen.down.sql': `${setNotNull};`,
    };
    expectSilence(rule, files);
  });
});
