/** Files that hold JavaScript or TypeScript, as globs for a config block. */
export const SOURCE_FILES: readonly string[] = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];
