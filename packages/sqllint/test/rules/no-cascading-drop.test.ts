import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-cascading-drop';

const shop = `CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES users (id) ON DELETE CASCADE, reviewer integer REFERENCES users (id));
CREATE TABLE notes (id integer PRIMARY KEY, author integer REFERENCES users (id) ON DELETE SET NULL);`;
const then = (sql: string) => ({ '0001_shop.sql': shop, '0002_change.sql': sql });

const rebuild = (drop: string): string => `CREATE TABLE new_users (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO new_users (id, name) SELECT id, coalesce(name, '') FROM users;
${drop};
ALTER TABLE new_users RENAME TO users;`;

describe('no-cascading-drop reports', () => {
  it('the rebuild of a table whose pragma comes too late', () => {
    expectReports(rule, then(`PRAGMA foreign_keys = OFF;\n${rebuild('«DROP TABLE users»')}`), [
      {
        message:
          'Rebuilding `users` drops the old table while foreign keys are enforced: SQLite deletes its rows first, and with them the rows of `posts` that refer to them (ON DELETE CASCADE), and the references in `notes` (ON DELETE SET NULL). The PRAGMA foreign_keys above does nothing, because a transaction is open.',
        instead: [
          'Run PRAGMA foreign_keys = OFF on the connection before the runner opens its transaction, and PRAGMA foreign_keys = ON after it; defer_foreign_keys does not help, since it defers checks and no deletions.',
        ],
        severity: 'error',
      },
    ], { dialect: 'sqlite', transaction: 'wrapped' });
  });

  it('dropping a table to which others refer, where the script switches foreign keys on', () => {
    expectReports(rule, then('PRAGMA foreign_keys = ON;\n«DROP TABLE users»;'), [
      {
        message:
          'Dropping table `users` while foreign keys are enforced: SQLite deletes its rows first, and with them the rows of `posts` that refer to them (ON DELETE CASCADE), and the references in `notes` (ON DELETE SET NULL). The script itself switches them on.',
        instead: ['-- Where the rows of posts are to stay, take its reference away first, in a release before.'],
      },
    ], { dialect: 'sqlite', transaction: 'none' });
  });
});

describe('no-cascading-drop is silent about', () => {
  it('a rebuild with foreign keys off before the transaction', () => {
    expectSilence(rule, then(`PRAGMA foreign_keys = OFF;\nBEGIN;\n${rebuild('DROP TABLE users')}\nCOMMIT;`), { dialect: 'sqlite', transaction: 'none' });
  });

  it('a table to which nothing refers, and connections of which nothing is known', () => {
    expectSilence(rule, then('PRAGMA foreign_keys = ON;\nDROP TABLE posts;'), { dialect: 'sqlite', transaction: 'none' });
    expectSilence(rule, then(rebuild('DROP TABLE users')), { dialect: 'sqlite', transaction: 'wrapped' });
  });
});
