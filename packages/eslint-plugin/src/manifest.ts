import { createRequire } from 'node:module';

/** The two facts about this package that ESLint and the documentation links need. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
}

// A JSON import would print an ExperimentalWarning on Node 20, and a copy of the version would go stale.
// By its name, because the published entry is bundled and lies elsewhere.
const read: unknown = createRequire(import.meta.url)('eslint-plugin-delivery/package.json');

/** This package's own manifest, so that `meta.version` can never differ from what was published. */
export const manifest: Manifest = read as Manifest; // Our own package.json: npm refuses to publish without both fields.
