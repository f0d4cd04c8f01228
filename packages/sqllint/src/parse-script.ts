import type { Change, Problem, Statement } from './changes.ts';
import type { Dialect } from './dialects/dialect.ts';
import { followCalls } from './follow-calls.ts';
import type { Branch, Script } from './migrations/migration.ts';
import type { Schema } from './schema/schema.ts';
import { Spelling } from './spelling.ts';

/**
 * Parses scripts of one migration, and follows what they call.
 * @param schema as it is before the first of them
 * @returns takes a script, and those that run before it
 */
export function scriptParser(dialect: Dialect, schema: Schema): (script: Script, earlier?: readonly Statement[]) => readonly Statement[] {
  const spelling = dialect.ignoresCase ? new Spelling(schema) : undefined;
  const spell = (change: Change): Change => spelling?.change(change) ?? change;
  return (script, earlier = []) => {
    const { unknown = [], branches = [] } = script;
    const text = unknown.reduce(withoutPart, script.sql ?? script.source.text);
    const { statements } = dialect.parse(text, script.start, script.end);
    const all = unknown.length === 0 ? statements : [...statements, ...unknown.map(opaqueStatement)].sort((a, b) => a.start - b.start);
    const decided = branches.length === 0 ? all : all.map((statement) => inBranches(statement, branches));
    return followCalls(spelling ? spelling.in(decided) : decided, schema, dialect, { earlier, spell });
  };
}

function withoutPart(text: string, { start, end }: Problem): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

function opaqueStatement(problem: Problem): Statement {
  const { start, end, message } = problem;
  const command = 'CODE';
  return { command, start, end, problem, changes: [{ kind: 'opaque', command, reason: message, start, end }] };
}

function inBranches(statement: Statement, branches: readonly Branch[]): Statement {
  const holding = branches.filter(({ start, end }) => start <= statement.start && statement.end <= end);
  if (holding.length === 0) return statement;
  const onlyIf = holding.map((branch) => branch.onlyIf);
  const changes = statement.changes.map((change): Change => ({ ...change, conditional: true, onlyIf: [...onlyIf, ...(change.onlyIf ?? [])] }));
  return { ...statement, changes };
}
