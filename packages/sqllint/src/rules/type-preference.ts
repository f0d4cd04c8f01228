import type { AddColumn, AlterColumnType, CreateTable } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import { columnsToReport } from './new-columns.ts';
import type { NewColumn } from './new-columns.ts';
import type { ChangeContext, ChangeHandlers, Report } from './rule.ts';

/** What a team would rather have than some types, and why. */
export interface TypePreference {
  readonly isMeant: (column: NewColumn) => boolean;
  /** What the type is called, where not as written. */
  readonly typeName?: string;
  /** What is wrong with it, in words that follow a colon. */
  readonly because: string;
  /** The type to write instead. */
  readonly instead: (column: NewColumn) => string;
  /** Whether a change of an existing column's type to it is reported as well. */
  readonly alsoChanged: boolean;
}

/** The handlers of a rule that prefers other types for new columns; one report for each statement. */
export function preferringTypes(preference: TypePreference): ChangeHandlers {
  const report = (change: CreateTable | AddColumn | AlterColumnType, context: ChangeContext): Report | undefined => {
    const found = columnsToReport(change, context, preference.isMeant);
    if (found.length === 0) return undefined;
    const names = enumerate(found.map(({ table, name }) => `\`${displayName(table)}.${name}\``));
    const types = enumerate(preference.typeName === undefined ? [...new Set(found.map(({ type }) => type.text))] : [preference.typeName]);
    return {
      message: `${names} ${found.length > 1 ? 'have' : 'has'} type ${types}: ${preference.because}.`,
      instead: found.map((column) => `${quote(column.name)} ${preference.instead(column)}`).join('\n'),
    };
  };
  return { createTable: report, addColumn: report, ...(preference.alsoChanged ? { alterColumnType: report } : {}) };
}
