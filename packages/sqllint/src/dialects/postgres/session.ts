import type { FuncCall, Node, TransactionStmt, VariableSetStmt } from '@pgsql/types';
import type { Change, ControlTransaction, SetParameter } from '../../changes.ts';
import { constantOf } from './expression.ts';
import { stringsOf } from './names.ts';
import type { StatementSource } from './source.ts';

const actions: Readonly<Record<string, ControlTransaction['action']>> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release',
  TRANS_STMT_ROLLBACK_TO: 'rollback to',
  TRANS_STMT_PREPARE: 'commit',
  TRANS_STMT_COMMIT_PREPARED: 'commit',
  TRANS_STMT_ROLLBACK_PREPARED: 'rollback',
};

export function lowerTransaction(statement: TransactionStmt, source: StatementSource): Change {
  return { kind: 'controlTransaction', ...source.range, action: actions[statement.kind ?? ''] ?? 'begin' };
}

export function lowerSet(statement: VariableSetStmt, source: StatementSource): SetParameter {
  const base = { kind: 'setParameter', ...source.range, local: statement.is_local ?? false } as const;
  if (statement.kind === 'VAR_RESET_ALL') return { ...base, name: '*' };
  const name = (statement.name ?? '').toLowerCase();
  if (statement.kind !== 'VAR_SET_VALUE') return { ...base, name };
  return { ...base, name, value: (statement.args ?? []).map(settingOf).join(', ') };
}

/** `ALTER DATABASE … SET`, which counts from the next session on. */
export function lowerLastingSet(statement: VariableSetStmt | undefined, source: StatementSource): Change {
  return { ...lowerSet(statement ?? {}, source), lasting: true };
}

function settingOf(node: Node): string {
  if ('ColumnRef' in node) return stringsOf(node.ColumnRef.fields).join('.');
  return constantOf(node) ?? '';
}

/** `SELECT set_config('name', 'value', is_local)`. */
export function lowerSetConfig(call: FuncCall, source: StatementSource): Change | undefined {
  if (stringsOf(call.funcname).at(-1) !== 'set_config') return undefined;
  const [name, value, local] = (call.args ?? []).map(constantOf);
  if (typeof name !== 'string') return undefined;
  return {
    kind: 'setParameter',
    ...source.range,
    name: name.toLowerCase(),
    ...(typeof value === 'string' ? { value } : {}),
    local: local === 'true',
  };
}
