import type { TSESLint } from '@typescript-eslint/utils';
import { INFRASTRUCTURE_MODULES } from '../knowledge/infrastructure-modules.ts';
import { importDeclarations, isModuleOf } from './imports.ts';

/** Whether a file describes infrastructure, and so is the configuration in which a literal belongs. */
export function isInfrastructureCode(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  return importDeclarations(sourceCode).some(({ source }) => isModuleOf(source.value, INFRASTRUCTURE_MODULES));
}
