/** Where code names tables and columns, for the command and for ESLint alike. Reads no disk. */
export { nearest } from '../text/nearest.ts';
export { comesBack } from './comes-back.ts';
export { stillUsed, stillUsedMessage } from './still-used.ts';
