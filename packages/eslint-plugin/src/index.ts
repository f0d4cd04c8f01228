export { globs } from './configs/globs.ts';
import { plugin } from './plugin.ts';

// `require('eslint-plugin-delivery')` returns the export named "module.exports" on Node 20.19 and later.
export { plugin as default, plugin as 'module.exports' };
