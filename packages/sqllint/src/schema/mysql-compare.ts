import type { Expression } from '../changes.ts';
import type { Column } from './model.ts';

/** What differs between two states of a column in MySQL besides its type, its default and whether it takes NULL. */
export function mysqlColumnDetails(before: Column, after: Column): string[] {
  const details: string[] = [];
  if (isOn(before.autoIncrement) !== isOn(after.autoIncrement)) {
    details.push(before.autoIncrement ? 'it has lost AUTO_INCREMENT' : 'it has become AUTO_INCREMENT');
  }
  if (before.onUpdate?.key !== after.onUpdate?.key) details.push(expressionDetail('ON UPDATE', before.onUpdate, after.onUpdate));
  if (differ(before.characterSet, after.characterSet)) {
    details.push(`its character set was ${before.characterSet ?? ''} and is ${after.characterSet ?? ''}`);
  }
  if (differ(before.collation, after.collation)) details.push(`its collation was ${before.collation ?? ''} and is ${after.collation ?? ''}`);
  if (before.comment !== after.comment) details.push(before.comment === undefined ? 'it has a comment' : after.comment === undefined ? 'it has lost its comment' : 'its comment is another');
  return details;
}

function isOn(flag: boolean | undefined): boolean {
  return flag === true;
}

/** What is not said comes from the table or the server, and may be the same. */
function differ(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && before !== after;
}

function expressionDetail(what: string, before: Expression | undefined, after: Expression | undefined): string {
  if (!before) return `it has become ${what} ${after?.text ?? ''}`;
  return after ? `its ${what} was ${before.text} and is ${after.text}` : `it has lost ${what} ${before.text}`;
}
