import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findModule } from '../analysis/imports.ts';
import { calleeName, staticKey, unwrap } from '../analysis/syntax.ts';
import { ancestorsOf } from '../analysis/tree.ts';
import { findVariable } from '../analysis/variables.ts';
import { HANDLER_CALLS, HANDLER_CLASSES, HANDLER_DECORATORS, HANDLER_OPTIONS, TELLING_CALLS, TELLING_OPTIONS } from '../knowledge/message-consumers.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

/** Tells quickly that a file takes no messages. */
export const MAY_TAKE_MESSAGES =
  /eachMessage|eachBatch|handleMessage|\b(?:consume|createConsumer|process|work|subscribe|pSubscribe|define|on|addSetup|callback|handler)\b\s*[(:<]|new Worker|WorkerHost|@(?:EventPattern|MessagePattern|RabbitSubscribe|RabbitRPC|SqsMessageHandler|Process|KafkaListener|Subscribe)\b/u;

/** The function that a call gives every message to: `channel.consume(queue, handle)`, `new Worker('mail', handle)`. */
export function handlerOfCall(sourceCode: SourceCode, call: TSESTree.CallExpression | TSESTree.NewExpression): FunctionNode | undefined {
  const name = calleeName(call);
  if (name === undefined) return undefined;
  const isTelling = TELLING_CALLS.has(name) && call.arguments.length >= 2;
  if (!isTelling) {
    const module = findModule(sourceCode, call.callee);
    if (module === undefined || HANDLER_CALLS[module]?.includes(name) !== true) return undefined;
    // `connection.on('error', …)` gets no message.
    if (name === 'on' && !isText(call.arguments[0], /^(?:message|pmessage|data)$/u)) return undefined;
  }
  return call.arguments.map((argument) => functionBehind(sourceCode, argument)).find((handler) => handler !== undefined);
}

/** The same for a function that is an option: `consumer.run({ eachMessage: … })`. */
export function handlerOfOption(sourceCode: SourceCode, property: TSESTree.Property): FunctionNode | undefined {
  const key = staticKey(property);
  if (key === undefined || property.parent.type !== 'ObjectExpression') return undefined;
  const call = property.parent.parent;
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return undefined;
  if (!TELLING_OPTIONS.has(key)) {
    const module = findModule(sourceCode, call.callee);
    if (module === undefined || HANDLER_OPTIONS[module]?.includes(key) !== true) return undefined;
  }
  return functionBehind(sourceCode, property.value);
}

/** The same for a method with a decorator, and for the method `process` of a worker. */
export function handlerOfMethod(method: TSESTree.MethodDefinition): FunctionNode | undefined {
  if (method.value.type !== 'FunctionExpression') return undefined;
  const superClass = method.parent.parent.superClass;
  const isWorker = superClass?.type === 'Identifier' && HANDLER_CLASSES.has(superClass.name) && keyName(method.key) === 'process';
  const decorators = method.decorators as typeof method.decorators | undefined; // parsers of plain JavaScript leave them out
  const isDecorated = decorators?.some(({ expression }) => expression.type === 'CallExpression' && HANDLER_DECORATORS.has(calleeName(expression) ?? ''));
  return isWorker || isDecorated ? method.value : undefined;
}

/** The functions of this file that a handler passes its message on to, itself first. */
export function functionsReached(sourceCode: SourceCode, handler: FunctionNode, calls: (within: FunctionNode) => readonly TSESTree.CallExpression[]): readonly FunctionNode[] {
  const reached: FunctionNode[] = [handler];
  for (const current of reached) {
    for (const call of calls(current)) {
      const next = call.arguments.length > 0 ? (functionBehind(sourceCode, call.callee) ?? methodOfThis(call.callee)) : undefined;
      if (next && !reached.includes(next)) reached.push(next);
    }
  }
  return reached;
}

function functionBehind(sourceCode: SourceCode, expression: TSESTree.Node | undefined): FunctionNode | undefined {
  const node = expression && unwrap(expression);
  switch (node?.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return node;
    case 'Identifier': {
      const definition = findVariable(sourceCode, node)?.defs[0]?.node;
      if (definition?.type === 'FunctionDeclaration') return definition;
      return definition?.type === 'VariableDeclarator' && definition.init && definition.init.type !== 'Identifier' ? functionBehind(sourceCode, definition.init) : undefined;
    }
    default:
      return node && methodOfThis(node);
  }
}

/** The method that `this.handle` means, in the class around it. */
function methodOfThis(expression: TSESTree.Node): FunctionNode | undefined {
  const node = unwrap(expression);
  // `this.handle.bind(this)` is the method, too.
  if (node.type === 'CallExpression') return calleeName(node) === 'bind' && node.callee.type === 'MemberExpression' ? methodOfThis(node.callee.object) : undefined;
  if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression') return undefined;
  const name = staticKey(node);
  const around = [...ancestorsOf(node)].find((ancestor) => ancestor.type === 'ClassBody');
  for (const member of around?.body ?? []) {
    if ((member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') || member.computed || keyName(member.key) !== name) continue;
    const { value } = member;
    return value?.type === 'FunctionExpression' || value?.type === 'ArrowFunctionExpression' ? value : undefined;
  }
  return undefined;
}

function keyName(key: TSESTree.Node): string | undefined {
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : undefined;
}

function isText(node: TSESTree.Node | undefined, pattern: RegExp): boolean {
  return node?.type === 'Literal' && typeof node.value === 'string' && pattern.test(node.value);
}
