import { describe, expect, it } from 'vitest';

import { outline, readSet, takenVersionsOf } from '../outline.ts';

const orders = '-- +goose Up\nCREATE TABLE orders ();\n\n-- +goose Down\nDROP TABLE orders;\n';

describe('goose', () => {
  it('is recognised by its markers, which divide a file', () => {
    const set = readSet({ 'migrations/00001_add_orders.sql': orders });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'goose',
      migrations: ['00001_add_orders: CREATE TABLE orders (); (wrapped) / DROP TABLE orders; (wrapped)'],
      problems: [],
    });
    expect(set.hasDowns).toBe(true);
    expect(set.outsideTransaction).toBe('Put `-- +goose NO TRANSACTION` at the top of the file');
    expect(set.migrations[0]).toMatchObject({ version: '00001', name: 'add_orders' });
    expect(set.migrations[0]?.up).toMatchObject({ start: 13, end: 38 });
  });

  it('leaves StatementBegin and StatementEnd, which are comments, in place', () => {
    const body = '-- +goose StatementBegin\nDO $$ BEGIN PERFORM 1; END $$;\n-- +goose StatementEnd';
    expect(outline(readSet({ 'migrations/1_a.sql': `-- +goose Up\n${body}\n` })).migrations).toEqual([`1_a: ${body} (wrapped)`]);
  });

  it('runs both directions statement by statement with NO TRANSACTION, wherever it stands', () => {
    const { migrations } = outline(
      readSet({
        'migrations/1_a.sql': `-- +goose NO TRANSACTION\n${orders}`,
        'migrations/2_b.sql': '-- +goose Up\n-- +goose NO TRANSACTION\nup\n-- +goose Down\ndown',
        'migrations/3_c.sql': '-- +goose Up\n-- with NO TRANSACTION this would be faster\nup',
      }),
    );
    expect(migrations.map((migration) => migration.match(/\((\w+)\)/gu))).toEqual([
      ['(none)', '(none)'],
      ['(none)', '(none)'],
      ['(wrapped)'],
    ]);
  });

  it('takes markers in any case, as newer versions do', () => {
    expect(outline(readSet({ 'migrations/1_a.sql': '-- +goose up\r\nup\r\n-- +goose DOWN\r\ndown' })).migrations).toEqual([
      '1_a: up (wrapped) / down (wrapped)',
    ]);
  });

  it('orders by the number', () => {
    const { migrations } = readSet({ 'migrations/10_b.sql': orders, 'migrations/9_a.sql': orders });
    expect(migrations.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('tells of migrations written in Go', () => {
    const { migrations, problems } = outline(
      readSet({
        'migrations/1_a.sql': orders,
        'migrations/2_b.go': 'package migrations',
        'migrations/2_b_test.go': 'package migrations',
        'migrations/3_c.go': 'package migrations',
        'migrations/embed.go': 'package migrations',
      }),
    );
    expect(migrations).toHaveLength(1);
    expect(problems).toEqual([
      'warning migrations/2_b.go This migration and 1 more of its kind are not SQL, so what they do is missing from the history.',
    ]);
  });

  it('checks a file without an up marker all the same', () => {
    const { migrations, problems } = outline(readSet({ 'migrations/1_a.sql': orders, 'migrations/2_b.sql': 'SELECT 1;' }));
    expect(migrations[1]).toBe('2_b: SELECT 1; (unknown)');
    expect(problems).toEqual([
      'warning migrations/2_b.sql:1 goose refuses this file, as it has no `-- +goose Up`; the whole file was taken for the up.',
    ]);
  });

  it('tells of two files of one version', () => {
    expect(takenVersionsOf(readSet({ 'migrations/1_a.sql': orders, 'migrations/001_b.sql': orders }))).toEqual([
      '1_a: taken by 001_b; goose refuses to start',
    ]);
  });
});
