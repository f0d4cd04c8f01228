import type { Change, QualifiedName } from '../changes.ts';
import { operationsOf } from '../facts/mysql/operation-of.ts';
import { algorithms, slower, wayOf } from '../facts/mysql/operations.ts';
import type { OperationName, Way } from '../facts/mysql/operations.ts';
import { familyOf, familyTitles } from '../facts/mysql/versions.ts';
import type { Family } from '../facts/mysql/versions.ts';
import { displayName } from '../schema/model.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

const name = 'no-table-copy';

export const noTableCopy = defineRule({
  name,
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow changes for which MySQL or MariaDB copies or rebuilds the whole table' },
  everyChange(change, context) {
    const table = tableOf(change);
    if (!table || context.isNew(table) || context.isSmall(table)) return undefined;
    const family = serverOf(context);
    if (!family) return undefined;
    const [slowest] = slowestOf(change, family, context);
    if (!slowest) return undefined;
    const { way, operation } = slowest;
    const asked = context.statement.online?.algorithm;
    const isRefused = asked !== undefined && isQuicker(asked, way);
    if (!way.rebuilds && !isRefused) return undefined;
    // One statement copies its table once, whatever it changes.
    if (!context.isFirst(`${name} ${String(context.statement.start)} ${isRefused ? 'refused' : ''}`)) return undefined;
    const title = `\`${displayName(table)}\``;
    if (isRefused) {
      return {
        message: `${familyTitles[family]} refuses this statement: it asks for ALGORITHM=${asked}, and ${phrases(operation, change)} needs ${way.algorithm}.`,
        instead: way.algorithm === 'COPY' ? insteadOf(operation) : `ALGORITHM=${way.algorithm}, LOCK=${way.lock}`,
      };
    }
    return way.algorithm === 'COPY' || way.lock === 'SHARED' ? copies(title, slowest, phrases(operation, change)) : rebuilds(title, slowest, phrases(operation, change), context);
  },
});

/** Operations that another column can be the outcome of. */
const ofColumns: ReadonlySet<OperationName> = new Set(['addColumnWithExpression', 'addAutoIncrement', 'addStoredColumn', 'widenShortText', 'widenTextAcross', 'changeType', 'setNotNull', 'dropNotNull', 'changeLabels']);

/** How the same is reached while the table is in use. */
function insteadOf(operation: OperationName): string {
  if (operation === 'addForeignKey') return '-- Have pt-online-schema-change copy the table in the background, in the place of this statement; gh-ost knows no foreign keys.';
  const tools = 'have gh-ost or pt-online-schema-change copy the table in the background, in the place of this statement.';
  if (!ofColumns.has(operation)) return `-- ${tools.replace('have', 'Have')}`;
  return `-- Spread it over releases: add a column of the new kind, fill it in batches, move the code over, and drop the old one.\n-- Or ${tools}`;
}

function copies(table: string, { way, operation }: Slowest, what: string): Report {
  const how = way.algorithm === 'COPY' ? `copies the whole table ${table}` : `rebuilds the whole table ${table}`;
  return {
    message: `${what.charAt(0).toUpperCase()}${what.slice(1)} ${how}: every INSERT, UPDATE and DELETE on it waits until the last row is written, and replicas lag behind by as long again.`,
    instead: insteadOf(operation),
  };
}

function rebuilds(table: string, { way, operation }: Slowest, what: string, { statement, sourceOf }: ChangeContext): Report {
  const isAsked = statement.online?.lock !== undefined || statement.online?.algorithm !== undefined;
  const clause = `ALGORITHM=${way.algorithm}, LOCK=${way.lock}`;
  return {
    message: `${what.charAt(0).toUpperCase()}${what.slice(1)} rebuilds the whole table ${table}: reads and writes go on, but a large table takes hours of I/O and twice its space, and replicas lag behind by as long.`,
    instead: isAsked || statement.command !== 'ALTER TABLE' ? insteadOf(operation) : `-- Have the server refuse the statement rather than let writes wait:\n${sourceOf(statement)}, ${clause};`,
    severity: 'warn',
  };
}

interface Slowest {
  readonly way: Way;
  readonly operation: OperationName;
}

function slowestOf(change: Change, family: Family, { schema, statement }: ChangeContext): Slowest[] {
  const found: Slowest[] = operationsOf(change, schema, statement.changes).flatMap((operation) => {
    const way = wayOf(operation, family);
    return way ? [{ operation, way }] : [];
  });
  return found.sort((a, b) => (slower(a.way, b.way).algorithm === a.way.algorithm && a.way.rebuilds ? -1 : 1));
}

function isQuicker(asked: string, { algorithm }: Way): boolean {
  const at = algorithms.findIndex((known) => known === asked);
  return at >= 0 && at < algorithms.indexOf(algorithm);
}

function serverOf({ dialect, mysqlVersion }: ChangeContext): Family | undefined {
  return dialect === 'mysql' || dialect === 'mariadb' ? familyOf(dialect, mysqlVersion) : undefined;
}

function tableOf(change: Change): QualifiedName | undefined {
  if (change.kind === 'maintain') return change.tables[0];
  return 'table' in change ? change.table : undefined;
}

function phrases(operation: OperationName, change: Change): string {
  const table = tableOf(change);
  const column = 'column' in change ? (typeof change.column === 'string' ? change.column : change.column.name) : '';
  const name = table ? `\`${displayName(table)}.${column}\`` : '';
  const known: Partial<Record<OperationName, string>> = {
    addColumn: `adding column ${name}`,
    addColumnElsewhere: `adding column ${name} elsewhere than at the end`,
    addColumnWithExpression: `adding column ${name} with an expression as its default`,
    addAutoIncrement: `adding the AUTO_INCREMENT column ${name}`,
    addStoredColumn: `adding the STORED generated column ${name}`,
    dropColumn: `dropping column ${name}`,
    dropIndexedColumn: `dropping column ${name} with its index`,
    moveColumn: `moving column ${name}`,
    widenShortText: `lengthening ${name} beyond 255 bytes`,
    widenTextAcross: `lengthening ${name} beyond 255 bytes`,
    changeType: `changing the type of ${name}`,
    setNotNull: `making ${name} NOT NULL`,
    dropNotNull: `making ${name} nullable`,
    changeLabels: `changing the labels of ${name} other than at the end`,
    replacePrimaryKey: 'replacing the primary key',
    addPrimaryKey: 'adding the primary key',
    dropPrimaryKey: 'dropping the primary key',
    addForeignKey: 'adding a foreign key',
    addCheck: 'adding a check',
    convertCharacterSet: 'converting the character set',
    rebuildTable: 'this',
    partition: 'partitioning',
  };
  return known[operation] ?? 'this';
}
