/**
 * The names that PostgreSQL gives to constraints and indexes that have none
 * (`ChooseRelationName` and `makeObjectName` in its source).
 */

/** NAMEDATALEN - 1, in bytes; names of more than ASCII are cut a little later here. */
const longestName = 63;

/** `table_columns_label`, shortened from the longer of the first two parts to 63 characters. */
export function objectName(first: string, second: string, label: string): string {
  const overhead = label.length + 1 + (second === '' ? 0 : 1);
  let firstLength = first.length;
  let secondLength = second.length;
  while (firstLength + secondLength > longestName - overhead) {
    if (firstLength > secondLength) firstLength--;
    else secondLength--;
  }
  const parts = [first.slice(0, firstLength), second.slice(0, secondLength), label];
  return parts.filter((part) => part !== '').join('_');
}

/** Whether a name that the server makes is as long as names can be: only such ones easily meet with those of other tables. */
export function isCut(name: string): boolean {
  return name.length >= longestName;
}

/** The first of `name`, `name1`, `name2` … that is free. */
export function freeName(
  first: string,
  second: string,
  label: string,
  isTaken: (name: string) => boolean,
): string {
  let name = objectName(first, second, label);
  for (let count = 1; isTaken(name); count++) name = objectName(first, second, `${label}${String(count)}`);
  return name;
}

/**
 * A name for a constraint that has none and needs none: SQLite knows it by its content. The server
 * reserves names that begin so, as those of the indexes behind keys do.
 */
export function internalName(table: string, label: string, isTaken: (name: string) => boolean): string {
  for (let count = 1; ; count++) {
    const name = `sqlite_auto${label}_${table}_${String(count)}`;
    if (!isTaken(name)) return name;
  }
}
