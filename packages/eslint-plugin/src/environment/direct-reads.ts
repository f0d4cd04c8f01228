import type { TSESTree } from '@typescript-eslint/utils';
import { ancestorsOf, nodesIn } from '../analysis/tree.ts';
import { calleeName, chainNames, staticKey, unwrap } from '../analysis/syntax.ts';
import type { VariableRead } from './variable-read.ts';
import { slotOf, variableName } from './variable-read.ts';

/** Functions that do not come back, by what they are called. */
const refusal = /^(?:throw|raise|fail|panic|abort|exit|missing|invariant|assert|unreachable|never)/i;
/** Functions that throw where their first argument does not hold. */
const assertion = /^(?:assert|invariant|ok|strict|assert\w*|tinyInvariant|tiny_invariant)$/;
/** Readers that refuse a variable that is not set, as many projects write one for themselves. */
const requiringReader = /^(?:(?:require|must|mandatory|ensure|expect)(?:Get)?_?Env(?:ironment)?(?:Var(?:iable)?)?|(?:get|read|load)?_?Required_?Env(?:ironment)?(?:Var(?:iable)?)?|(?:get|read|load|must)_?Env(?:ironment)?(?:Var(?:iable)?)?Or(?:Throw|Fail|Exit|Die))$/i;
/** Callbacks that frameworks call when a program starts. */
const startUpCallback = /^(?:registerAs|forRoot|forRootAsync|register|registerAsync|useFactory)$/;

type Need = Pick<VariableRead, 'need' | 'fallback'>;

const plain: Need = { need: 'plain', fallback: undefined };
const optional: Need = { need: 'optional', fallback: undefined };
const required: Need = { need: 'required', fallback: undefined };

/**
 * Reads of `process.env`, of its kin in other runtimes, and by functions whose name says that they refuse what is not set.
 *
 * @param program a tree with parents
 */
export function directReads(program: TSESTree.Program): VariableRead[] {
  return nodesIn(program).flatMap((node) => {
    switch (node.type) {
      case 'MemberExpression':
        return memberRead(node);
      case 'VariableDeclarator':
        return destructuredReads(node);
      case 'CallExpression':
        return calledRead(node);
      default:
        return [];
    }
  });
}

/** `process.env`, `Bun.env`, `import.meta.env`. */
function isEnvironment(node: TSESTree.Node): boolean {
  const object = unwrap(node);
  if (object.type !== 'MemberExpression' || staticKey(object) !== 'env') return false;
  const owner = unwrap(object.object);
  return owner.type === 'MetaProperty' || /^(?:(?:globalThis|global)\.)?(?:process|Bun)$/.test(chainNames(owner).join('.'));
}

function memberRead(node: TSESTree.MemberExpression): VariableRead[] {
  const name = staticKey(node);
  if (name === undefined || !isEnvironment(node.object) || isWritten(node)) return [];
  return [{ name, node, ...needOf(node), schema: undefined, slot: slotOf(node) }];
}

function isWritten(node: TSESTree.MemberExpression): boolean {
  const { parent } = node;
  return (parent.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=') || (parent.type === 'UnaryExpression' && parent.operator === 'delete');
}

/** `const { PORT = '80', HOST } = process.env`. */
function destructuredReads({ id, init }: TSESTree.VariableDeclarator): VariableRead[] {
  if (id.type !== 'ObjectPattern' || !init || !isEnvironment(init)) return [];
  return id.properties.flatMap((property) => {
    const name = property.type === 'Property' ? staticKey(property) : undefined;
    if (name === undefined || property.type !== 'Property') return [];
    const { value } = property;
    if (value.type === 'AssignmentPattern') return [{ name, node: property, need: 'optional' as const, fallback: value.right, schema: undefined, slot: slotOf(property) }];
    const need = value.type === 'Identifier' ? needOfVariable(property, value.name) : plain;
    return [{ name, node: property, ...need, schema: undefined, slot: slotOf(property) }];
  });
}

/** `requireEnv('PORT')`, `config.getOrThrow('PORT')`, `env.get('PORT').required()`. */
function calledRead(node: TSESTree.CallExpression): VariableRead[] {
  const [argument] = node.arguments;
  if (argument?.type !== 'Literal' || typeof argument.value !== 'string' || !variableName.test(argument.value)) return [];
  const name = argument.value;
  const called = calleeName(node) ?? '';
  const read = (need: Need): VariableRead[] => [{ name, node, ...need, schema: undefined, slot: slotOf(node) }];
  if (requiringReader.test(called)) return node.arguments.length === 1 ? read(startUp(node)) : read(optional);
  if (called === 'getOrThrow') return read(startUp(node));
  if (called === 'get' && /(?:^|\.)(?:env|Env|envVar)$/.test(chainNames(node.callee).slice(0, -1).join('.'))) return read(chainedNeed(node));
  return [];
}

/** What is called on the result: `.required().asPortNumber()`, `.default(80)`. */
function chainedNeed(node: TSESTree.CallExpression): Need {
  let current: TSESTree.CallExpression = node;
  while (current.parent.type === 'MemberExpression' && current.parent.object === current && current.parent.parent.type === 'CallExpression') {
    const method = staticKey(current.parent);
    const call: TSESTree.CallExpression = current.parent.parent;
    if (method === 'default') return { need: 'optional', fallback: call.arguments[0] };
    if (method === 'required' && call.arguments.length === 0) return startUp(node);
    current = call;
  }
  return plain;
}

function needOf(read: TSESTree.MemberExpression): Need {
  let node: Exclude<TSESTree.Node, TSESTree.Program> = read;
  let isAsserted = false;
  for (;;) {
    const parent: TSESTree.Node = node.parent;
    if (parent.type === 'TSNonNullExpression') isAsserted = true;
    else if (parent.type === 'TSAsExpression') isAsserted = parent.typeAnnotation.type === 'TSStringKeyword';
    else if (parent.type !== 'ChainExpression' && parent.type !== 'TSSatisfiesExpression') break;
    node = parent;
  }
  const { parent } = node;
  switch (parent.type) {
    case 'LogicalExpression':
      if (parent.left !== node) return plain;
      if (parent.operator === '&&') return optional;
      return refuses(parent.right) ? startUp(read) : { need: 'optional', fallback: parent.right };
    case 'UnaryExpression':
      return parent.operator === '!' ? guardNeed(parent, read) : optional;
    case 'BinaryExpression':
      return /^===?$/.test(parent.operator) && isAbsent(parent.left === node ? parent.right : parent.left) ? guardNeed(parent, read) : optional;
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node ? optional : plain;
    case 'MemberExpression':
      // `process.env.HOSTS?.split(',')` knows that it may not be there; without the mark it fails.
      return parent.optional ? optional : startUp(read);
    case 'NewExpression':
      return parent.callee.type === 'Identifier' && parent.callee.name === 'URL' && parent.arguments[0] === node ? startUp(read) : asserted(isAsserted, read);
    case 'CallExpression':
      return assertion.test(calleeName(parent) ?? '') && parent.arguments[0] === node ? startUp(read) : asserted(isAsserted, read);
    case 'VariableDeclarator': {
      const need = parent.id.type === 'Identifier' ? needOfVariable(parent, parent.id.name) : plain;
      return need === plain ? asserted(isAsserted, read) : need;
    }
    default:
      return asserted(isAsserted, read);
  }
}

/** The type checker is told that the variable is there; nothing looks whether it is. */
function asserted(isAsserted: boolean, read: TSESTree.Node): Need {
  return isAsserted && startUp(read) === required ? { need: 'asserted', fallback: undefined } : plain;
}

/** Required, where the read happens when the program starts; elsewhere only what needs it fails, and that may be new. */
function startUp(node: TSESTree.Node): Need {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (isBranch(ancestor, inner) && !isAboutStage(ancestor.test)) return plain;
    inner = ancestor;
    if (ancestor.type === 'PropertyDefinition' && !ancestor.static) return plain;
    if (ancestor.type !== 'FunctionDeclaration' && ancestor.type !== 'FunctionExpression' && ancestor.type !== 'ArrowFunctionExpression') continue;
    const { parent } = ancestor;
    const isCalledAtOnce = parent.type === 'CallExpression' && parent.callee === ancestor;
    const isStartUp =
      (parent.type === 'CallExpression' && startUpCallback.test(calleeName(parent) ?? '')) ||
      (parent.type === 'Property' && startUpCallback.test(staticKey(parent) ?? '')) ||
      (parent.type === 'MethodDefinition' && parent.kind === 'constructor');
    if (!isCalledAtOnce && !isStartUp) return plain;
  }
  return required;
}

/** `if (process.env.USE_MAIL) { … }`: what is in there is needed where somebody has switched it on. */
function isBranch(node: TSESTree.Node, inner: TSESTree.Node): node is TSESTree.IfStatement | TSESTree.ConditionalExpression {
  return (node.type === 'IfStatement' || node.type === 'ConditionalExpression') && node.test !== inner;
}

/** `NODE_ENV === 'production'`: that is where the service runs. */
function isAboutStage(test: TSESTree.Node): boolean {
  return nodesIn(test).some((node) => (node.type === 'Identifier' && /NODE_ENV|isProd|isDev/i.test(node.name)) || (node.type === 'Literal' && node.value === 'production'));
}

/** `if (!process.env.PORT) throw …`. */
function guardNeed(test: TSESTree.Node, read: TSESTree.Node): Need {
  const statement = guardedBy(test);
  return statement && refuses(statement.consequent) ? startUp(read) : optional;
}

/** The `if` whose condition an expression is, or is an alternative of: `if (!A || !B)`. */
function guardedBy(test: TSESTree.Node): TSESTree.IfStatement | undefined {
  let node = test;
  while (node.parent?.type === 'LogicalExpression' && node.parent.operator === '||') node = node.parent;
  return node.parent?.type === 'IfStatement' && node.parent.test === node ? node.parent : undefined;
}

/** `const port = process.env.PORT; if (!port) throw …`, in the statements behind it. */
function needOfVariable(declaration: TSESTree.Node, name: string): Need {
  const block = [...ancestorsOf(declaration)].find((node) => node.type === 'BlockStatement' || node.type === 'Program');
  let need = plain;
  for (const node of block ? nodesIn(block) : []) {
    if (node.type !== 'Identifier' || node.name !== name || node.range[0] < declaration.range[1]) continue;
    const { parent } = node;
    if (parent.type === 'LogicalExpression' && parent.left === node && parent.operator !== '&&' && !refuses(parent.right)) return { need: 'optional', fallback: parent.right };
    const isNegated = parent.type === 'UnaryExpression' && parent.operator === '!';
    const isCompared = parent.type === 'BinaryExpression' && /^===?$/.test(parent.operator) && isAbsent(parent.left === node ? parent.right : parent.left);
    if (isNegated || isCompared) need = guardNeed(parent, node);
    else if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test === node) return optional;
    else if (parent.type === 'LogicalExpression' && parent.left === node && parent.operator === '&&') return optional;
    else if (parent.type === 'CallExpression' && parent.arguments[0] === node && assertion.test(calleeName(parent) ?? '')) need = startUp(node);
    if (need.need === 'optional') return need;
  }
  return need;
}

function isAbsent(node: TSESTree.Node): boolean {
  return (node.type === 'Literal' && (node.value === null || node.value === '')) || (node.type === 'Identifier' && node.name === 'undefined');
}

/** Whether nothing comes behind a statement or an expression: it throws, or ends the program. */
function refuses(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'ThrowStatement':
      return true;
    case 'BlockStatement':
      return node.body.some(refuses);
    case 'ExpressionStatement':
      return refuses(node.expression);
    case 'CallExpression':
      return isExit(node) || refusal.test(calleeName(node) ?? '') || (node.callee.type === 'ArrowFunctionExpression' && refuses(node.callee.body));
    default:
      return false;
  }
}

function isExit(node: TSESTree.CallExpression): boolean {
  return chainNames(node.callee).join('.') === 'process.exit';
}
