import type { Change, ControlTransaction, Range, SetParameter } from '../../changes.ts';
import type { TokenReader } from './token-reader.ts';

/** Reads what follows `SET`: a change for each variable of the session or the server. */
export function readSet(reader: TokenReader, range: Range): Change[] {
  if (/^(?:PASSWORD|ROLE|TRANSACTION|NAMES|CHARACTER|CHARSET|DEFAULT|RESOURCE)$/u.test(reader.peek())) {
    return readOtherSet(reader, range);
  }
  const changes: Change[] = [];
  for (const part of reader.parts()) {
    const variable = readVariable(part);
    if (!variable) continue;
    if (!part.accept('=')) part.expect(':', '=');
    const value = part.next?.kind === 'string' ? part.string() : part.restText;
    const isDefault = value.toUpperCase() === 'DEFAULT';
    changes.push({ kind: 'setParameter', ...range, ...variable, local: false, ...(isDefault ? {} : { value }) });
  }
  return changes.length > 0 ? changes : [{ kind: 'noEffect', ...range, command: 'SET' }];
}

function readOtherSet(reader: TokenReader, range: Range): Change[] {
  const command = reader.peek() === 'NAMES' ? 'SET NAMES' : 'SET';
  reader.rest();
  return [{ kind: 'noEffect', ...range, command }];
}

/** Scopes of a variable that leave the session as it is. */
const globalScopes = ['GLOBAL', 'PERSIST', 'PERSIST_ONLY'];

/** A system variable; undefined for a variable of the user, which is read to its end. */
function readVariable(part: TokenReader): Pick<SetParameter, 'name' | 'lasting'> | undefined {
  const isSystem = part.accept('@', '@');
  if (!isSystem && part.accept('@')) {
    part.rest();
    return undefined;
  }
  const scope = part.acceptOneOf('SESSION', 'LOCAL', ...globalScopes);
  if (isSystem && scope !== undefined) part.expect('.');
  const name = variableName(part);
  return scope !== undefined && globalScopes.includes(scope) ? { name, lasting: true } : { name };
}

/** In lower case. */
function variableName(part: TokenReader): string {
  let name = part.identifier().toLowerCase();
  while (part.accept('.')) name = `${name}.${part.identifier().toLowerCase()}`;
  return name;
}

const actions: readonly (readonly [words: string, action: ControlTransaction['action']])[] = [
  ['START TRANSACTION', 'begin'],
  ['BEGIN', 'begin'],
  ['COMMIT', 'commit'],
  ['ROLLBACK TO', 'rollback to'],
  ['ROLLBACK WORK TO', 'rollback to'],
  ['ROLLBACK', 'rollback'],
  ['SAVEPOINT', 'savepoint'],
  ['RELEASE SAVEPOINT', 'release'],
];

/** Reads `BEGIN`, `COMMIT` and their like; undefined where none is next. */
export function readTransaction(reader: TokenReader, range: Range): ControlTransaction | undefined {
  const found = actions.find(([words]) => reader.accept(...words.split(' ')));
  if (!found) return undefined;
  reader.rest();
  return { kind: 'controlTransaction', ...range, action: found[1] };
}

/** Reads what follows `LOCK TABLES`. */
export function readLockTables(reader: TokenReader, range: Range): Change[] {
  return reader.parts().map((part) => {
    const table = part.qualifiedName();
    const mode = /\bwrite\b/iu.test(part.restText) ? 'WRITE' : 'READ';
    return { kind: 'lockTable', ...range, table, mode };
  });
}
