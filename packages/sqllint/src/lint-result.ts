import type { AntipatternId, SeverityId } from 'delivery-antipatterns';
import type { LockEffect } from './facts/lock-modes.ts';
import type { FileProblem } from './migrations/migration.ts';
import type { Fix } from './rules/fix.ts';
import type { Verdict } from './verdict.ts';

export type Severity = 'error' | 'warn';

/** One thing that is wrong, where, and what to write instead. Lines and columns start at 1. */
export interface Finding {
  readonly rule: string;
  readonly antipattern: AntipatternId;
  /** How severe the anti-pattern typically is: HIGH, MEDIUM or LOW. */
  readonly rating: SeverityId;
  readonly severity: Severity;
  /** Sentences: what is wrong, in the names of the user's schema, then why it hurts. */
  readonly message: string;
  /** What to write instead: SQL to paste, or a sentence where no SQL can say it. */
  readonly instead?: string;
  /** The one safe rewrite of it, where there is one. */
  readonly fix?: Fix;
  /** The table or column that is no more under this name. */
  readonly removes?: { readonly table: string; readonly column?: string };
  /** Where code still names it, in the workspace or in the version before; the message tells the first few. */
  readonly uses?: readonly { readonly file: string; readonly line: number }[];
  readonly file: string;
  readonly script: 'up' | 'down';
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Exclusive, as editors have it. */
  readonly endColumn: number;
  /** The same place in UTF-16 units of the file's text without its byte order mark. */
  readonly start: number;
  readonly end: number;
}

/** A finding that a comment in the file explains away. The verdict counts it all the same. */
export interface SuppressedFinding {
  readonly finding: Finding;
  /** Why, in the words of the comment; absent when it does not say. */
  readonly reason?: string;
  /** Where the comment stands. */
  readonly comment: Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn' | 'start' | 'end'>;
}

/** A statement, or a part of one, that could not be analysed. */
export interface NotAnalysed {
  readonly file: string;
  readonly script: 'up' | 'down';
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
  readonly command: string;
  /** A sentence: why. */
  readonly reason: string;
  readonly kind: 'syntax' | 'dynamic' | 'client command' | 'unsupported';
}

/** What a statement of an up locks, and what it does meanwhile. */
export interface StatementLocks extends Pick<Finding, 'file' | 'script' | 'line' | 'column' | 'endLine' | 'endColumn' | 'start' | 'end'> {
  /** The leading keywords. */
  readonly command: string;
  /** Whether the locks are held until a transaction ends; absent where the layout does not tell. */
  readonly inTransaction?: boolean;
  /** Empty where nobody has to wait. */
  readonly tables: readonly TableLock[];
  /** Sentences: why there may be more; absent where this is all, as far as the history tells of the tables. */
  readonly unknown?: readonly string[];
}

export interface TableLock extends LockEffect {
  /** Set when this migration created the table, so that nobody uses it yet. */
  readonly isNew?: true;
}

export interface MigrationResult {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly files: { readonly up: string; readonly down?: string };
  readonly verdict: Verdict;
  readonly statements: { readonly seen: number; readonly analysed: number };
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Findings that a baseline has recorded; absent where there are none. */
  readonly baselined?: readonly Finding[];
  readonly notAnalysed: readonly NotAnalysed[];
  /** The statements of the up in their order; absent where nobody asked with `tellLocks`. */
  readonly locks?: readonly StatementLocks[];
}

/** What was found in one folder of migrations. */
export interface SetResult {
  readonly root: string;
  readonly layout: string;
  readonly dialect: string;
  readonly migrations: readonly MigrationResult[];
  readonly problems: readonly FileProblem[];
  /** Set when this is the result of a shard that judged less than the whole folder: the statements that it saw, before anything was left out. */
  readonly part?: {
    readonly seen: number;
    /** Those that are not in the grammar. */
    readonly refused: number;
  };
}

/** What was found in one run. */
export interface LintResult {
  readonly sets: readonly SetResult[];
}
