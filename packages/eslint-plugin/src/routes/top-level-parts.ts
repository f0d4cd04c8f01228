import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';

/** Each top-level statement of a module with the name that it declares; what declares none has an empty name. */
export function topLevelParts(module: Module): readonly (readonly [name: string, node: Node])[] {
  const parts: [string, Node][] = [];
  for (const statement of module.program.body) {
    const inner: Node = statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
    if (inner.type === 'VariableDeclaration') {
      for (const declarator of inner.declarations) parts.push([declarator.id.type === 'Identifier' ? declarator.id.name : '', declarator]);
    } else {
      const named = 'id' in inner && inner.id && 'name' in inner.id ? inner.id.name : statement.type === 'ExportDefaultDeclaration' ? 'default' : '';
      parts.push([named, inner]);
    }
  }
  return parts;
}
