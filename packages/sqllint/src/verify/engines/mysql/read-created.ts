import { quoteName } from './quote-name.ts';
import type { Created, CreatedObject } from './created.ts';
import type { MysqlSession } from './mysql-session.ts';

/** Asks the server for the statements that would make again what is there. */
export async function readCreated(session: MysqlSession): Promise<Created> {
  const tables = new Map<string, string>();
  const others: CreatedObject[] = [];
  const views: CreatedObject[] = [];
  for (const [name, type] of await session.query('SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name')) {
    if (typeof name !== 'string') continue;
    if (type === 'VIEW') views.push({ kind: 'view', name, table: '', sql: await created(session, 'VIEW', name, 1) });
    else if (type === 'SEQUENCE') others.push({ kind: 'sequence', name, table: '', sql: await created(session, 'SEQUENCE', name, 1) });
    else tables.set(name, await created(session, 'TABLE', name, 1));
  }
  for (const [name, type] of await session.query('SELECT routine_name, routine_type FROM information_schema.routines WHERE routine_schema = DATABASE() ORDER BY routine_name')) {
    if (typeof name !== 'string') continue;
    const kind = type === 'FUNCTION' ? 'function' : 'procedure';
    others.push({ kind, name, table: '', sql: await created(session, kind.toUpperCase(), name, 2) });
  }
  for (const [name, table, on] of await session.query("SELECT trigger_name, event_object_table, concat_ws(' ', action_timing, event_manipulation) FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY event_object_table, action_order")) {
    if (typeof name === 'string' && typeof table === 'string') others.push({ kind: 'trigger', name, table, sql: await created(session, 'TRIGGER', name, 2), on: on ?? '' });
  }
  for (const [name] of await session.query('SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY event_name')) {
    if (typeof name === 'string') others.push({ kind: 'event', name, table: '', sql: await created(session, 'EVENT', name, 3) });
  }
  return { tables, others: [...others.filter(({ kind }) => kind !== 'trigger'), ...views, ...others.filter(({ kind }) => kind === 'trigger')] };
}

async function created(session: MysqlSession, kind: string, name: string, column: number): Promise<string> {
  const [row] = await session.query(`SHOW CREATE ${kind} ${quoteName(name)}`);
  return row?.[column] ?? '';
}
