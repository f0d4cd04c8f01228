import type { TSESTree } from '@typescript-eslint/utils';
import { staticKey } from '../../analysis/syntax.ts';
import { ModuleValue } from './modules.ts';
import type { Scope } from './scope.ts';
import { ElsewhereValue, HostValue, ListValue, RecordValue } from './values.ts';
import type { Value } from './values.ts';

/** The names that a parameter, a declaration or an assignment gives values to. */
export function* namesIn(pattern: TSESTree.Node, value: Value, evaluate: (node: TSESTree.Node) => Value): Generator<[string, Value]> {
  switch (pattern.type) {
    case 'Identifier':
      yield [pattern.name, value];
      break;
    case 'AssignmentPattern':
      yield* namesIn(pattern.left, value === undefined ? evaluate(pattern.right) : value, evaluate);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'Property') yield* namesIn(property.value, propertyOf(value, staticKey(property)), evaluate);
        else yield* namesIn(property.argument, new ElsewhereValue(), evaluate);
      }
      break;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        if (element?.type === 'RestElement') yield* namesIn(element.argument, value instanceof ListValue && !value.isOpen ? new ListValue(value.items.slice(index)) : new ElsewhereValue(), evaluate);
        else if (element) yield* namesIn(element, value instanceof ListValue && !value.isOpen ? value.items[index] : new ElsewhereValue(), evaluate);
      }
      break;
    case 'TSParameterProperty':
      yield* namesIn(pattern.parameter, value, evaluate);
      break;
    default:
  }
}

/** Declares the names of a pattern. */
export function declareNames(pattern: TSESTree.Node, value: Value, scope: Scope, depth: number, evaluate: (node: TSESTree.Node) => Value): void {
  for (const [name, bound] of namesIn(pattern, value, evaluate)) scope.declare(name, { value: bound, depth });
}

function propertyOf(value: Value, key: string | undefined): Value {
  if (key === undefined) return new ElsewhereValue();
  if (value instanceof RecordValue) return value.entries.get(key) ?? (value.isOpen ? new ElsewhereValue() : undefined);
  if (value instanceof HostValue || value instanceof ModuleValue) return value.get(key);
  if (value instanceof ElsewhereValue) return new ElsewhereValue({ name: key, of: value, holdsDatabase: value.holdsDatabase });
  return new ElsewhereValue();
}
