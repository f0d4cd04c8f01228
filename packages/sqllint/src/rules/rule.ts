import type { AntipatternId } from 'delivery-antipatterns';
import type { AddEnumValue, Change, ChangeKind, ChangeOf, QualifiedName, Range, Statement } from '../changes.ts';
import type { DialectName } from '../dialect-name.ts';
import type { LockEffect } from '../facts/lock-modes.ts';
import type { Server } from '../facts/server.ts';
import type { ForeignKeyEnforcement, Migration } from '../migrations/migration.ts';
import type { ApplyProblem } from '../schema/apply.ts';
import type { Difference } from '../schema/difference.ts';
import type { ObjectName } from '../schema/object-key.ts';
import type { DatabaseObject, Table } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import type { TableHints } from '../table-hints.ts';
import type { Directive } from '../text/directives.ts';
import type { HeldLock } from '../transactions/session.ts';
import type { Fix } from './fix.ts';

/**
 * What a rule found. What it says about the verdict holds whether or not the rule is switched on:
 * every verdict that is not the best has a finding as its evidence.
 */
export interface Report {
  /** Sentences: what is wrong here, in the names of the user's schema, then why it hurts. */
  readonly message: string;
  /** What to write instead: SQL to paste, or a sentence. */
  readonly instead?: string;
  /** The one safe rewrite, where there is one. */
  readonly fix?: Fix;
  /** What to underline; the change or the start of the script when absent. */
  readonly range?: Range;
  readonly script?: 'up' | 'down';
  /** Where this case is less severe than the rule's others. */
  readonly severity?: 'warn';
  /** Rows or values are gone that no script can bring back. */
  readonly losesData?: boolean;
  /** Code of the previous release fails once this has run. */
  readonly breaksOldCode?: boolean;
  /** The table or column that is no more under this name, for who looks where code names it. */
  readonly removes?: { readonly table: string; readonly column?: string };
  /** Where code uses what goes away. */
  readonly uses?: readonly { readonly file: string; readonly line: number }[];
  /** For a report about the rollback: what is left of it. */
  readonly rollback?: 'incomplete' | 'impossible';
  /** For what a statement does under locks that earlier ones took: what waits for it, writes or reads too. */
  readonly deploy?: 'blocking' | 'downtime';
}

/** What holds for a whole migration. */
export interface MigrationFacts extends Server {
  readonly migration: Migration;
  /** Whether the layout has downs at all. */
  readonly hasDowns: boolean;
  /** Set when the layout has downs, and none of the history's many migrations has one. */
  readonly leavesDownsOut?: 'first of the history' | 'later';
  /** What the configuration says about tables; rules ask `isSmall`. */
  readonly tables?: TableHints;
  /** Set when the migration has shipped and its SQL has been edited since. */
  readonly isEdited?: boolean;
  /** The id of the last migration behind this one that has shipped, when this one has not. */
  readonly shippedAfter?: string;
  /** Whether this runner's connection enforces foreign keys when a script begins (SQLite); absent where that is not known. */
  readonly foreignKeys?: ForeignKeyEnforcement;
  /** How this runner is told to run a file outside a transaction, as a sentence; absent where it cannot. */
  readonly outsideTransaction?: string;
}

/** What a rule may ask about one change of an up script. */
export interface ChangeContext extends MigrationFacts {
  readonly change: Change;
  readonly statement: Statement;
  /** All statements of the up script, in order. */
  readonly up: readonly Statement[];
  /** The schema just before the change. */
  readonly schema: Schema;
  /** The locks that the change takes on tables that were there before the migration. */
  readonly locks: readonly LockEffect[];
  /** Locks against writes that earlier statements of the same transaction took and still hold. */
  readonly heldLocks: readonly HeldLock[];
  /** Values that earlier statements of the same transaction added to enums; not usable before its end. */
  readonly addedValues: readonly AddEnumValue[];
  /** The value of a session parameter such as `lock_timeout`, as an earlier statement set it. */
  setting(name: string): string | undefined;
  /** Whether the statement runs in a transaction block; undefined where the layout does not tell. */
  readonly inTransaction: boolean | undefined;
  /** Whether this migration created the table (or it is temporary), so that nobody uses it yet. */
  isNew(table: QualifiedName): boolean;
  /** Whether the configuration says that the table never has many rows. */
  isSmall(table: QualifiedName): boolean;
  /** Whether this migration created the column. */
  isNewColumn(table: QualifiedName, column: string): boolean;
  /** The table as the history knows it. */
  tableOf(name: QualifiedName): Table | undefined;
  /** Whether the down writes to the table again: to that column, or any rows where none is named. */
  isWrittenByDown(table: QualifiedName, column?: string): boolean;
  /** True the first time a rule asks with this key in this migration, so that it says a thing once. */
  isFirst(key: string): boolean;
  /** Whether this migration copied the table's rows into another one before this change. */
  isKept(table: QualifiedName): boolean;
  /** Whether this migration creates a view of that name, so that the name lives on. */
  replacedByView(name: QualifiedName): boolean;
  /** Whether this migration creates a table of that name. */
  createsTable(name: QualifiedName): boolean;
  /** What the history knows of a view, a type, a function …; undefined for one that it never mentioned. */
  objectOf(object: ObjectName): DatabaseObject | undefined;
  /** Whether this migration created the view, the type, the function …, so that nobody uses it yet. */
  isNewObject(object: ObjectName): boolean;
  /** All changes of the up script, in order. */
  readonly changes: readonly Change[];
  /** Whether a change of this migration that comes after the given one passes the test. */
  isFollowedBy(change: Change, test: (later: Change) => boolean): boolean;
  /** Whether a change of this migration that comes before the given one passes the test. */
  isPrecededBy(change: Change, test: (earlier: Change) => boolean): boolean;
  /** Whether two names mean the same relation here, with or without their schema. */
  isSameRelation(a: QualifiedName, b: QualifiedName): boolean;
  /** The text of a statement, without its semicolon, or of a part of it. */
  sourceOf(range: Range): string;
}

/** What a rule may ask about a migration once its up and its down have been replayed. */
export interface MigrationContext extends MigrationFacts {
  readonly up: readonly Statement[];
  /** Undefined when there is no down. */
  readonly down: readonly Statement[] | undefined;
  /** Whether the up changed the schema in a way that a down has to undo. */
  readonly changesSchema: boolean;
  /** Why statements of the up would fail, with the statement. */
  readonly upProblems: readonly { readonly problem: ApplyProblem; readonly statement: Statement }[];
  /** How the schema after up and down differs from the one before; undefined when that cannot be known. */
  readonly differences: readonly Difference[] | undefined;
  /** Why statements of the down would fail, with the statement. */
  readonly downProblems: readonly { readonly problem: ApplyProblem; readonly statement: Statement }[];
}

export type ChangeHandler<C extends Change> = (change: C, context: ChangeContext) => Report | readonly Report[] | undefined;

/** What became of the claim that a removal is the contract step of an earlier migration. */
export type Contract =
  | 'accepted'
  /** `nearest` is what was probably meant; `example` is the migration before, where nothing is near. */
  | { readonly refused: 'unknown'; readonly nearest?: string; readonly example?: string }
  | { readonly refused: 'not shipped' };

/** What a rule may ask about a comment that directs sqllint, once all migrations of its file have been replayed. */
export interface DirectiveContext {
  readonly directive: Directive;
  /** Whether a statement follows that the comment can be about. */
  readonly hasStatement: boolean;
  /** Whether that statement was understood, so that silence of the rules means something. */
  readonly isAnalysed: boolean;
  /** Whether the rule of that name reported something that the comment applies to; for a contract, its own word. */
  isUsed(rule: string): boolean;
  /** Whether the rule of that name had what it needs to speak in this run. */
  wasAsked(rule: string): boolean;
  /** The names of all rules. */
  readonly ruleNames: readonly string[];
  /** For a contract that names a migration. */
  readonly contract?: Contract;
}

export type ChangeHandlers = { readonly [K in ChangeKind]?: ChangeHandler<ChangeOf<K>> };

export interface Rule {
  readonly name: string;
  readonly antipattern: AntipatternId;
  readonly severity: 'error' | 'warn';
  /** The databases of which what it says is true. */
  readonly dialects: readonly DialectName[];
  /** Whether it is on without any configuration. */
  readonly recommended: boolean;
  /** Set for a rule that can speak only where it is known which migrations have shipped, or what code runs while the others are applied. */
  readonly needs?: 'shipped' | 'before';
  readonly docs: {
    /** One line in ESLint's form: "Disallow …", "Require …", without a full stop. */
    readonly description: string;
  };
  /** What the rule says of single changes of up scripts. */
  readonly changes?: ChangeHandlers;
  /** What the rule says of any change, whatever its kind. */
  readonly everyChange?: ChangeHandler<Change>;
  /** What the rule says of the migration as a whole. */
  readonly migration?: (context: MigrationContext) => Report | readonly Report[] | undefined;
  /** What the rule says of a comment that directs sqllint. */
  readonly directive?: (context: DirectiveContext) => Report | readonly Report[] | undefined;
}

/** Checks a rule's shape; the place where a rule file starts. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
