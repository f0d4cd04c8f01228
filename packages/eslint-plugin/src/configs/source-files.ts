const SOURCE = '*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}';

/** Files that hold JavaScript or TypeScript, as globs for a config block. */
export const SOURCE_FILES: readonly string[] = [`**/${SOURCE}`];

/** Those of them that hold tests, what tests run on, and examples. */
export const TEST_FILES: readonly string[] = [
  `**/{test,tests,__tests__,__mocks__,__fixtures__,mocks,fixtures,testing,spec,specs,e2e,cypress,playwright,examples,samples,docs}/**/${SOURCE}`,
  '**/*.{test,spec,e2e,e2e-spec,cy,mock,fixture,stories,story}.{js,mjs,cjs,jsx,ts,mts,cts,tsx}',
];
