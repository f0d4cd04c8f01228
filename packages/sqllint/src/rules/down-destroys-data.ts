import type { Change, CopiedColumns, QualifiedName, Range, Statement } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import type { Difference } from '../schema/difference.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import type { MigrationContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const downDestroysData = defineRule({
  name: 'down-destroys-data',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow a down migration that drops what the up moved data into, or what was there before the up' },
  migration(context) {
    const { up, down } = context;
    if (!down || [...up, ...down].some(isUncertain)) return undefined;
    return [...droppedMoves(up, down), ...droppedBefore(context, down)];
  },
});

function isUncertain({ changes }: Statement): boolean {
  return changes.some(({ kind, conditional }) => kind === 'opaque' || conditional === true);
}

/** Values that the up moved, so that they are nowhere else any more. */
interface Move {
  readonly from: QualifiedName;
  /** Where they are: a table, or a column of the table that they came from. */
  to: QualifiedName;
  readonly column?: string;
  readonly columns: CopiedColumns['columns'];
}

/** Says of each drop in the down that takes moved values along before they were moved back. */
function droppedMoves(up: readonly Statement[], down: readonly Statement[]): Report[] {
  const moves = new Set(movesOf(up));
  const reports: Report[] = [];
  for (const change of changesOf(down)) {
    for (const move of moves) {
      if (change.kind === 'renameTable' && isSame(change.table, move.to)) move.to = { ...move.to, name: change.to };
      else if (reads(change, move)) moves.delete(move);
      else if (drops(change, move)) {
        reports.push(report(move, change));
        moves.delete(move);
      }
    }
  }
  return reports;
}

function changesOf(statements: readonly Statement[]): readonly Change[] {
  return statements.flatMap(({ changes }) => changes);
}

function isSame(a: QualifiedName, b: QualifiedName): boolean {
  return a.name === b.name && (a.schema ?? 'public') === (b.schema ?? 'public');
}

function movesOf(up: readonly Statement[]): Move[] {
  const copies: Move[] = [];
  const moves: Move[] = [];
  for (const change of changesOf(up)) {
    copies.push(...copyOf(change));
    // A copy that the up drops itself helps nobody.
    if (change.kind === 'dropTable') for (const list of [copies, moves]) remove(list, ({ to }) => isSame(to, change.table));
    if (change.kind === 'renameTable') {
      for (const copy of [...copies, ...moves]) if (isSame(copy.to, change.table)) copy.to = { ...copy.to, name: change.to };
    }
    for (const copy of copies) if (!moves.includes(copy) && takesAway(change, copy)) moves.push(copy);
  }
  return moves;
}

function remove<T>(list: T[], isMeant: (item: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((item) => !isMeant(item)));
}

function copyOf(change: Change): Move[] {
  if (change.kind === 'updateRows' && !change.from) {
    return change.values.flatMap(({ column, value }) => {
      const [from, ...others] = value.columns;
      const isPlain = from !== undefined && others.length === 0 && value.key === `«${from}»`;
      return isPlain ? [{ from: change.table, to: change.table, column, columns: [{ from, to: column }] }] : [];
    });
  }
  if ((change.kind !== 'createTable' && change.kind !== 'insertRows') || !change.copies) return [];
  return [{ from: change.copies.from, to: change.table, columns: change.copies.columns }];
}

/** Whether the up removes what was copied where it came from. */
function takesAway(change: Change, { from, columns, to, column }: Move): boolean {
  if (change.kind === 'dropTable') return column === undefined && isSame(change.table, from) && !isSame(from, to);
  if (change.kind !== 'dropColumn' || !isSame(change.table, from)) return false;
  return columns.length === 0 || columns.some((copied) => copied.from === change.column);
}

/** Whether the down fetches the values from where they are. */
function reads(change: Change, { to, column }: Move): boolean {
  const from = change.kind === 'insertRows' || change.kind === 'updateRows' ? change.from : change.kind === 'createTable' ? change.reads : undefined;
  if (from?.some((name) => isSame(name, to))) return true;
  return change.kind === 'updateRows' && isSame(change.table, to) && column !== undefined && change.values.some(({ value }) => value.columns.includes(column));
}

function drops(change: Change, { to, column }: Move): boolean {
  if (change.kind === 'dropTable') return isSame(change.table, to);
  return change.kind === 'dropColumn' && column !== undefined && change.column === column && isSame(change.table, to);
}

function report({ from, to, column, columns }: Move, change: Range): Report {
  const place = column === undefined ? `table \`${displayName(to)}\`` : `column \`${displayName(to)}.${column}\``;
  const source = column === undefined ? `\`${displayName(from)}\`` : columns.map((copied) => `\`${displayName(from)}.${copied.from}\``).join(', ');
  return {
    message: `This down drops ${place}, into which the up moved the values of ${source}, without moving them back: a rollback deletes them.`,
    instead: wayBack(from, to, column, columns).join('\n'),
    script: 'down',
    range: { start: change.start, end: change.end },
    losesData: true,
  };
}

function wayBack(from: QualifiedName, to: QualifiedName, column: string | undefined, columns: CopiedColumns['columns']): string[] {
  if (column !== undefined || !isSame(from, to)) return ['-- Before the drop, once the columns are there again:', backSql(from, to, column, columns)];
  // The copy has the name of what it replaced.
  const aside = { ...to, name: `${to.name}_new` };
  return [
    `ALTER TABLE ${quoteName(to)} RENAME TO ${quote(aside.name)};`,
    `-- Create ${displayName(from)} as it was, then:`,
    backSql(from, aside, column, columns),
    `DROP TABLE ${quoteName(aside)};`,
  ];
}

function backSql(from: QualifiedName, to: QualifiedName, column: string | undefined, columns: CopiedColumns['columns']): string {
  if (column !== undefined) return `UPDATE ${quoteName(from)} SET ${columns.map((copied) => `${quote(copied.from)} = ${quote(copied.to)}`).join(', ')};`;
  if (columns.length === 0) return `INSERT INTO ${quoteName(from)} SELECT * FROM ${quoteName(to)};`;
  const [targets, sources] = [columns.map((copied) => quote(copied.from)), columns.map((copied) => quote(copied.to))];
  return `INSERT INTO ${quoteName(from)} (${targets.join(', ')}) SELECT ${sources.join(', ')} FROM ${quoteName(to)};`;
}

/** Tables and columns that the up did not make, and that the down drops for good. */
function droppedBefore({ up, differences }: MigrationContext, down: readonly Statement[]): Report[] {
  // What no migration created cannot be written again, and may never have been there: a name that is mistyped, mostly.
  const isKnown = ({ problem, mend }: Difference): boolean => problem === 'missing' && mend().length > 0;
  const missing = new Set(differences?.filter(isKnown).map(({ object }) => object));
  if (missing.size === 0) return [];
  const isTouchedByUp = (object: string): boolean => changesOf(up).some((change) => objectOf(change) === object || renamed(change) === object);
  return changesOf(down).flatMap((change): Report[] => {
    const object = objectOf(change);
    if (object === undefined || !missing.has(object) || isTouchedByUp(object)) return [];
    missing.delete(object);
    const lost = change.kind === 'dropTable' ? 'rows' : 'values';
    return [
      {
        message: `This down drops ${object}, which was there before the up: a rollback deletes its ${lost}.`,
        script: 'down',
        range: { start: change.start, end: change.end },
        losesData: true,
      },
    ];
  });
}

/** What a change drops, as differences name it. */
function objectOf(change: Change): string | undefined {
  if (change.kind === 'dropTable') return `table ${displayName(change.table)}`;
  return change.kind === 'dropColumn' ? `column ${displayName(change.table)}.${change.column}` : undefined;
}

/** What a change gives another name, as differences name it. */
function renamed(change: Change): string | undefined {
  if (change.kind === 'renameTable') return `table ${displayName(change.table)}`;
  return change.kind === 'renameColumn' ? `column ${displayName(change.table)}.${change.column}` : undefined;
}
