import { describe, expect, it } from 'vitest';

import { queriesIn, withPlainParameters } from '../../src/workspace/queries.ts';

function queriesOf(file: string, ...lines: readonly string[]): unknown[] {
  return queriesIn([{ file, text: `${lines.join('\n')}\n` }]).map(({ line, sql }) => [line, sql]);
}

describe('queries that are written out in code', () => {
  it('are found in quotes of every kind, with the line on which they begin', () => {
    expect(queriesOf('db.ts', `const a = db.query('SELECT id FROM orders WHERE name = \\'x\\'');`, 'const b = sql`', '  DELETE FROM orders', '  WHERE id = $1;', '`;')).toEqual([
      [1, `SELECT id FROM orders WHERE name = 'x'`],
      [3, 'DELETE FROM orders\n  WHERE id = $1'],
    ]);
    expect(queriesOf('store.go', 'const q = `UPDATE orders SET status = ?`', 'var r = "INSERT INTO orders (id)\\nVALUES (1)"')).toEqual([
      [1, 'UPDATE orders SET status = ?'],
      [2, 'INSERT INTO orders (id)\nVALUES (1)'],
    ]);
  });

  it('are found in files of queries', () => {
    expect(queriesOf('queries.sql', '-- name: ListOrders :many', 'SELECT id', 'FROM orders;', '', '-- name: Drop', 'DELETE FROM orders WHERE id = sqlc.arg(id);')).toEqual([
      [2, 'SELECT id\nFROM orders'],
      [6, 'DELETE FROM orders WHERE id = sqlc.arg(id)'],
    ]);
  });

  it('are not what talks about queries, what is put together, what is commented out, and what a tool has made', () => {
    expect(queriesOf('db.ts', `throw new Error('select a row from the list');`, 'const a = `SELECT id FROM ${table}`;', `// db.query('SELECT id FROM orders')`, `const b = 'Update the settings';`)).toEqual([[1, 'select a row from the list']]);
    expect(queriesOf('store.go', 'q := fmt.Sprintf("SELECT id FROM %s", table)')).toEqual([]);
    expect(queriesOf('client.ts', '// @generated', `const a = 'SELECT id FROM orders';`)).toEqual([]);
  });

  it('are told once', () => {
    expect(queriesOf('db.ts', `a('SELECT id FROM orders');`, `b('SELECT id FROM orders');`)).toEqual([[1, 'SELECT id FROM orders']]);
  });
});

describe('parameters', () => {
  it('are written as the server takes them', () => {
    expect(withPlainParameters('SELECT id FROM a WHERE b = ? AND c = ?', 'numbered')).toBe('SELECT id FROM a WHERE b = $1 AND c = $2');
    expect(withPlainParameters('SELECT id FROM a WHERE b = :b AND c = @c AND d = sqlc.narg(d)', 'numbered')).toBe('SELECT id FROM a WHERE b = $1 AND c = $2 AND d = $3');
    expect(withPlainParameters('SELECT id FROM a WHERE b = :b', 'question marks')).toBe('SELECT id FROM a WHERE b = ?');
    expect(withPlainParameters('SELECT id FROM a WHERE b = $1', 'question marks')).toBe('SELECT id FROM a WHERE b = ?');
  });

  it('are not casts, texts, comments, and operators on JSON', () => {
    for (const sql of [`SELECT id::text FROM a WHERE b = '?:c'`, 'SELECT "a?" FROM b -- :c?', `SELECT id FROM a WHERE b ?| array['c']`, 'SELECT id FROM a WHERE b = $1 AND c = $2']) expect(withPlainParameters(sql, 'numbered')).toBe(sql);
  });
});
