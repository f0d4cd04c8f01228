/** What SQLite refuses of an `ALTER TABLE`, as `alter.c` has it. */
import type { ColumnDefinition } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { usesColumn } from './apply-column.ts';
import { displayName } from './model.ts';
import type { Table } from './model.ts';

/** Why a column cannot be added. */
export interface RefusedColumn {
  readonly reason: string;
  /** Whether even an empty table refuses it. */
  readonly isAlways: boolean;
}

/** @param enforcesForeignKeys whether the connection enforces foreign keys, or may */
export function refusedAddition(column: ColumnDefinition, enforcesForeignKeys: boolean): RefusedColumn | undefined {
  const has = (type: string): boolean => column.constraints.some((constraint) => constraint.type === type);
  if (has('primaryKey')) return { reason: 'SQLite adds no PRIMARY KEY to a table that is there', isAlways: true };
  if (has('unique')) return { reason: 'SQLite adds no UNIQUE column to a table that is there', isAlways: true };
  if (column.generated) return column.generated.stored ? { reason: 'SQLite adds no STORED column', isAlways: false } : undefined;
  if (has('foreignKey') && column.default && enforcesForeignKeys) return { reason: 'while foreign keys are enforced, a column that refers to another table can only be added with NULL as its default', isAlways: false };
  if (column.notNull && !column.default) return { reason: 'a NOT NULL column needs a default that is not NULL', isAlways: false };
  // A function, the current time included, has no one value for the rows that are there.
  if (column.default && column.default.functions.length > 0) return { reason: `the default ${column.default.text} is no constant`, isAlways: false };
  return undefined;
}

/** What uses a column, so that SQLite does not drop it; views are asked elsewhere. */
export function usesOfDroppedColumn(table: Table, column: string): readonly ApplyProblem[] {
  const name = `column ${displayName(table)}.${column}`;
  const problem = (by: string): ApplyProblem[] => [{ kind: 'in use', object: `${name}, which ${by}` }];
  for (const constraint of table.constraints.values()) {
    if (!constraint.known || !constraint.columns.includes(column)) continue;
    switch (constraint.type) {
      case 'primaryKey':
        return problem('is part of the primary key');
      case 'unique':
        return problem('is UNIQUE');
      case 'check':
        // A constraint behind the column itself goes with it.
        if (constraint.definition?.inlineOf !== column) return problem('a CHECK reads');
        break;
      case 'foreignKey':
        if (constraint.definition?.inlineOf !== column) return problem('a FOREIGN KEY of the table needs');
        break;
      default:
    }
  }
  for (const index of table.indexes.values()) {
    if (index.known && index.constraint === undefined && usesColumn(index, column)) return problem(`index ${index.name} needs`);
  }
  for (const other of table.columns.values()) {
    if (other.name !== column && other.generated?.expression.columns.includes(column)) return problem(`generated column ${other.name} reads`);
  }
  for (const part of table.parts.values()) {
    if (part.objectType === 'trigger' && part.known && readsColumn(part.text, column)) return problem(`trigger ${part.name} reads`);
  }
  return [];
}

/** Whether a trigger names the column of the row that it is run for. */
function readsColumn(text: string, column: string): boolean {
  const escaped = column.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  return new RegExp(String.raw`\b(?:new|old)\s*\.\s*["'\u0060[]?${escaped}(?![\w$])`, 'iu').test(text);
}
