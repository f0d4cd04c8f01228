import type { TSESLint } from '@typescript-eslint/utils';
import { REPLAYED_CODE_MODULES } from '../knowledge/replayed-code-modules.ts';
import { importDeclarations, isModuleOf } from './imports.ts';

/** Whether a file holds workflow code that a durable execution engine replays, where reading the environment is an error. */
export function isReplayedCode(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  return importDeclarations(sourceCode).some(({ source }) => isModuleOf(source.value, REPLAYED_CODE_MODULES));
}
