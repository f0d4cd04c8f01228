import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { calleeName, unwrap } from './syntax.ts';
import { findVariable } from './variables.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

const MAX_HOPS = 8;
const modulesByVariable = new WeakMap<SourceCode, Map<TSESLint.Scope.Variable, string | undefined>>();

/**
 * The module that an expression's value comes from, through imports, `require`, `await import()`, destructuring,
 * member access, calls, `new` and classes that extend an import: for `kafka.consumer()` after
 * `const kafka = new Kafka({…})` it is `kafkajs`.
 *
 * @returns the module specifier without `node:`, or `undefined` when the value does not come from an import
 */
export function findModule(sourceCode: SourceCode, expression: TSESTree.Node, hops = MAX_HOPS): string | undefined {
  if (hops === 0) return undefined;
  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier':
      return moduleOfVariable(sourceCode, node, hops - 1);
    case 'MemberExpression':
      return findModule(sourceCode, node.object, hops - 1);
    case 'CallExpression':
      return requiredModule(node) ?? interopModule(sourceCode, node, hops) ?? findModule(sourceCode, node.callee, hops - 1);
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return findModule(sourceCode, node.type === 'NewExpression' ? node.callee : node.tag, hops - 1);
    case 'AwaitExpression':
      return findModule(sourceCode, node.argument, hops - 1);
    case 'ImportExpression':
      return specifier(node.source);
    case 'Super':
      return superModule(sourceCode, node, hops - 1);
    case 'ClassExpression':
      return node.superClass ? findModule(sourceCode, node.superClass, hops - 1) : undefined;
    default:
      return undefined;
  }
}

/** The `import` declarations of a file that exist at run time. */
export function importDeclarations(sourceCode: SourceCode): readonly TSESTree.ImportDeclaration[] {
  return sourceCode.ast.body.filter((node) => node.type === 'ImportDeclaration').filter((node) => node.importKind !== 'type');
}

/** A module specifier without the `node:` prefix. */
export function bareSpecifier(name: string): string {
  return name.replace(/^node:/, '');
}

/** Whether a specifier names one of some modules or a subpath of one; a trailing `*` in a name stands for any ending. */
export function isModuleOf(specifierText: string, names: readonly string[]): boolean {
  return names.some((name) =>
    name.endsWith('*')
      ? specifierText.startsWith(name.slice(0, -1))
      : specifierText === name || specifierText.startsWith(`${name}/`),
  );
}

function moduleOfVariable(sourceCode: SourceCode, identifier: TSESTree.Identifier, hops: number): string | undefined {
  const variable = findVariable(sourceCode, identifier);
  if (!variable) return undefined;
  let known = modulesByVariable.get(sourceCode);
  if (!known) {
    known = new Map<TSESLint.Scope.Variable, string | undefined>();
    modulesByVariable.set(sourceCode, known);
  }
  if (known.has(variable)) return known.get(variable);
  known.set(variable, undefined); // Ends the walk on a variable that is defined by itself.
  const found = moduleOfDefinition(sourceCode, variable, hops);
  known.set(variable, found);
  return found;
}

function moduleOfDefinition(sourceCode: SourceCode, variable: TSESLint.Scope.Variable, hops: number): string | undefined {
  const definition = variable.defs[0];
  switch (definition?.node.type) {
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier': {
      const declaration = definition.node.parent;
      return declaration.type === 'ImportDeclaration' ? bareSpecifier(declaration.source.value) : undefined;
    }
    case 'TSImportEqualsDeclaration': {
      const reference = definition.node.moduleReference;
      return reference.type === 'TSExternalModuleReference' ? specifier(reference.expression) : undefined;
    }
    case 'VariableDeclarator':
      // A destructured value comes from the same module as the object it was taken from.
      return definition.node.init ? findModule(sourceCode, definition.node.init, hops) : undefined;
    case 'ClassDeclaration':
      return definition.node.superClass ? findModule(sourceCode, definition.node.superClass, hops) : undefined;
    default:
      return undefined;
  }
}

function requiredModule(call: TSESTree.CallExpression): string | undefined {
  const [argument] = call.arguments;
  return call.callee.type === 'Identifier' && call.callee.name === 'require' && argument ? specifier(argument) : undefined;
}

/** `__importDefault(require('pg'))` and its kin, which compilers write around `require`. */
function interopModule(sourceCode: SourceCode, call: TSESTree.CallExpression, hops: number): string | undefined {
  const [argument] = call.arguments;
  return argument && /^_*(?:import|interop)|^__toESM$/.test(calleeName(call) ?? '') ? findModule(sourceCode, argument, hops - 1) : undefined;
}

function superModule(sourceCode: SourceCode, node: TSESTree.Super, hops: number): string | undefined {
  let current: TSESTree.Node | undefined = node.parent;
  while (current && current.type !== 'ClassDeclaration' && current.type !== 'ClassExpression') current = current.parent;
  return current?.superClass ? findModule(sourceCode, current.superClass, hops) : undefined;
}

function specifier(node: TSESTree.Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? bareSpecifier(node.value) : undefined;
}
