import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Variable = TSESLint.Scope.Variable;

/** The variable that an identifier means, or `undefined` for a global that the file does not declare. */
export function findVariable(sourceCode: SourceCode, identifier: TSESTree.Identifier): Variable | undefined {
  let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(identifier);
  while (scope) {
    const variable = scope.set.get(identifier.name);
    if (variable) return variable.defs.length > 0 ? variable : undefined;
    scope = scope.upper;
  }
  return undefined;
}

/** A variable that holds one value for as long as it lives, with the expression that gives it the value. */
export interface Constant {
  readonly variable: Variable;
  readonly declarator: TSESTree.VariableDeclarator & { readonly id: TSESTree.Identifier; readonly init: TSESTree.Expression };
}

/** The constant behind a variable: declared once by `const x = …`, or by `let`/`var` and never written again. */
export function findConstant(variable: Variable): Constant | undefined {
  const [definition, ...others] = variable.defs;
  if (definition?.node.type !== 'VariableDeclarator' || others.length > 0) return undefined;
  const declarator = definition.node;
  if (!isNamedWithValue(declarator)) return undefined;
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return undefined;
  return { variable, declarator };
}

function isNamedWithValue(declarator: TSESTree.VariableDeclarator): declarator is Constant['declarator'] {
  return declarator.id.type === 'Identifier' && declarator.init !== null;
}

/** The places where a variable's value is read, as identifiers. */
export function readsOf(variable: Variable): readonly TSESTree.Identifier[] {
  return variable.references
    .filter((reference) => reference.isRead() && reference.identifier.type === 'Identifier')
    .map((reference) => reference.identifier as TSESTree.Identifier); // The filter above keeps no JSXIdentifier.
}

/** Whether a declaration stands at the top of a module: `const x = 1` or `export const x = 1`. */
export function isModuleLevel(declarator: TSESTree.VariableDeclarator): boolean {
  const place = declarator.parent.parent;
  return place.type === 'Program' || (place.type === 'ExportNamedDeclaration' && place.parent.type === 'Program');
}

/** Whether a constant leaves the module, by `export const x`, `export { x }` or `export default x`. */
export function isExported({ declarator, variable }: Constant): boolean {
  if (declarator.parent.parent.type === 'ExportNamedDeclaration') return true;
  return readsOf(variable).some(({ parent }) => parent.type === 'ExportSpecifier' || parent.type === 'ExportDefaultDeclaration');
}
