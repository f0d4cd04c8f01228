import type { Change } from '../../../src/changes.ts';
import { load } from '../../../src/dialects/load.ts';

const postgres = await load('postgres');

/** What a script does, a line for each change; see `outlineOf`. */
export function changesIn(sql: string): string[] {
  return postgres.parse(sql).statements.flatMap(({ changes }) => changes.map(outlineOf));
}

/** What is canonical and never shown, and the range, which has tests of its own. */
const leftOut = new Set(['kind', 'start', 'end', 'key', 'definition', 'details', 'actions', 'bound', 'options']);

/**
 * A change in one line: its kind, then every field that is neither false, none nor empty, a flag by its
 * name alone, names, types and expressions as a person writes them.
 */
export function outlineOf(change: Change): string {
  // The text of the whole statement is there to be pasted, and says nothing more.
  const { text: _text, ...rest } = { text: '', ...change };
  return [change.kind, ...fieldsOf(rest)].join(' ');
}

function fieldsOf(object: object): string[] {
  return Object.entries(object).flatMap(([field, value]) => {
    if (leftOut.has(field)) return [];
    const written = write(value);
    if (written === '') return [];
    if (isCanonical(written)) return [`${field}=…`];
    return [written === 'true' ? field : `${field}=${written}`];
  });
}

/** Parts of parse trees, which only have to be equal or not. */
function isCanonical(written: string): boolean {
  return /[=;]\S*;\}/u.test(written) && !written.startsWith('[');
}

function write(value: unknown): string {
  if (value === undefined || value === false || value === 0) return '';
  if (Array.isArray(value)) return value.length === 0 ? '' : `[${value.map(write).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return writeObject(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function writeObject(object: object): string {
  const names = Object.keys(object);
  // Types and expressions carry their text, besides what is derived from it; constraints carry more.
  if ('text' in object && ('dimensions' in object || 'key' in object)) return String(object.text);
  if (names.every((name) => name === 'schema' || name === 'name')) return Object.values(object).map(String).join('.');
  return `{${fieldsOf(object).join(' ')}}`;
}
