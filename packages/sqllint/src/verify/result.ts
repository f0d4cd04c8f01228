import type { Finding } from '../lint-result.ts';
import type { Counter, DatabaseError, ObservedLocks, StatementFailure } from './engine.ts';
import type { LostData } from './rows/compare-rows.ts';
import type { SchemaComparison } from './schema/compare-schema.ts';

/** What a real database showed of one folder of migrations. Plain data: everything in it survives JSON. */
export interface VerifiedSet {
  readonly root: string;
  readonly layout: string;
  /** What it ran on: `PostgreSQL 18.3 (PGlite 0.5.16)`. */
  readonly engine: string;
  readonly migrations: readonly VerifiedMigration[];
}

/** The eight steps, in their order. */
export interface VerifiedMigration {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly files: { readonly up: string; readonly down?: string };
  readonly verdict: ProvenVerdict;
  /** 1: what was there for the migration to keep. */
  readonly seed: SeedOutcome;
  // 2, the fingerprint, has no outcome: it is what everything else is compared with.
  /** 3 */
  readonly up: UpOutcome;
  /** 4: absent where the up did not run. */
  readonly oldCode?: OldCodeOutcome;
  /** 5 */
  readonly newCode?: NewCodeOutcome;
  /** 6 and 7: absent where the up did not run, or where there is no down to try. */
  readonly down?: DownOutcome;
  /** 8: absent where the down did not run. */
  readonly upAgain?: UpAgainOutcome;
  /** What static analysis said, and what came of it. */
  readonly claims: readonly ClaimOutcome[];
  readonly milliseconds: number;
}

/** The one line that a table of results has for a migration. */
export interface ProvenVerdict {
  readonly rollback: ProvenRollback;
  readonly oldCode: 'keeps working' | 'breaks' | 'not tried';
}

/**
 * - `works`: the down brings back the schema and every row;
 * - `loses data`: it brings back the schema, but not every value that was there before the up;
 * - `does not restore`: the schema differs from the one before the up;
 * - `fails on new rows`: it runs, but not any more once the new release has written rows;
 * - `fails`: it does not run;
 * - `no down`: there is none, nor could one be written;
 * - `up fails`: nothing can be said.
 */
export type ProvenRollback = 'works' | 'loses data' | 'does not restore' | 'fails on new rows' | 'fails' | 'no down' | 'up fails';

export interface SeedOutcome {
  /** How many rows the tables hold before the up. */
  readonly rows: number;
  /** Tables that stayed empty, each with the reason: a sentence. What happens to their rows is not known. */
  readonly unfilled: readonly { readonly table: string; readonly reason: string }[];
}

export interface UpOutcome {
  readonly failure?: StatementFailure;
  /** Set when the up failed on our rows, and ran once the tables were empty. */
  readonly failureOnRows?: StatementFailure;
  readonly ranOneByOne?: true;
  /** Why it does not run in the transaction that the migration tool opens; it ran statement by statement then. */
  readonly refusedTogether?: StatementFailure;
  readonly locks: readonly ObservedLocks[];
  readonly milliseconds: number;
}

export interface OldCodeOutcome {
  /** How many statements ran before the up and were tried again after it. */
  readonly tried: number;
  readonly broken: readonly BrokenStatement[];
}

/** A statement that ran before the up and does not run after it. */
export interface BrokenStatement {
  readonly sql: string;
  /** What it is about; absent for a query of the application. */
  readonly table?: string;
  /** Where a query of the application stands. */
  readonly place?: { readonly file: string; readonly line: number };
  readonly error: DatabaseError;
}

export interface NewCodeOutcome {
  /** How many rows were written that only the new schema allows, or that stand in new tables. */
  readonly rows: number;
  /** What these show: “`orders.status` takes NULL.” */
  readonly allowed: readonly string[];
}

export interface DownOutcome {
  /** Whether the project wrote it, or `sqllint down`. */
  readonly source: 'own' | 'generated';
  readonly failure?: StatementFailure;
  /** Whether it ran as long as nothing had been written since the up. */
  readonly failsOnlyOnNewRows?: true;
  /** Whether it runs on empty tables, and only there. */
  readonly failsOnlyOnRows?: true;
  readonly ranOneByOne?: true;
  /** As for the up. */
  readonly refusedTogether?: StatementFailure;
  /** What differs from the state before the up; absent when the down failed. */
  readonly schema?: SchemaComparison;
  readonly lost: readonly LostData[];
  /** Counters that will give a number which a row has already. */
  readonly behind: readonly Counter[];
  /** Sequences that no column owns, and that will give numbers which they gave before the up. */
  readonly setBack: readonly SetBack[];
  readonly milliseconds: number;
}

/** A sequence that gives numbers a second time. */
export interface SetBack {
  readonly sequence: string;
  /** The number that it gave next before the up. */
  readonly before: number;
  /** The one that it gives next now. */
  readonly now: number;
}

export interface UpAgainOutcome {
  readonly failure?: StatementFailure;
  /** What differs from the state after the first up. */
  readonly schema?: SchemaComparison;
}

/** A static finding that a run can prove or refute. */
export interface ClaimOutcome {
  readonly finding: Finding;
  readonly outcome: 'proven' | 'refuted';
  /** What the run showed: a sentence. */
  readonly evidence: string;
}
