import type { IsReader } from '../analysis/configuration.ts';
import { compileNamePatterns } from '../analysis/names.ts';
import { compileGlobs } from '../analysis/path-globs.ts';
import type { Catalogue } from './catalogue.ts';
import { createCatalogue } from './catalogue.ts';
import type { OperationalValueOptions } from './options.ts';

/** The rule's options in the form in which they are asked for every node. */
export interface CompiledOptions {
  readonly catalogue: Catalogue;
  readonly ignoredValues: ReadonlySet<number>;
  readonly isReader: IsReader;
  /** Whether a path, relative to the working directory, is no part of a running service. */
  ignoresFile(path: string): boolean;
}

const compiled = new WeakMap<OperationalValueOptions, CompiledOptions>();

/** Compiles options once per configuration: ESLint hands the same object to every file the configuration holds for. */
export function compileOptions(options: OperationalValueOptions): CompiledOptions {
  let result = compiled.get(options);
  if (!result) {
    result = {
      catalogue: createCatalogue(options),
      ignoredValues: new Set(options.ignoreValues),
      isReader: compileNamePatterns(options.envReaders),
      ignoresFile: compileGlobs(options.ignoreFiles),
    };
    compiled.set(options, result);
  }
  return result;
}
