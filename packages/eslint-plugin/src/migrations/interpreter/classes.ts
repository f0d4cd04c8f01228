import type { TSESTree } from '@typescript-eslint/utils';
import { staticKey } from '../../analysis/syntax.ts';
import type { FunctionNode } from '../migration-functions.ts';
import type { Scope } from './scope.ts';
import { ClassValue, FunctionValue, RecordValue } from './values.ts';
import type { Value } from './values.ts';

/** Who can evaluate expressions and call functions. */
export interface Runner {
  evaluate(expression: TSESTree.Node, scope: Scope): Value;
  call(callee: Value, args: readonly Value[], node: TSESTree.Node): Value;
}

/** `new` of a class of the file. */
export function construct(madeOf: ClassValue, args: readonly Value[], node: TSESTree.Node, runner: Runner): RecordValue {
  const object = new RecordValue(madeOf);
  initialise(object, madeOf, args, node, runner);
  return object;
}

/** Runs the fields and the constructor of a class, or of the one that it extends, on an object. */
export function initialise(object: RecordValue, madeOf: ClassValue, args: readonly Value[], node: TSESTree.Node, runner: Runner): void {
  const scope = madeOf.scope.withSelf(object, madeOf);
  const constructor = methodIn(madeOf, 'constructor');
  if (!constructor) {
    const parent = parentOf(madeOf, runner);
    if (parent) initialise(object, parent, args, node, runner);
    else if (madeOf.node.superClass) object.isOpen = true;
  }
  for (const member of madeOf.node.body.body) {
    if (member.type !== 'PropertyDefinition' || member.static) continue;
    const name = staticKey(member);
    if (name !== undefined && member.value) object.entries.set(name, runner.evaluate(member.value, scope));
  }
  if (constructor) runner.call(new FunctionValue(constructor, scope, object), args, node);
}

/** A method of an object's class, or of one that this extends. */
export function methodOf(object: RecordValue, name: string, runner: Runner, from = object.madeOf): FunctionValue | undefined {
  for (let madeOf = from; madeOf; madeOf = parentOf(madeOf, runner)) {
    const method = methodIn(madeOf, name);
    if (method) return new FunctionValue(method, madeOf.scope.withSelf(object, madeOf), object);
  }
  return undefined;
}

/** A method that belongs to the class itself. */
export function staticMethod(madeOf: ClassValue, name: string, runner: Runner): Value {
  for (const member of madeOf.node.body.body) {
    if ((member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') || !member.static || staticKeyOf(member) !== name || !member.value) continue;
    return runner.evaluate(member.value, madeOf.scope.withSelf(madeOf));
  }
  return undefined;
}

/** The class that a class extends, where it is known. */
export function parentOf({ node, scope }: ClassValue, runner: Runner): ClassValue | undefined {
  const parent = node.superClass ? runner.evaluate(node.superClass, scope) : undefined;
  return parent instanceof ClassValue ? parent : undefined;
}

function methodIn({ node }: ClassValue, name: string): FunctionNode | undefined {
  for (const member of node.body.body) {
    if (member.type === 'MethodDefinition' && !member.static && staticKeyOf(member) === name) return member.value;
  }
  return undefined;
}

function staticKeyOf(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): string | undefined {
  return !member.computed && member.key.type === 'Identifier' ? member.key.name : undefined;
}
