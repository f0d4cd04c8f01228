import type { TSESTree } from '@typescript-eslint/utils';
import type { Condition } from 'sqllint';
import { ElsewhereValue } from './values.ts';
import type { Value } from './values.ts';

/** How a statement ends. `unless` and `maybe` say that it is only so under a condition; then `unless` holds for what follows. */
export type Completion =
  | { readonly kind: 'normal' }
  | { readonly kind: 'return' | 'throw' | 'break' | 'continue'; readonly value?: Value }
  | { readonly kind: 'maybe'; readonly of: 'return' | 'break' | 'continue'; readonly unless: Condition };

export const normal: Completion = { kind: 'normal' };

/** How a loop ends of which a turn ends so: `continue` goes on behind it like its end. */
export function ofLoop(end: Completion): Completion {
  return end.kind === 'return' || end.kind === 'throw' || end.kind === 'break' ? end : normal;
}

/** How an `if` ends of which nobody knows which branch runs. A throw is a guard: without it the rest would not be there. */
export function eitherEnd(then: Completion, otherwise: Completion, condition: Condition, opposite: Condition): Completion {
  if (then.kind === 'maybe') return then;
  if (otherwise.kind === 'maybe') return otherwise;
  const thenEnds = then.kind !== 'normal' && then.kind !== 'throw';
  const otherwiseEnds = otherwise.kind !== 'normal' && otherwise.kind !== 'throw';
  if (thenEnds && otherwiseEnds) return { kind: then.kind, value: new ElsewhereValue() };
  if (then.kind === 'throw' && otherwise.kind === 'throw') return then;
  if (thenEnds) return { kind: 'maybe', of: then.kind, unless: opposite };
  if (otherwiseEnds) return { kind: 'maybe', of: otherwise.kind, unless: condition };
  return normal;
}

/** Whether a block ends in a throw, whatever else it does. */
export function alwaysThrows(body: TSESTree.Node): boolean {
  return body.type === 'BlockStatement' && body.body.some(({ type }) => type === 'ThrowStatement');
}
