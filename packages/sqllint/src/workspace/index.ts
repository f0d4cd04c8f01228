/** Where code names tables and columns, for the command and for ESLint alike. Reads no disk. */
export { nearest } from '../text/nearest.ts';
export { comesBack } from './comes-back.ts';
export { findUses, spellings } from './find-uses.ts';
export type { CodeFile } from './find-uses.ts';
export { modelAround } from './model-around.ts';
export type { Model } from './model-around.ts';
export { isOwnCode } from './own-code.ts';
export type { Removal, Use } from './removal.ts';
