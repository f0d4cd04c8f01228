import type { Condition, Range } from '../../../changes.ts';
import { UnexpectedToken } from '../token-reader.ts';
import type { TokenReader } from '../token-reader.ts';
import { catalogTest } from './catalog-test.ts';
import { always, conditionOf, never, opposite } from './condition.ts';

/** What an expression gives, as far as the text tells. */
export type Value =
  /** One of these texts, whichever its conditions allow. */
  | { readonly kind: 'texts'; readonly texts: readonly PossibleText[] }
  /** How many rows of the catalog there are, or something of one of them: neither 0 nor NULL where the condition holds. */
  | { readonly kind: 'rows'; readonly there: Condition }
  | { readonly kind: 'unknown' };

export interface PossibleText {
  /** Null for NULL. */
  readonly text: string | null;
  readonly onlyIf: readonly Condition[];
  /** Where it stands, if it stands somewhere as a whole. */
  readonly range?: Range;
}

/** Values by the names of variables, lower case; those of the session with `@` in front. */
export type Variables = ReadonlyMap<string, Value>;

export const unknown: Value = { kind: 'unknown' };

/** More ways than these are not followed. */
const mostTexts = 32;

export function textValue(text: string | null, range?: Range): Value {
  return { kind: 'texts', texts: [{ text, onlyIf: [], ...(range ? { range } : {}) }] };
}

/** The one text that a value is, whatever else holds; null for NULL, undefined where that is not known. */
export function onlyText(value: Value): string | null | undefined {
  const [first, ...others] = value.kind === 'texts' ? value.texts : [];
  return first && others.length === 0 && first.onlyIf.length === 0 ? first.text : undefined;
}

/** What a value may be after a branch: one thing if it was run, another if it was not. */
export function either(condition: Condition, then: Value, otherwise: Value): Value {
  if (then === otherwise || condition === always) return then;
  if (condition === never) return otherwise;
  if (then.kind !== 'texts' || otherwise.kind !== 'texts') return unknown;
  const texts = [...within(then.texts, condition), ...within(otherwise.texts, opposite(condition))];
  return texts.length > mostTexts ? unknown : { kind: 'texts', texts };
}

function within(texts: readonly PossibleText[], condition: Condition): PossibleText[] {
  return texts.map((one) => ({ ...one, onlyIf: [condition, ...one.onlyIf] }));
}

/** The value of all that is left to read. */
export function valueOf(reader: TokenReader, variables: Variables): Value {
  const start = reader.mark();
  try {
    const value = readValue(reader, variables);
    if (reader.isAtEnd()) return value;
  } catch (error) {
    // What is no expression that we know has a value that we do not know.
    if (!(error instanceof UnexpectedToken)) throw error;
  }
  reader.returnTo(start);
  return unknown;
}

/** Reads one operand; what follows it is left. */
function readValue(reader: TokenReader, variables: Variables): Value {
  if (reader.peek() === '(') {
    const inner = reader.group();
    return inner.peek() === 'SELECT' ? valueOfSelect(inner, variables) : valueOf(inner, variables);
  }
  if (reader.isStringNext()) {
    const { start } = reader.next ?? { start: 0 };
    const text = reader.string();
    return textValue(text, { start, end: reader.lastEnd });
  }
  if (reader.next?.kind === 'number') return textValue(reader.textOf(reader.take()));
  if (reader.accept('NULL')) return textValue(null);
  if (reader.peek() === 'SELECT') return valueOfSelect(reader.rest(), variables);
  if (reader.isNext('EXISTS', '(') || reader.isNext('NOT', 'EXISTS')) return { kind: 'rows', there: conditionOf(reader.rest(), variables) };
  if (reader.accept('CASE')) return valueOfCase(reader, variables);
  if (reader.accept('@')) return variables.get(`@${reader.identifier().toLowerCase()}`) ?? unknown;
  const name = reader.identifier();
  if (reader.peek() !== '(') return variables.get(name.toLowerCase()) ?? unknown;
  return valueOfCall(name.toUpperCase(), reader.group(), variables);
}

function valueOfCall(name: string, inner: TokenReader, variables: Variables): Value {
  if (name === 'COUNT') {
    inner.rest();
    return variables.get(countedRows) ?? unknown;
  }
  const [first, second, third, ...others] = inner.parts();
  if (name === 'CONCAT' && first) return joined([first, ...[second, third].filter((part) => part !== undefined), ...others].map((part) => valueOf(part, variables)));
  if (name === 'IF' && first && second && third) return either(conditionOf(first, variables), valueOf(second, variables), valueOf(third, variables));
  if ((name === 'IFNULL' || name === 'COALESCE') && first && second && !third) {
    const value = valueOf(first, variables);
    const text = onlyText(value);
    return text === null ? valueOf(second, variables) : text === undefined ? unknown : value;
  }
  return unknown;
}

/** Under this name stands what `COUNT(*)` gives within a query. */
const countedRows = '#count';

function joined(parts: readonly Value[]): Value {
  let texts: readonly PossibleText[] = [{ text: '', onlyIf: [] }];
  for (const part of parts) {
    if (part.kind !== 'texts') return unknown;
    texts = texts.flatMap((before) => part.texts.map(({ text, onlyIf }) => ({ text: before.text === null || text === null ? null : before.text + text, onlyIf: [...before.onlyIf, ...onlyIf] })));
    if (texts.length > mostTexts) return unknown;
  }
  return { kind: 'texts', texts };
}

/** `CASE WHEN … THEN … ELSE … END`. */
function valueOfCase(reader: TokenReader, variables: Variables): Value {
  const branches: { readonly condition: Condition; readonly value: Value }[] = [];
  while (reader.accept('WHEN')) {
    const condition = conditionOf(reader.until('THEN'), variables);
    reader.expect('THEN');
    branches.push({ condition, value: valueOf(reader.until('WHEN', 'ELSE', 'END'), variables) });
  }
  let value = reader.accept('ELSE') ? valueOf(reader.until('END'), variables) : textValue(null);
  reader.expect('END');
  for (const branch of branches.reverse()) value = either(branch.condition, branch.value, value);
  return value;
}

function valueOfSelect(reader: TokenReader, variables: Variables): Value {
  reader.expect('SELECT');
  const list = reader.until('FROM');
  const from = reader.accept('FROM') ? reader.rest() : undefined;
  return selectedValue(list, from, variables);
}

/** What a query of one column gives: from the catalog, whether something is there. */
export function selectedValue(list: TokenReader, from: TokenReader | undefined, variables: Variables): Value {
  if (!from || from.isNext('DUAL')) return valueOf(list, variables);
  const test = catalogTest(from, variables);
  if (!test) return unknown;
  const rows: Value = { kind: 'rows', there: { kind: 'exists', test } };
  // `SELECT 1` and `SELECT column_name`: something where there is a row, and NULL where there is none.
  if (/^(?:\*|\d+|[\w.`]+)$/u.test(list.restText)) return rows;
  return valueOf(list, new Map([...variables, [countedRows, rows]]));
}
