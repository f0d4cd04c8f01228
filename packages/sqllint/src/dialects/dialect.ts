import type { Change, RoutineCall, Statement } from '../changes.ts';
import type { DialectName } from '../dialect-name.ts';
import type { LexicalRules, Token } from '../text/tokens.ts';

/** What a script consists of. Ranges count UTF-16 units from the start of the whole text. */
export interface ParsedScript {
  readonly statements: readonly Statement[];
  readonly comments: readonly Token[];
}

/** A loaded front end: SQL text in, statements with their changes out. */
export interface Dialect {
  readonly name: DialectName;
  readonly lexicalRules: LexicalRules;
  /**
   * Whether names that differ in case alone are one name. The front end then leaves names as they
   * are written, and `spelling.ts` gives each the spelling that the history met first.
   */
  readonly ignoresCase: boolean;
  /**
   * Parses the part of `text` between `start` and `end`. Never throws: a statement that the
   * parser refuses comes back with a `problem`.
   */
  parse(text: string, start?: number, end?: number): ParsedScript;
  /**
   * What a call of a routine does, by the statement that created it; undefined where the text does
   * not tell. Absent in a dialect that cannot follow calls.
   */
  runRoutine?(definition: string, call: RoutineCall): readonly Change[] | undefined;
}
