import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import { chainOf, isFunction, literalText, unwrap, walk } from '../modules/nodes.ts';

/** The handlers of SIGTERM that end the process and do nothing else but log: what is being answered is cut off. */
export function handlersThatExitAtOnce(module: Module): readonly Node[] {
  const handlers: Node[] = [];
  walk(module.program, (node) => {
    if (node.type !== 'CallExpression' || !/^process\.(?:on|once)$/u.test(chainOf(node.callee).join('.'))) return undefined;
    const [signal, handler] = node.arguments;
    if (literalText(signal) !== 'SIGTERM' || !handler) return undefined;
    const written = unwrap(handler);
    if (isFunction(written) && onlyExits(written)) handlers.push(node);
    return undefined;
  });
  return handlers;
}

function onlyExits(handler: Node): boolean {
  const calls: string[] = [];
  const others: Node[] = [];
  walk(handler, (node) => {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') calls.push(chainOf(node.callee).join('.'));
    else if (node.type === 'AssignmentExpression' || node.type === 'AwaitExpression') others.push(node);
    return undefined;
  });
  const isHarmless = (call: string): boolean => call === 'process.exit' || /^console\.|(?:^|\.)log(?:ger)?\.|^(?:String|Date)/u.test(call);
  return calls.includes('process.exit') && calls.every(isHarmless) && others.length === 0;
}
