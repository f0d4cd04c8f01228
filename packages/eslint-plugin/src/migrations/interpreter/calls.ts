import type { TSESTree } from '@typescript-eslint/utils';
import { staticKey, unwrap } from '../../analysis/syntax.ts';
import { TextValue } from '../script/text-value.ts';
import { callBuiltIn } from './built-ins.ts';
import { placeIn, rangeOf } from './call-places.ts';
import { construct, initialise, methodOf, parentOf } from './classes.ts';
import { alwaysThrows } from './completion.ts';
import { keyOf, memberOf } from './expressions.ts';
import { callOfFiles, ResolveValue } from './files.ts';
import type { Interpreter } from './interpreter.ts';
import { ModuleValue } from './modules.ts';
import { unknown } from './operators.ts';
import type { Scope } from './scope.ts';
import { ClassValue, ElsewhereValue, FunctionValue, holdsDatabase, HostValue, ListValue, markUsed, MethodValue, RecordValue } from './values.ts';
import type { Value } from './values.ts';

/** A call of anything. */
export function callExpression(node: TSESTree.CallExpression, scope: Scope, interpreter: Interpreter): Value {
  const callee = unwrap(node.callee);
  if (callee.type === 'Super' || (callee.type === 'MemberExpression' && callee.object.type === 'Super')) return callSuper(node, callee, scope, interpreter);
  if (callee.type !== 'MemberExpression') {
    const called = interpreter.evaluate(callee, scope);
    const args = evaluateArguments(node, scope, interpreter);
    if (called instanceof ElsewhereValue && called.name === 'require' && !called.of) return requireModule(args[0], scope, interpreter);
    const read = called instanceof ElsewhereValue && !(called instanceof ResolveValue) ? callOfFiles(called.name, args, interpreter.site(node), interpreter.readText) : undefined;
    return read ? read.value : interpreter.call(called, args, node);
  }
  const object = interpreter.evaluate(callee.object, scope);
  const key = keyOf(callee, scope, interpreter);
  const args = evaluateArguments(node, scope, interpreter);
  if (key === 'then' || key === 'catch' || key === 'finally') return callOnPromise(object, key, args, node, interpreter);
  if (object instanceof MethodValue && (key === 'bind' || key === 'call')) return object.invoke(key, args, interpreter.site(node));
  if (object instanceof HostValue && key !== undefined) {
    const member = object.get(key);
    for (const argument of args) markUsed(argument);
    if (member instanceof MethodValue && member.owner === object) return object.invoke(key, args, interpreter.site(node));
    return interpreter.call(member, args, node);
  }
  if (key === 'bind' && object instanceof FunctionValue) return object;
  if (key === 'execute' && object instanceof ElsewhereValue && args[0] instanceof HostValue) {
    // `` sql`…`.execute(db) ``
    return args[0].invoke(key, [object], { ...interpreter.site(node), argumentRanges: interpreter.isElsewhere ? [] : [rangeOf(callee.object)] });
  }
  if (object instanceof RecordValue || object instanceof ModuleValue || object instanceof ClassValue) return interpreter.call(memberOf(object, key, callee, interpreter), args, node);
  const known = key === undefined ? undefined : (callOfFileModule(object, key, args, node, interpreter) ?? callBuiltIn(object, key, args, interpreter.site(node)));
  if (known) return known.value;
  const member = object instanceof ElsewhereValue ? memberOf(object, key, callee, interpreter) : new ElsewhereValue({ name: key });
  return callElsewhere(member, args, node, interpreter);
}

/** Of modules that are called `path` and `fs`, or something with these in it. */
function callOfFileModule(object: Value, key: string, args: readonly Value[], node: TSESTree.Node, interpreter: Interpreter): { readonly value: Value } | undefined {
  const owner = object instanceof ElsewhereValue ? (object.name === 'promises' ? object.of?.name : object.name) : undefined;
  return owner !== undefined && /^(?:node:)?_?(?:path|fs|fsp|fs-extra|fsPromises|fs\/promises|default)$/u.test(owner) ? callOfFiles(key, args, interpreter.site(node), interpreter.readText) : undefined;
}

/** `super(…)` and `super.method(…)`. */
function callSuper(node: TSESTree.CallExpression, callee: TSESTree.Node, scope: Scope, interpreter: Interpreter): Value {
  const { self, home } = scope;
  const parent = home && parentOf(home, interpreter);
  const args = evaluateArguments(node, scope, interpreter);
  if (!(self instanceof RecordValue) || !parent) return self instanceof HostValue || self === undefined ? undefined : new ElsewhereValue();
  if (callee.type !== 'MemberExpression') {
    initialise(self, parent, args, node, interpreter);
    return undefined;
  }
  return interpreter.call(methodOf(self, staticKey(callee) ?? '', interpreter, parent), args, node);
}

function requireModule(specifier: Value, { module }: Scope, interpreter: Interpreter): Value {
  if (!module || !(specifier instanceof TextValue) || !specifier.isKnown) return new ElsewhereValue();
  const name = specifier.toString();
  // A package is known by its name, as what is imported is by that of the variable.
  return name.startsWith('.') ? interpreter.import(module.source, name) : new ElsewhereValue({ name: name === 'bluebird' ? 'Promise' : name });
}

/** A promise of something that is no host value: it has happened already. */
function callOnPromise(object: Value, key: 'then' | 'catch' | 'finally', args: readonly Value[], node: TSESTree.Node, interpreter: Interpreter): Value {
  const value = interpreter.settle(object);
  const [handle] = args;
  if (key === 'catch') {
    if (handle instanceof FunctionValue && handle.node.body && !alwaysThrows(handle.node.body)) {
      interpreter.under(unknown, () => interpreter.call(handle, [new ElsewhereValue()], node));
    }
    return value;
  }
  return handle instanceof FunctionValue ? interpreter.settle(interpreter.call(handle, key === 'then' ? [value] : [], node)) : value;
}

/** A call of what is not known. */
export function callElsewhere(callee: Value, args: readonly Value[], node: TSESTree.Node, interpreter: Interpreter): Value {
  const of = callee instanceof ElsewhereValue ? callee : new ElsewhereValue();
  const isHandedOver = of.holdsDatabase || args.some((value) => holdsDatabase(value));
  // What is not known may call back at any time.
  for (const value of args) {
    if (value instanceof FunctionValue) interpreter.under(unknown, () => interpreter.settle(interpreter.call(value, value.node.params.map(() => new ElsewhereValue({ holdsDatabase: isHandedOver })), node)));
  }
  return new ElsewhereValue({ name: of.name, of, args, holdsDatabase: isHandedOver, call: node });
}

/** `new` of anything. */
export function newExpression(node: TSESTree.NewExpression, scope: Scope, interpreter: Interpreter): Value {
  const evaluated = interpreter.evaluate(node.callee, scope);
  const callee = evaluated instanceof ModuleValue ? evaluated.get('default') : evaluated;
  const args = evaluateArguments(node, scope, interpreter);
  if (callee instanceof ClassValue) return construct(callee, args, node, interpreter);
  const name = callee instanceof ElsewhereValue ? callee.name : undefined;
  const [executor] = args;
  if (name === 'Promise' && executor instanceof FunctionValue) {
    const resolve = new ResolveValue({ name: 'resolve' });
    interpreter.call(executor, [resolve, new ElsewhereValue()], node);
    return resolve.resolved ? resolve.resolved.value : new ElsewhereValue();
  }
  return new ElsewhereValue({ name, args, holdsDatabase: args.some((value) => holdsDatabase(value)), call: node, at: placeIn(scope, node) });
}

function evaluateArguments(node: TSESTree.CallExpression | TSESTree.NewExpression, scope: Scope, interpreter: Interpreter): Value[] {
  return node.arguments.flatMap((argument) => {
    if (argument.type !== 'SpreadElement') return [interpreter.evaluate(argument, scope)];
    const list = interpreter.evaluate(argument.argument, scope);
    return list instanceof ListValue && !list.isOpen ? list.items : [new ElsewhereValue()];
  });
}
