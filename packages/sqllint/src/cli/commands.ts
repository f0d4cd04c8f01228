import { defaultBaselineFile } from './baseline/default-file.ts';
import type { OptionSpec } from './command-line.ts';
import { downOptionSpecs } from './down-options.ts';
import { initOptionSpecs } from './init/init-options.ts';
import { lintOptionSpecs } from './lint-options.ts';
import { listFormatOption } from './rule-options.ts';
import { verifyOptionSpecs } from './verify/verify-options.ts';

/** A word behind `sqllint` that does something else than judging. */
export interface CommandSpec {
  readonly name: 'init' | 'down' | 'verify' | 'baseline' | 'merge' | 'suppressions' | 'rules' | 'explain';
  /** What stands behind the name: `[options] [paths…]`. */
  readonly synopsis: string;
  /** One sentence, or a few. */
  readonly description: string;
  readonly options: readonly OptionSpec[];
}

/** In the order of the help. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'init',
    synopsis: '[options] [paths…]',
    description: 'Writes a configuration and an npm script for the migrations that it finds, and shows a CI job.',
    options: [...initOptionSpecs, ...lintOptionsNamed('debug', 'help')],
  },
  {
    name: 'down',
    synopsis: '[options] <migration> [paths…]',
    description: 'Writes the down of a migration from the schema before it, where the migration tool looks for it.',
    options: [...downOptionSpecs, ...lintOptionsNamed('dialect', 'pg-version', 'mysql-version', 'config', 'no-config', 'debug', 'help')],
  },
  {
    name: 'verify',
    synopsis: '[options] [paths…]',
    description: 'Runs every migration on a real database: up, the statements of old and new code, down, and up again.',
    options: [...verifyOptionSpecs, ...lintOptionsNamed('format', 'dialect', 'pg-version', 'mysql-version', 'config', 'no-config', 'since', 'applied-through', 'all', 'quiet', 'max-warnings', 'color', 'no-color', 'debug', 'help')],
  },
  {
    name: 'baseline',
    synopsis: '[options] [paths…]',
    description: `Records today's findings in a file, so that --baseline leaves them out. Default: ${defaultBaselineFile}.`,
    options: [
      { name: 'baseline', value: '<file>', description: `The file to write. Default: ${defaultBaselineFile}.` },
      { name: 'prune', description: 'Only take out what is gone; add nothing.' },
      ...lintOptionsNamed('dialect', 'pg-version', 'mysql-version', 'config', 'no-config', 'debug', 'help'),
    ],
  },
  {
    name: 'merge',
    synopsis: '[options] <json>…',
    description: 'Prints the JSON of a run from those of all its shards, and exits as the run would have.',
    options: lintOptionsNamed('max-warnings', 'debug', 'help'),
  },
  {
    name: 'suppressions',
    synopsis: '[options] [paths…]',
    description: 'Lists the comments that switch rules off, with their reasons.',
    options: lintOptionsNamed('dialect', 'pg-version', 'mysql-version', 'config', 'no-config', 'debug', 'help'),
  },
  {
    name: 'rules',
    synopsis: '[options]',
    description: 'Lists all rules.',
    options: [listFormatOption, ...lintOptionsNamed('color', 'no-color', 'debug', 'help')],
  },
  {
    name: 'explain',
    synopsis: '[options] <rule>',
    description: 'Shows the page of a rule: why it bites, and what to write instead.',
    options: lintOptionsNamed('color', 'no-color', 'debug', 'help'),
  },
];

/** Options that mean the same as they do when migrations are judged. */
function lintOptionsNamed(...names: readonly string[]): readonly OptionSpec[] {
  return lintOptionSpecs.filter(({ name }) => names.includes(name));
}
