import { describe, expect, it } from 'vitest';

import { lint } from './migrations-of.ts';
import type { HistoryOptions } from './migrations-of.ts';

const files = {
  '0001_init.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, channel text);\nCREATE TABLE audit_log (id bigint);',
  '0002_drop.sql': 'DROP TABLE audit_log;',
  '0003_drop.sql': 'ALTER TABLE orders DROP COLUMN channel;',
};

function judged(options: HistoryOptions): string[] {
  return lint(files, { rules: { 'require-lock-timeout': 'off' }, ...options }).migrations.map(
    ({ id, findings }) => `${id}: ${findings.map(({ rule }) => rule).join(', ')}`,
  );
}

describe('migrations that have shipped', () => {
  it('are replayed and not judged', () => {
    expect(judged({ shipped: ['0001_init', '0002_drop'] })).toEqual(['0003_drop: no-drop-column']);
  });

  it('are judged where nobody knows that they have shipped', () => {
    expect(judged({})).toEqual(['0001_init: ', '0002_drop: no-drop-table', '0003_drop: no-drop-column']);
  });

  it('are judged again when their files have changed since', () => {
    expect(judged({ shipped: ['0001_init', '0002_drop', '0003_drop'], changed: { '0002_drop': 'other' } })).toEqual(['0002_drop: no-drop-table']);
  });

  it('count as seen for progress', () => {
    let seen = 0;
    lint(files, { shipped: ['0001_init'], onMigration: () => seen++ });
    expect(seen).toBe(3);
  });

  it('leave a suppression alone whose rule could not speak', () => {
    const comment = '-- sqllint-disable-file no-edited-migration -- the typo never ran\n';
    const unused = (options: HistoryOptions) =>
      lint({ '0001_init.sql': comment + files['0001_init.sql'] }, options)
        .migrations.flatMap(({ findings }) => findings)
        .filter(({ rule }) => rule === 'no-unused-suppression').length;
    expect(unused({})).toBe(0);
    expect(unused({ shipped: [] })).toBe(1);
  });
});
