import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { calleeName, chainNames, staticKey, unwrap, wrapped } from './syntax.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Decides by its full name, such as `config.get`, whether a function reads configuration. */
export type IsReader = (calleeText: string) => boolean;

const CONFIGURATION_WORDS = /\b(?:process\.env|import\.meta\.env|env|environ|config\w*|settings|flags?|options|is_?(?:prod|dev|test|ci|local|debug|cloud|self_?hosted)\w*|node_?env)\b|[a-z](?:Config|Settings|Env)\b/i;

/** Functions that take a default or lay one object over another. */
const MERGES = /^(?:assign|merge|merge_?deep|deep_?merge|merge_?with|defaults|defaults_?deep|default|defu|with_?defaults|default_?to|extend|cat(?:ch)?)$/i;

/** Whether an expression reads the environment or a configuration object, judged by its names. */
export function mentionsConfiguration(sourceCode: SourceCode, node: TSESTree.Node): boolean {
  return CONFIGURATION_WORDS.test(sourceCode.getText(node));
}

/** Whether a call yields configuration or lays defaults under it, so that literals in its arguments are defaults. */
export function takesDefaults(call: TSESTree.CallExpression | TSESTree.NewExpression, isReader: IsReader): boolean {
  return MERGES.test(calleeName(call) ?? '') || isReader(chainNames(call.callee).join('.'));
}

/**
 * Whether a value is only what remains when configuration is silent: right of `??` or `||`, a parameter's or a
 * pattern's default, the branch of a test that reads configuration, an argument of a reader, `.default(…)`.
 */
export function isFallback(sourceCode: SourceCode, value: TSESTree.Node, isReader: IsReader): boolean {
  const node = wrapped(value);
  const { parent } = node;
  switch (parent?.type) {
    case 'LogicalExpression':
      return parent.right === node && (parent.operator !== '&&' || isFallback(sourceCode, parent, isReader));
    case 'AssignmentPattern':
      return parent.right === node;
    case 'AssignmentExpression':
      return parent.right === node && (parent.operator === '??=' || parent.operator === '||=' || fillsGap(sourceCode, parent));
    case 'ConditionalExpression':
      return parent.test !== node && (!isFixedBranch(parent, node) || mentionsConfiguration(sourceCode, parent.test));
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'TemplateLiteral':
      return isFallback(sourceCode, parent, isReader);
    case 'CallExpression':
    case 'NewExpression':
      return (
        parent.callee !== node &&
        (takesDefaults(parent, isReader) ||
          parent.arguments.some((argument) => argument !== node && mentionsEnvironment(sourceCode, argument)) ||
          (/^(?:Number|parse(?:Int|Float)|String)$/.test(calleeName(parent) ?? '') && isFallback(sourceCode, parent, isReader)))
      );
    case 'Property':
      return parent.value === node && /^(?:default|default_?value|fallback)$/i.test(staticKey(parent) ?? '');
    default:
      return false;
  }
}

/** `if (timeout === undefined) timeout = 30`. */
function fillsGap(sourceCode: SourceCode, assignment: TSESTree.AssignmentExpression): boolean {
  let statement: TSESTree.Node | undefined = assignment.parent.parent;
  if (statement?.type === 'BlockStatement') statement = statement.parent;
  return statement?.type === 'IfStatement' && sourceCode.getText(statement.test).includes(sourceCode.getText(assignment.left));
}

/** In `given > 0 ? given : 30` the other branch is no literal, so the literal is what remains without it. */
function isFixedBranch(conditional: TSESTree.ConditionalExpression, branch: TSESTree.Node): boolean {
  const other = unwrap(conditional.consequent === branch ? conditional.alternate : conditional.consequent);
  return other.type === 'Literal' || (other.type === 'Identifier' && /^[A-Z\d_]+$/.test(other.name));
}

function mentionsEnvironment(sourceCode: SourceCode, node: TSESTree.Node): boolean {
  return /\b(?:process\.env|import\.meta\.env)\b/.test(sourceCode.getText(node));
}
