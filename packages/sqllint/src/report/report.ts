import type { LintResult } from '../lint-result.ts';
import type { Rule } from '../rules/rule.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Paint } from './paint.ts';

/** What a report knows besides the result: how to name things and where it will be read. */
export interface ReportContext {
  /** The version of sqllint. */
  readonly version: string;
  /** The PostgreSQL major version that was assumed. */
  readonly postgresVersion: number;
  /** A file or folder as the reader sees it: relative to where they stand, with forward slashes. */
  readonly shownPath: (path: string) => string;
  /** The same, relative to the root of the repository: what platforms such as GitHub file findings under. */
  readonly repositoryPath: (path: string) => string;
  /** The text of a file of the run, for code frames; undefined when it is not at hand. */
  readonly sourceOf: (file: string) => SourceText | undefined;
  /** The address of a rule's page. */
  readonly docsUrl: (rule: string) => string | undefined;
  /** All rules, for formats that describe them. */
  readonly rules: readonly Rule[];
  /** A short text that stands for a long one, the same in every run. */
  readonly digest: (text: string) => string;
  /** Leaves findings of severity `warn` out; they are still counted. */
  readonly quiet: boolean;
  /** Set when the result is that of one shard. */
  readonly shard?: {
    /** From 1. */
    readonly index: number;
    readonly count: number;
    /** Stands for what is judged and how; the same for all shards of one run. */
    readonly run: string;
  };
  /** How many columns a line may take. */
  readonly columns: number;
  readonly paint: Paint;
}

/** Turns a result into the text of one format, without a line break at its end; empty when there is nothing to print. Pure. */
export type Report = (result: LintResult, context: ReportContext) => string;
