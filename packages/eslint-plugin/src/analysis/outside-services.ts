import type { TSESLint } from '@typescript-eslint/utils';
import { MODULES_OUTSIDE_SERVICES } from '../knowledge/modules-outside-services.ts';
import { importDeclarations, isModuleOf } from './imports.ts';

/** Whether a file tells by what it imports that it describes infrastructure, is replayed by an engine, is a test, or runs on a user's machine. */
export function isOutsideServices(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  return importDeclarations(sourceCode).some(({ source }) => isModuleOf(source.value, MODULES_OUTSIDE_SERVICES));
}
