/** Where code names tables and columns, for the command and for ESLint alike. Reads no disk. */
export { findUses } from './find-uses.ts';
export type { CodeFile } from './find-uses.ts';
export { isOwnCode } from './own-code.ts';
export type { Removal, Use } from './removal.ts';
