import { createHash } from 'node:crypto';

/** The names that TypeORM's `DefaultNamingStrategy` gives to what nobody named. */
export function defaultName(kind: 'PK' | 'UQ' | 'FK', table: string, columns: readonly string[]): string {
  return `${kind}_${hash(`${table.replace('.', '_')}_${columns.toSorted().join('_')}`).slice(0, 27)}`;
}

export function defaultIndexName(table: string, columns: readonly string[], where: string | undefined): string {
  return `IDX_${hash(`${table.replace('.', '_')}_${columns.toSorted().join('_')}${where === undefined ? '' : `_${where}`}`).slice(0, 26)}`;
}

export function defaultCheckName(table: string, expression: string): string {
  return `CHK_${hash(`${table.replace('.', '_')}_${expression}`).slice(0, 26)}`;
}

/** TypeORM encodes the text as if it were part of a URL. */
function hash(text: string): string {
  return createHash('sha1').update(encodeURIComponent(text)).digest('hex');
}
