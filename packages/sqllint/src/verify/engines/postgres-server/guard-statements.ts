import type { DatabaseError, RunnableScript, RunnableStatement } from '../../engine.ts';

/** What reaches beyond a scratch database, each with what it would do. */
const beyond: readonly { readonly pattern: RegExp; readonly does: string }[] = [
  { pattern: /\bcopy\b[^;]*\b(?:from|to)\s+program\b/isu, does: 'runs a program on the server' },
  { pattern: /\bcopy\b[^;]*\b(?:from|to)\s+'/isu, does: 'reads or writes a file of the server' },
  { pattern: /\bpg_(?:read_(?:binary_)?file|ls_\w*dir|stat_file|file_(?:write|read|unlink|rename|sync))\b|\blo_(?:im|ex)port\b/iu, does: 'reads or writes a file of the server' },
  { pattern: /\bdblink\w*\b|\bcreate\s+(?:server|subscription|user\s+mapping)\b|\b(?:postgres|file)_fdw\b/iu, does: 'connects the server to others' },
  { pattern: /\balter\s+system\b|\bpg_(?:reload_conf|rotate_logfile|promote|switch_wal|create_restore_point)\b|^\s*load\b/iu, does: 'changes the server itself' },
  { pattern: /\b(?:create|alter|drop)\s+(?:role|user|group|tablespace)\b(?!\s+mapping)|\b(?:drop|reassign)\s+owned\b/iu, does: 'changes roles, which all databases of a server share' },
  { pattern: /\b(?:create|alter|drop)\s+database\b/iu, does: 'changes databases' },
  { pattern: /\bpg_(?:terminate|cancel)_backend\b/iu, does: 'ends sessions of others' },
  { pattern: /\blanguage\s+'?(?:plpython\w*u|plperlu|pltclu|plsh|c|internal)\b/iu, does: 'runs a program on the server' },
];

/**
 * The first statement that reaches beyond a scratch database, and what it would do. It looks at the
 * text, bodies of routines included, and is no sandbox: a name that is put together at run time is
 * not seen. A role that may create databases and nothing else is what really protects a server.
 */
export function findForbidden({ statements }: RunnableScript): { readonly statement: RunnableStatement; readonly error: DatabaseError } | undefined {
  for (const statement of statements) {
    const found = beyond.find(({ pattern }) => pattern.test(statement.sql));
    if (found) return { statement, error: { message: `sqllint did not run this, because it ${found.does}; --allow-server-changes runs it` } };
  }
  return undefined;
}
