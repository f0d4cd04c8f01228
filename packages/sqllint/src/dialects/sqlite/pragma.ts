import type { Expr, PragmaStmt } from 'sqlite3-parser';
import type { Change } from '../../changes.ts';
import { constantOf } from './expression.ts';
import type { StatementSource } from './source.ts';

/** `PRAGMA name = value` sets something for the connection; one without a value only asks. */
export function lowerPragma({ name: node, body }: PragmaStmt, source: StatementSource): Change {
  const name = node.objName.text.toLowerCase();
  const isQuestion = body === undefined || questions.has(name);
  if (isQuestion) return { kind: 'noEffect', ...source.range, command: `PRAGMA ${name}` };
  return { kind: 'setParameter', ...source.range, name, value: valueOf(name, body.value, source), local: false };
}

/** Pragmas that look at something and may take its name. */
const questions = new Set(['foreign_key_check', 'foreign_key_list', 'integrity_check', 'quick_check', 'table_info', 'table_xinfo', 'index_info', 'index_xinfo', 'index_list', 'table_list', 'optimize', 'wal_checkpoint', 'incremental_vacuum']);

const switches = new Set(['foreign_keys', 'defer_foreign_keys', 'legacy_alter_table', 'writable_schema', 'recursive_triggers', 'ignore_check_constraints']);

/** `on` or `off` for a switch, whatever stands for it. */
function valueOf(name: string, value: Expr, source: StatementSource): string {
  const written = (constantOf(value) ?? source.textOf(value.span)).toLowerCase().replaceAll(/^["'`[]|["'`\]]$/gu, '');
  if (!switches.has(name)) return written;
  return ['1', 'on', 'yes', 'true'].includes(written) ? 'on' : 'off';
}
