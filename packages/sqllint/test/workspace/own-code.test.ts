import { expect, it } from 'vitest';

import { isOwnCode } from '../../src/workspace/own-code.ts';

it.each(['src/db/schema.ts', 'schema.prisma', 'internal/store/orders.go', 'apps/web/lib/orders.tsx', 'queries/orders.sql', 'latest/contest.ts'])('%s is code', (path) => {
  expect(isOwnCode(path)).toBe(true);
});

it.each([
  'src/orders.test.ts',
  'internal/store/orders_test.go',
  '__tests__/orders.ts',
  'test/orders.ts',
  'fixtures/orders.sql',
  'db/migrations/0001_a.sql',
  'src/migrations/1700000000-a.ts',
  'node_modules/a/index.js',
  'vendor/a/a.go',
  'dist/index.js',
  'src/generated/client.ts',
  '.next/server/page.js',
  'api/orders.pb.go',
  'prisma/seed.ts',
  'package-lock.json',
  'README.md',
  'supabase/database.types.ts',
])('%s is not', (path) => {
  expect(isOwnCode(path)).toBe(false);
});
