import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../.cache/vitest', import.meta.url)),
  test: {
    // The tests say themselves where they are in CI: there, rules that compare with a baseline speak up when there is none.
    env: { CI: '' },
    include: ['packages/*/test/**/*.test.ts', 'examples/**/*.test.{js,ts}', '.dev/test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '.cache/**'],
  },
});
