import type { Change, Statement } from '../changes.ts';
import type { MigrationContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

/** `NAMEDATALEN - 1`, in bytes. */
const longest = 63;

export const noIdentifierTooLong = defineRule({
  name: 'no-identifier-too-long',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow names of more than 63 bytes, which the server cuts off' },
  migration(context) {
    const reported = new Set<string>();
    return context.up.flatMap((statement) =>
      longNames(statement, context).flatMap(({ name, start, end }): Report[] => {
        if (reported.has(name)) return [];
        reported.add(name);
        return [report(name, { start, end }, statement, context)];
      }),
    );
  },
});

interface LongName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Strings, comments and bodies of functions are passed over; a name is what is left. */
const token =
  /[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$|"(?<quoted>(?:[^"]|"")+)"|(?<plain>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)/gu;

function longNames({ start, end, problem, changes }: Statement, { migration }: MigrationContext): LongName[] {
  // What has been cut off is as long as names can be, but for a last character of several bytes.
  const given = new Set(changes.flatMap(namesGiven).filter((name) => byteLength(name) > longest - 4));
  if (problem || given.size === 0) return [];
  const text = migration.up.source.text.slice(start, end);
  return [...text.matchAll(token)].flatMap((match) => {
    const { quoted, plain } = match.groups ?? {};
    const name = quoted?.replaceAll('""', '"') ?? plain?.toLowerCase();
    // What exists is found under its long name, too: the server cuts that as well.
    if (name === undefined || !isTooLong(name) || !given.has(cutOff(name))) return [];
    return [{ name, start: start + match.index, end: start + match.index + match[0].length }];
  });
}

/** The names that a change brings into the world, as the server keeps them. */
function namesGiven(change: Change): string[] {
  return givenBy(change).filter((name) => name !== undefined);
}

function givenBy(change: Change): readonly (string | undefined)[] {
  switch (change.kind) {
    case 'createTable':
      return [
        change.table.name,
        ...change.columns.flatMap(({ name, constraints }) => [name, ...constraints.map((constraint) => constraint.name)]),
        ...change.constraints.map((constraint) => constraint.name),
      ];
    case 'addColumn':
      return [change.column.name, ...change.column.constraints.map((constraint) => constraint.name)];
    case 'addConstraint':
      return [change.constraint.name];
    case 'createIndex':
      return [change.name];
    case 'createObject':
      return [change.name.name];
    case 'renameTable':
    case 'renameColumn':
    case 'renameConstraint':
    case 'renameIndex':
    case 'renameObject':
      return [change.to];
    default:
      return [];
  }
}

function isTooLong(text: string): boolean {
  return byteLength(text) > longest;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}

/** What is left of a name: whole characters, as many as fit. */
function cutOff(name: string): string {
  let kept = '';
  for (const character of name) {
    if (byteLength(kept + character) > longest) break;
    kept += character;
  }
  return kept;
}

function report(name: string, range: { start: number; end: number }, statement: Statement, { upProblems }: MigrationContext): Report {
  const kept = cutOff(name);
  const collides = upProblems.some((found) => found.statement === statement && found.problem.kind === 'exists');
  return {
    message: `\`${name}\` has ${String(byteLength(name))} bytes, and PostgreSQL keeps ${String(longest)} of a name: it becomes \`${kept}\`${
      collides ? ', which exists already, so that the statement fails' : '. Code that looks it up by its whole name does not find it, and a second name with the same beginning is the same name'
    }.`,
    instead: `Choose a name of at most ${String(longest)} bytes.`,
    range,
  };
}
