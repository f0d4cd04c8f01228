import { describe, expect, it } from 'vitest';

import { versionsOf } from '../../src/facts/server.ts';

describe('the version that facts are taken for', () => {
  it.each([
    ['what somebody said, before what a file tells', { dialect: 'postgres', server: { version: '17' } }, 'postgres', { pgVersion: 13 }, { pgVersion: 13 }],
    ['what a file tells', { dialect: 'postgres', server: { version: '16.2' } }, 'postgres', {}, { pgVersion: 16 }],
    ['the nearest that is known', { dialect: 'postgres', server: { version: '9.6' } }, 'postgres', {}, { pgVersion: 12 }],
    ['the oldest that is maintained, where nobody tells', { dialect: 'postgres' }, 'postgres', {}, { pgVersion: 14 }],
    ['not that of another database', { dialect: 'mysql', server: { version: '8.0' } }, 'postgres', {}, { pgVersion: 14 }],
    ['that of MySQL, with all its parts', { dialect: 'mysql', server: { version: '8.0.20' } }, 'mysql', {}, { pgVersion: 14, mysqlVersion: '8.0.20' }],
    ['what somebody said of MariaDB', { dialect: 'mariadb', server: { version: '11.4' } }, 'mariadb', { mysqlVersion: '10.6' }, { pgVersion: 14, mysqlVersion: '10.6' }],
  ] as const)('is %s', (_, set, dialect, said, expected) => {
    expect(versionsOf(set, dialect, said)).toEqual(expected);
  });
});
