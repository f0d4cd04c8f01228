import type { TSESLint } from '@typescript-eslint/utils';
import { FRONT_END_FILES, FRONT_END_GLOBALS, FRONT_END_IMPORTS, FRONT_END_MODULES } from '../knowledge/front-end-signs.ts';
import { importDeclarations, isModuleOf } from './imports.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

const verdicts = new WeakMap<SourceCode, boolean>();

/**
 * Whether a file is code that a browser runs, where no operator turns a knob: by its ending, a `'use client'`
 * directive, what it imports and the globals it touches. A file that imports `server-only` never is.
 */
export function isFrontEnd(sourceCode: SourceCode, path: string): boolean {
  let verdict = verdicts.get(sourceCode);
  if (verdict === undefined) verdicts.set(sourceCode, (verdict = judge(sourceCode, path)));
  return verdict;
}

function judge(sourceCode: SourceCode, path: string): boolean {
  const declarations = importDeclarations(sourceCode);
  if (declarations.some(({ source }) => source.value === 'server-only')) return false;
  return (
    FRONT_END_FILES.test(path) ||
    sourceCode.ast.body.some((node) => node.type === 'ExpressionStatement' && node.directive === 'use client') ||
    declarations.some(isFrontEndImport) ||
    touchesBrowserGlobal(sourceCode)
  );
}

function isFrontEndImport({ source, specifiers }: ReturnType<typeof importDeclarations>[number]): boolean {
  if (FRONT_END_IMPORTS.test(source.value)) return true;
  if (!isModuleOf(source.value, FRONT_END_MODULES)) return false;
  // React's `cache` exists for server code only.
  const names = specifiers.map((node) => (node.type === 'ImportSpecifier' && node.imported.type === 'Identifier' ? node.imported.name : '*'));
  return names.length === 0 || names.some((name) => name !== 'cache');
}

function touchesBrowserGlobal(sourceCode: SourceCode): boolean {
  const scope = sourceCode.scopeManager?.globalScope;
  if (!scope) return false;
  // A global that the user's config declares is resolved to a variable without definition, others are unresolved.
  const declared = FRONT_END_GLOBALS.flatMap((name) => scope.set.get(name) ?? []).filter(({ defs }) => defs.length === 0);
  const references = [...scope.through, ...declared.flatMap((variable) => variable.references)];
  return references.some(
    ({ identifier }) =>
      identifier.type === 'Identifier' &&
      FRONT_END_GLOBALS.includes(identifier.name) &&
      // `typeof window` is how code for both sides asks where it runs.
      identifier.parent.type === 'MemberExpression',
  );
}
