import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { calleeName, unwrap } from '../analysis/syntax.ts';
import type { Constant } from '../analysis/variables.ts';
import { findConstant, findVariable } from '../analysis/variables.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Text that is written down at the beginning of a value. */
export interface FixedText {
  readonly text: string;
  /** The literal or the template that it stands in. */
  readonly node: TSESTree.StringLiteral | TSESTree.TemplateLiteral;
  /** The constant through which the value got here. */
  readonly constant?: Constant;
}

const MAX_HOPS = 6;

/**
 * How a text begins, as far as it is written in this file: a string, a template, a sum, `new URL(path, base)`, or a
 * constant that holds one of these. What a condition or `??` chooses is not fixed.
 */
export function findFixedBeginning(sourceCode: SourceCode, expression: TSESTree.Node, hops = MAX_HOPS): FixedText | undefined {
  if (hops === 0) return undefined;
  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? { text: node.value, node } : undefined;
    case 'TemplateLiteral': {
      const text = node.quasis[0]?.value.cooked ?? '';
      const [first] = node.expressions;
      if (text !== '') return { text, node };
      return first && findFixedBeginning(sourceCode, first, hops - 1);
    }
    case 'BinaryExpression':
      return node.operator === '+' ? findFixedBeginning(sourceCode, node.left, hops - 1) : undefined;
    case 'NewExpression': {
      const address = calleeName(node) === 'URL' ? (node.arguments[1] ?? node.arguments[0]) : undefined;
      return address && findFixedBeginning(sourceCode, address, hops - 1);
    }
    case 'Identifier': {
      const variable = findVariable(sourceCode, node);
      const constant = variable && findConstant(variable);
      const fixed = constant && findFixedBeginning(sourceCode, constant.declarator.init, hops - 1);
      return fixed && { ...fixed, constant: fixed.constant ?? constant };
    }
    default:
      return undefined;
  }
}
