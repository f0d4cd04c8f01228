import { describe, expect, it } from 'vitest';

import { freeName, objectName } from '../../src/schema/names.ts';

// test/postgres/names.test.ts compares the names of whole scripts with a real server.

describe('a name that the server chooses', () => {
  it('joins table, columns and label', () => {
    expect(objectName('orders', 'customer_id', 'fkey')).toBe('orders_customer_id_fkey');
    expect(objectName('orders', '', 'pkey')).toBe('orders_pkey');
  });

  it('has 63 characters at most, taken from the longer part first', () => {
    const name = objectName('a'.repeat(60), 'b'.repeat(20), 'idx');
    expect(name).toBe(`${'a'.repeat(38)}_${'b'.repeat(20)}_idx`);
    expect(name).toHaveLength(63);
    expect(objectName('a'.repeat(60), 'b'.repeat(60), 'key')).toBe(`${'a'.repeat(29)}_${'b'.repeat(29)}_key`);
  });

  it('is numbered where it is taken', () => {
    const taken = new Set(['t_a_idx', 't_a_idx1']);
    expect(freeName('t', 'a', 'idx', (name) => taken.has(name))).toBe('t_a_idx2');
    expect(freeName('t', 'b', 'idx', (name) => taken.has(name))).toBe('t_b_idx');
  });
});
