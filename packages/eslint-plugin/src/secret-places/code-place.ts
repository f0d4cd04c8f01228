import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Secret } from '../secrets/secret.ts';

/** Where in JavaScript or TypeScript a secret stands. */
export interface CodePlace {
  /** The string or template that holds it, when it is one. */
  readonly literal: TSESTree.StringLiteral | TSESTree.TemplateLiteral | undefined;
}

/**
 * Looks up where in the program a secret was found.
 *
 * @returns undefined where what was found is no value: a type, an expression that only reads like `name = value`, the
 *   name of a property or of a module
 */
export function findCodePlace(sourceCode: Readonly<TSESLint.SourceCode>, secret: Secret): CodePlace | undefined {
  const node = sourceCode.getNodeByRangeIndex(secret.start);
  switch (node?.type) {
    case 'Literal':
      return isValue(node, secret) ? { literal: typeof node.value === 'string' ? node : undefined } : undefined;
    case 'TemplateElement':
      return node.parent.type === 'TemplateLiteral' ? { literal: node.parent } : undefined;
    case 'JSXText':
      return { literal: undefined };
    default:
      // In a comment, or in the template of a component, whose syntax this is not. There, only quotes show a value.
      return isInComment(sourceCode, secret.start) || (secret.isUnquoted !== true && isOutside(node)) ? { literal: undefined } : undefined;
  }
}

function isValue(node: TSESTree.Literal, { name }: Secret): boolean {
  const { parent } = node;
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'TSLiteralType':
    case 'TSExternalModuleReference':
      return false;
    case 'TSEnumMember':
      // Members have names of states and errors; what a value tells by itself counts there, too.
      return parent.id !== node && name === undefined;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.key !== node;
    default:
      return !('regex' in node);
  }
}

function isInComment(sourceCode: Readonly<TSESLint.SourceCode>, index: number): boolean {
  return sourceCode.getAllComments().some(({ range }) => range[0] <= index && index < range[1]);
}

/** Whether there is no syntax at an index, as in the template of a Vue component. */
function isOutside(node: TSESTree.Node | null): boolean {
  return node === null || (node.type === 'Program' && node.body.length === 0);
}
