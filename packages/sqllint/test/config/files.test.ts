import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { matchFiles } from '../../src/config/match-files.ts';
import { optionsForFile } from '../../src/config/options-for-file.ts';

const base = join(process.cwd(), 'shop');

describe('a glob, relative to the folder of the configuration,', () => {
  it.each([
    ['db/*.sql', 'db/1.sql'],
    ['./db/*.sql', 'db/1.sql'],
    ['**/*.sql', 'services/billing/db/1.sql'],
    ['services/{billing,orders}/**', 'services/orders/db/1.sql'],
    ['services/billing', 'services/billing/db/1.sql'],
    ['services/billing/', 'services/billing/db/1.sql'],
    ['services/*', 'services/billing/db/1.sql'],
    ['services/billing/**', 'services/billing'],
    ['**/*.sql', '.github/1.sql'],
    ['../other/**', '../other/1.sql'],
  ])('%s means %s', (glob, path) => {
    expect(matchFiles([glob], base)(join(base, path))).toBe(true);
  });

  it.each([
    ['*.sql', 'db/1.sql'],
    ['db/*.up.sql', 'db/1.down.sql'],
    ['services/bill', 'services/billing/db/1.sql'],
    ['**/*.sql', '../other/1.sql'],
    ['db', 'app/db/1.sql'],
  ])('%s does not mean %s', (glob, path) => {
    expect(matchFiles([glob], base)(join(base, path))).toBe(false);
  });

  it('means a path relative to where the process runs, too', () => {
    expect(matchFiles(['db/**'], base)('shop/db/1.sql')).toBe(true);
    expect(matchFiles(['db/**'], base)('db/1.sql')).toBe(false);
  });
});

describe('what holds for a file', () => {
  const general = { pgVersion: 16, rules: { 'no-drop-table': 'warn', 'require-down': 'off' }, tables: { small: ['countries'] } } as const;
  const overrides = [
    { files: ['billing/**'], pgVersion: 12, rules: { 'require-down': 'error' }, tables: { small: ['plans'], hot: ['invoices'] } },
    { files: ['billing/2024/**'], rules: { 'require-down': 'warn' } },
  ] as const;
  const ready = overrides.map((override) => ({ override, matches: matchFiles(override.files, base) }));

  it('is the general part where no override matches', () => {
    expect(optionsForFile(join(base, 'orders/1.sql'), general, ready)).toBe(general);
  });

  it('is what the override says, and the general part where it says nothing', () => {
    expect(optionsForFile(join(base, 'billing/1.sql'), general, ready)).toEqual({
      pgVersion: 12,
      rules: { 'no-drop-table': 'warn', 'require-down': 'error' },
      tables: { small: ['countries', 'plans'], hot: ['invoices'] },
    });
  });

  it('stays as it is where an override names a rule and no severity, as JavaScript may', () => {
    const rules: Record<string, never> = {};
    Object.defineProperty(rules, 'no-drop-table', { value: undefined, enumerable: true });
    const override = { files: ['orders'], rules };
    const found = optionsForFile(join(base, 'orders/1.sql'), general, [{ override, matches: matchFiles(override.files, base) }]);
    expect(found.rules).toEqual({ 'no-drop-table': 'warn', 'require-down': 'off' });
  });

  it('is what the later of two overrides says', () => {
    expect(optionsForFile(join(base, 'billing/2024/1.sql'), general, ready)).toEqual({
      pgVersion: 12,
      rules: { 'no-drop-table': 'warn', 'require-down': 'warn' },
      tables: { small: ['countries', 'plans'], hot: ['invoices'] },
    });
  });
});
