import { dialectNames } from '../dialect-name.ts';
import { maskTemplates } from '../text/mask.ts';
import type { MigrationContext, Report } from './rule.ts';
import { reasonOf } from './refusal-reason.ts';
import { defineRule } from './rule.ts';

export const downFails = defineRule({
  name: 'down-fails',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Require the down migration to run on the schema that the up leaves behind' },
  migration(context) {
    const { downProblems } = context;
    const marker = declaredIrreversible(context);
    if (marker) return marker;
    const [first] = downProblems;
    const refused = refusedByParser(context);
    if (!first) return refused ?? neverCommitted(context);
    return refused?.range && refused.range.start <= first.statement.end ? refused : report(reasonOf(first.problem), first.statement);
  },
});

/** A down that does nothing but raise an error says that there is no way back. */
function declaredIrreversible({ down }: MigrationContext): Report | undefined {
  const changes = (down ?? []).flatMap((statement) => statement.changes).filter(({ kind }) => kind !== 'noEffect' && kind !== 'controlTransaction');
  const [error, ...others] = changes;
  if (error?.kind !== 'raiseError' || error.conditional || others.some(({ kind }) => kind !== 'raiseError')) return undefined;
  const said = error.message === '' ? '' : ` (“${error.message}”)`;
  return {
    severity: 'warn',
    message: `This down only raises an error${said}: there is no way back from this migration but a backup.`,
    script: 'down',
    rollback: 'impossible',
    range: { start: error.start, end: error.end },
  };
}

function report(reason: string, { start, end }: { readonly start: number; readonly end: number }): Report {
  return {
    message: `This down stops with an error: ${reason}. A rollback would fail half-way or not start at all.`,
    script: 'down',
    rollback: 'impossible',
    range: { start, end },
  };
}

/** The parser is the server's own: what it refuses the server refuses, unless a template fills it in first. */
function refusedByParser({ down, migration }: MigrationContext): Report | undefined {
  const refused = down?.find((statement) => statement.problem?.kind === 'syntax');
  if (!refused?.problem || !migration.down) return undefined;
  const text = (migration.down.sql ?? migration.down.source.text).slice(refused.start, refused.end);
  if (maskTemplates(text) !== undefined) return undefined;
  const message = refused.problem.message.replace(/\.$/u, '');
  return report(`${message.charAt(0).toLowerCase()}${message.slice(1)}`, refused.problem);
}

/** `BEGIN` without `COMMIT`: the session ends, and what the down did ends with it. */
function neverCommitted({ down, migration }: MigrationContext): Report | undefined {
  if (!migration.down || migration.down.transaction === 'wrapped') return undefined;
  const control = (down ?? []).flatMap((statement) =>
    statement.changes.flatMap((change) => (change.kind === 'controlTransaction' ? [{ change, statement }] : [])),
  );
  const last = control.filter(({ change }) => ['begin', 'commit', 'rollback'].includes(change.action)).at(-1);
  if (last?.change.action !== 'begin') return undefined;
  return {
    message: 'This down opens a transaction and never commits it: what it does is undone when the connection closes, and the rollback has no effect.',
    instead: '-- At the end of the down:\nCOMMIT;',
    script: 'down',
    rollback: 'impossible',
    range: { start: last.statement.start, end: last.statement.end },
  };
}
