import type { TSESLint } from '@typescript-eslint/utils';
import type { Baseline } from '../project/baseline.ts';
import { findBaseline } from '../project/find-baseline.ts';
import type { NoBaseline } from '../project/find-baseline.ts';
import { readSettings } from '../settings.ts';

/** The part of a rule's context that says which file is compared. */
export type ComparedFile = Readonly<Pick<TSESLint.RuleContext<string, readonly unknown[]>, 'filename' | 'physicalFilename' | 'settings' | 'sourceCode'>>;

/** All rules that run on a file ask one after the other, and nothing moves meanwhile. */
const answers = new WeakMap<object, Baseline | NoBaseline | undefined>();

/** What the linted file is compared with; undefined when the project has switched that off, or the file is none on a disk. */
export function baselineOf({ filename, physicalFilename, settings, sourceCode }: ComparedFile): Baseline | NoBaseline | undefined {
  // A block of code in a Markdown file has a name of its own, and no earlier state that could be told.
  if (filename !== physicalFilename) return undefined;
  if (!answers.has(sourceCode)) answers.set(sourceCode, answer(physicalFilename, settings));
  return answers.get(sourceCode);
}

function answer(file: string, settings: ComparedFile['settings']): Baseline | NoBaseline | undefined {
  const { baseline } = readSettings(settings);
  // ESLint calls a text without a file `<input>` or `<text>`.
  return baseline === false || file.startsWith('<') ? undefined : findBaseline(file, baseline);
}
