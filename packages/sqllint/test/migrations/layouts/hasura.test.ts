import { describe, expect, it } from 'vitest';

import { outline, readSet } from '../outline.ts';

describe('hasura', () => {
  it('is recognised by folders that are named after a millisecond, in a folder for each database', () => {
    const set = readSet({
      'migrations/default/1588172667999_init/up.sql': 'CREATE TABLE orders ();',
      'migrations/default/1588172667999_init/down.sql': 'DROP TABLE orders;',
      'migrations/default/1588172668000_add_note/up.sql': 'ALTER TABLE orders ADD note text;',
    });
    expect(outline(set)).toEqual({
      root: 'migrations/default',
      layout: 'hasura',
      migrations: [
        '1588172667999_init: CREATE TABLE orders (); (wrapped) / DROP TABLE orders; (wrapped)',
        '1588172668000_add_note: ALTER TABLE orders ADD note text; (wrapped)',
      ],
      problems: [],
    });
    expect(set.hasDowns).toBe(true);
    expect(set).not.toHaveProperty('outsideTransaction');
    expect(set.migrations[0]).toMatchObject({ version: '1588172667999', name: 'init' });
  });

  it('is diesel in a Rust project, whatever the names', () => {
    const set = readSet({ 'Cargo.toml': '', 'migrations/1588172668000_init/up.sql': 'up' });
    expect(set.layout).toBe('diesel');
  });
});
