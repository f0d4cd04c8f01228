import type { TSESTree } from '@typescript-eslint/utils';
import { TextValue } from '../script/text-value.ts';
import { placeIn } from './call-places.ts';
import type { Interpreter } from './interpreter.ts';
import type { Scope } from './scope.ts';
import { ElsewhereValue, ListValue, RecordValue } from './values.ts';

/** `[…]`. */
export function list(node: TSESTree.ArrayExpression, scope: Scope, interpreter: Interpreter): ListValue {
  const made = new ListValue([]);
  for (const element of node.elements) {
    if (element?.type === 'SpreadElement') {
      const spread = interpreter.evaluate(element.argument, scope);
      if (spread instanceof ListValue) made.items.push(...spread.items);
      made.isOpen ||= !(spread instanceof ListValue) || spread.isOpen;
    } else {
      made.items.push(element ? interpreter.evaluate(element, scope) : undefined);
    }
  }
  return made;
}

/** `{…}`, with the places of its properties. */
export function record(node: TSESTree.ObjectExpression, scope: Scope, interpreter: Interpreter): RecordValue {
  const made = new RecordValue();
  made.at = placeIn(scope, node);
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = interpreter.evaluate(property.argument, scope);
      if (spread instanceof RecordValue) for (const [key, value] of spread.entries) made.entries.set(key, value);
      made.isOpen ||= !(spread instanceof RecordValue) || spread.isOpen;
      continue;
    }
    const key = propertyName(property, scope, interpreter);
    if (key === undefined) {
      made.isOpen = true;
      continue;
    }
    const value = interpreter.evaluate(property.value, scope);
    made.entries.set(key, value);
    const place = placeIn(scope, property);
    if (place) made.places.set(key, place);
  }
  return made;
}

function propertyName({ key, computed }: TSESTree.Property, scope: Scope, interpreter: Interpreter): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  const value = interpreter.evaluate(key, scope);
  // `[Op.ne]`, a symbol of Sequelize.
  if (value instanceof ElsewhereValue && value.of?.name === 'Op') return `Op.${value.name ?? ''}`;
  return value instanceof TextValue && value.isKnown ? value.toString() : typeof value === 'number' ? String(value) : undefined;
}
