import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../analysis/syntax.ts';
import type { VariableRead } from './variable-read.ts';

/** A variable whose default is another one than before. */
export interface DefaultChange {
  readonly name: string;
  /** The default that is there now. */
  readonly node: TSESTree.Node;
  /** As they are written. */
  readonly before: string;
  readonly after: string;
}

/** The variables that have one default now and had one before, both of which are written down, and not the same. */
export function findDefaultChanges(earlier: readonly VariableRead[], now: readonly VariableRead[], earlierText: string, nowText: string): DefaultChange[] {
  const before = soleDefaults(earlier, earlierText);
  return [...soleDefaults(now, nowText)].flatMap(([name, { node, text, value }]) => {
    const old = before.get(name);
    return old === undefined || old.value === value ? [] : [{ name, node, before: old.text, after: text }];
  });
}

interface Default {
  readonly node: TSESTree.Node;
  readonly text: string;
  /** What it comes to, so that `'80'`, `"80"` and 80 are the same: set in the environment, all are texts. */
  readonly value: string;
}

/** Where a file gives a variable several defaults, it knows more of it than we do. */
function soleDefaults(reads: readonly VariableRead[], text: string): ReadonlyMap<string, Default> {
  const found = new Map<string, Default | undefined>();
  for (const { name, fallback } of reads) {
    if (!fallback) continue;
    const value = valueOf(fallback);
    found.set(name, value === undefined || found.has(name) ? undefined : { node: fallback, text: text.slice(...fallback.range), value });
  }
  return new Map([...found].filter((entry): entry is [string, Default] => entry[1] !== undefined));
}

/** The value of a literal, or of arithmetic on numbers; undefined for what is known only when it runs. */
function valueOf(expression: TSESTree.Node): string | undefined {
  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      return String(node.value);
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? '') : undefined;
    case 'UnaryExpression': {
      const value = valueOf(node.argument);
      return value === undefined ? undefined : `${node.operator} ${value}`;
    }
    case 'BinaryExpression': {
      const left = valueOf(node.left);
      const right = valueOf(node.right);
      return left === undefined || right === undefined ? undefined : `${left} ${node.operator} ${right}`;
    }
    default:
      return undefined;
  }
}
