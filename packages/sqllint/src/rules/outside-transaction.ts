import type { ChangeContext } from './rule.ts';

/** A comment above a statement that cannot run in a transaction: how this runner is told. */
export function outsideComment({ inTransaction, outsideTransaction }: Pick<ChangeContext, 'inTransaction' | 'outsideTransaction'>): string {
  const how = inTransaction === false ? undefined : outsideTransaction;
  return `-- ${how ?? 'Put the statement into a migration of its own, outside a transaction'}:`;
}
