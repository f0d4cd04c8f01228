import type { Span } from 'sqlite3-parser';
import type { Range } from '../../changes.ts';

/** One statement's text; the parser's spans count UTF-16 units from the statement's start. */
export class StatementSource implements Range {
  readonly text: string;
  readonly start: number;
  readonly end: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  get range(): Range {
    return { start: this.start, end: this.end };
  }

  get statementText(): string {
    return this.text.slice(this.start, this.end);
  }

  /** What a node was parsed from, without blanks around it. */
  textOf(span: Span): string {
    const from = this.start + span.offset;
    return this.text.slice(from, from + span.length).trim();
  }
}
