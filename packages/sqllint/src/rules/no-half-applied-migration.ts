import type { Change, QualifiedName, Statement } from '../changes.ts';
import type { DialectName } from '../dialect-name.ts';
import { commitsByItself } from '../transactions/implicit-commit.ts';
import { defineRule } from './rule.ts';

export const noHalfAppliedMigration = defineRule({
  name: 'no-half-applied-migration',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow several statements in one migration that each commit by themselves and cannot be run twice' },
  migration({ up, dialect }) {
    const created = new Set(up.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === 'createTable' && !change.ifNotExists ? [nameOf(change.table)] : []))));
    const steps = up.filter((statement) => isStep(statement, dialect));
    const committing = steps.filter((statement) => commitsByItself(statement, dialect));
    const [first] = committing;
    // New tables and what is put on them: whoever runs it again drops them first.
    if (!first || steps.every((statement) => isOnNew(statement, created))) return undefined;
    const behind = steps[steps.indexOf(first) + 1];
    const cleared = new Set(up.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === 'dropObject' && change.ifExists ? [nameOf(change.name)] : []))));
    const canRunAgain = (change: Change): boolean => isRepeatable(change) || (change.kind === 'createObject' && cleared.has(nameOf(change.name)));
    const cannotRepeat = steps.slice(0, -1).some((statement) => commitsByItself(statement, dialect) && !statement.changes.every(canRunAgain));
    if (!behind || !cannotRepeat) return undefined;
    const isOneTable = new Set(steps.flatMap(tablesOf)).size === 1 && steps.every(({ command }) => command === 'ALTER TABLE');
    const what = committing.length === 1 ? 'The schema change in this migration commits by itself: when a statement behind it fails, it stays' : `Each of the ${String(committing.length)} schema changes in this migration commits by itself: when a later one fails, those before it stay`;
    return {
      message: `${what}, and neither running the migration again nor its down starts from a state that was meant.`,
      instead: isOneTable
        ? '-- One ALTER TABLE with all of its actions, between commas, happens as a whole or not at all.'
        : '-- One schema change to a migration: a failure then leaves the database as one migration or the other made it.',
      range: { start: behind.start, end: behind.end },
    };
  },
});

/** Whether a statement changes the schema or rows; what only tidies up may fail without harm. */
function isStep(statement: Statement, dialect: DialectName): boolean {
  if (statement.changes.every(({ kind }) => kind === 'maintain' || kind === 'lockTable' || kind === 'noEffect')) return false;
  return commitsByItself(statement, dialect) || writesRows(statement);
}

function writesRows({ changes }: Statement): boolean {
  return changes.some(({ kind }) => kind === 'insertRows' || kind === 'updateRows' || kind === 'deleteRows');
}

function isRepeatable(change: Change): boolean {
  if (change.conditional) return true;
  switch (change.kind) {
    case 'createTable':
    case 'createIndex':
    case 'addColumn':
      return change.ifNotExists;
    case 'dropTable':
    case 'dropColumn':
    case 'dropIndex':
    case 'dropConstraint':
    case 'dropObject':
      return change.ifExists;
    case 'createObject':
      return change.orReplace || change.ifNotExists;
    case 'restateColumn':
    case 'setDefault':
    case 'dropDefault':
    case 'convertCharacterSet':
    case 'alterTable':
    case 'truncateTable':
    case 'maintain':
    case 'setParameter':
    case 'controlTransaction':
    case 'noEffect':
      return true;
    case 'insertRows':
      return change.mayInsertNothing === true;
    // What it does stands behind it.
    case 'callFunctions':
      return change.isFollowed === true;
    default:
      return false;
  }
}

/** Whether a statement is only about tables that the migration creates. */
function isOnNew(statement: Statement, created: ReadonlySet<string>): boolean {
  return statement.changes.every(({ kind }) => kind === 'noEffect' || kind === 'setParameter') || (tablesOf(statement).length > 0 && tablesOf(statement).every((table) => created.has(table)));
}

function tablesOf({ changes }: Statement): string[] {
  return changes.flatMap((change) => ('table' in change ? [nameOf(change.table)] : []));
}

function nameOf({ schema = '', name }: QualifiedName): string {
  return `${schema}.${name}`;
}
