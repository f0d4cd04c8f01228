import type { Node } from 'oxc-parser';
import type { Module } from './module.ts';
import type { Modules } from './modules.ts';
import { chainOf, keyName, literalText, memberName, unwrap } from './nodes.ts';

const MAX_HOPS = 6;

/**
 * The text that an expression is known to have: literals, templates and sums of them, constants of this module and of
 * others, members of constant objects and of enums.
 */
export function staticText(node: Node, module: Module, modules?: Modules, hops = MAX_HOPS): string | undefined {
  const value = unwrap(node);
  const literal = literalText(value);
  if (literal !== undefined || hops === 0) return literal;
  switch (value.type) {
    case 'TemplateLiteral': {
      let text = value.quasis[0]?.value.cooked ?? '';
      for (const [index, expression] of value.expressions.entries()) {
        const part = staticText(expression, module, modules, hops - 1);
        if (part === undefined) return undefined;
        text += part + (value.quasis[index + 1]?.value.cooked ?? '');
      }
      return text;
    }
    case 'BinaryExpression': {
      if (value.operator !== '+') return undefined;
      const left = staticText(value.left, module, modules, hops - 1);
      const right = staticText(value.right, module, modules, hops - 1);
      return left === undefined || right === undefined ? undefined : left + right;
    }
    case 'Identifier': {
      const found = staticValue(value, module, modules);
      return found && found.node !== value ? staticText(found.node, found.module, modules, hops - 1) : undefined;
    }
    case 'MemberExpression': {
      const found = staticValue(value, module, modules);
      return found ? staticText(found.node, found.module, modules, hops - 1) : undefined;
    }
    default:
      return undefined;
  }
}

/** The expression that a name or a member of a constant object stands for, with the module that it stands in. */
function staticValue(node: Node, module: Module, modules?: Modules): { readonly node: Node; readonly module: Module } | undefined {
  const value = unwrap(node);
  if (value.type === 'Identifier') {
    const own = module.values.get(value.name);
    if (own) return { node: own, module };
    const meaning = modules?.meaning(module, value.name);
    return meaning?.kind === 'declaration' ? meaning : undefined;
  }
  if (value.type !== 'MemberExpression') return undefined;
  const name = memberName(value);
  const object = staticValue(value.object, module, modules);
  if (name === undefined || !object) return undefined;
  const holder = unfrozen(object.node);
  if (holder.type === 'ObjectExpression') {
    const property = holder.properties.find((candidate) => candidate.type === 'Property' && keyName(candidate) === name);
    return property?.type === 'Property' ? { node: property.value, module: object.module } : undefined;
  }
  if (holder.type === 'TSEnumDeclaration') {
    const member = holder.body.members.find(({ id, computed }) => keyName({ key: id, computed }) === name);
    return member?.initializer ? { node: member.initializer, module: object.module } : undefined;
  }
  return undefined;
}

/** The object in `Object.freeze({ … })`. */
function unfrozen(node: Node): Node {
  const value = unwrap(node);
  const [first] = value.type === 'CallExpression' && chainOf(value.callee).join('.') === 'Object.freeze' ? value.arguments : [];
  return first ? unwrap(first) : value;
}
