import type { Branch, Condition, GeneratedPart, Problem, Range } from 'sqllint';
import { TextValue } from './text-value.ts';

/** SQL with the places in the file that it was written for. */
export type Sql = string | TextValue | SqlPart;

export interface SqlPart {
  /** Undefined where nothing in particular stands for it. */
  readonly at: Range | undefined;
  readonly sql: readonly Sql[];
}

/** SQL that one place in the file stands for. */
export function part(at: Range | undefined, ...sql: readonly Sql[]): SqlPart {
  return { at, sql };
}

/** The parts one after the other, with something between them. */
export function joined(parts: readonly Sql[], separator: string): Sql[] {
  return parts.flatMap((one, index) => (index === 0 ? [one] : [separator, one]));
}

/** The SQL of one direction of a migration. */
export interface WrittenScript {
  readonly start: number;
  readonly end: number;
  readonly branches: readonly Branch[];
  readonly unknown: readonly Problem[];
  readonly hasStatements: boolean;
}

/** Writes the SQL of a file's migration, first one direction, then the other. */
export class ScriptWriter {
  readonly #file: string;
  #text = '';
  readonly #parts: GeneratedPart[] = [];
  #start = 0;
  #branches: Branch[] = [];
  #unknown: Problem[] = [];
  #statements = 0;

  /** @param file the text of the file */
  constructor(file: string) {
    this.#file = file;
  }

  get text(): string {
    return this.#text;
  }

  get parts(): readonly GeneratedPart[] {
    return this.#parts;
  }

  /** How much was written so far, statements and what nobody can tell. */
  get length(): number {
    return this.#statements + this.#unknown.length;
  }

  statement(at: Range, ...sql: readonly Sql[]): void {
    const before = this.#text.length;
    this.#write(part(at, ...sql));
    if (this.#text.slice(before).trim() === '') return;
    this.#statements++;
    // A line comment at the end would take the semicolon with it.
    this.#text += /--[^\n]*$/u.test(this.#text.slice(before)) ? '\n;\n' : ';\n';
  }

  /** Something that may do anything to the database. */
  unknown(at: Range, message: string): void {
    const start = this.#text.length;
    this.#text += this.#file.slice(at.start, at.end);
    const range = { start, end: this.#text.length };
    this.#parts.push({ ...range, inFile: at });
    this.#unknown.push({ ...range, kind: 'dynamic', message });
    this.#text += ';\n';
  }

  /** What is written meanwhile runs only if the condition holds. */
  under<Result>(condition: Condition, write: () => Result): Result {
    const start = this.#text.length;
    const result = write();
    if (this.#text.length > start) this.#branches.push({ start, end: this.#text.length, onlyIf: condition });
    return result;
  }

  /** Ends one direction; what is written next belongs to the other. */
  finish(): WrittenScript {
    const script = { start: this.#start, end: this.#text.length, branches: this.#branches, unknown: this.#unknown, hasStatements: this.#statements > 0 };
    this.#start = this.#text.length;
    this.#branches = [];
    this.#unknown = [];
    this.#statements = 0;
    return script;
  }

  #write(sql: Sql): void {
    if (typeof sql === 'string') {
      this.#text += sql;
    } else if (sql instanceof TextValue) {
      for (const { text, at } of sql.pieces) this.#copy(text, at);
    } else {
      const start = this.#text.length;
      for (const one of sql.sql) this.#write(one);
      if (sql.at && this.#text.length > start) this.#parts.push({ start, end: this.#text.length, inFile: sql.at });
    }
  }

  #copy(text: string, at: Range | undefined): void {
    const start = this.#text.length;
    this.#text += text;
    if (!at || text === '') return;
    this.#parts.push({ start, end: this.#text.length, inFile: at, isCopy: true });
  }
}
