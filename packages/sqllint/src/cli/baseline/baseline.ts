import { digest } from '../digest.ts';
import type { LocatedFinding } from './locate.ts';

/** Findings that are known and not reported, such as those that were there when sqllint came. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

/**
 * What tells a finding from others, whatever its message says and on whichever line it stands: the
 * rule, the migration, and a digest of the SQL that is underlined. Findings that are alike in all
 * of that are counted.
 */
export interface BaselineEntry {
  /** The folder of the migrations, relative to the baseline's own, with forward slashes. */
  readonly folder: string;
  readonly migration: string;
  readonly rule: string;
  readonly script: 'up' | 'down';
  readonly sql: string;
  readonly count: number;
}

const version = 1;

/** A baseline that cannot be used, with a sentence that says why. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

/** Findings that have one key are alike. */
export function keyOf({ folder, migration, rule, script, sql }: Omit<BaselineEntry, 'count'>): string {
  return JSON.stringify([folder, migration, rule, script, sql]);
}

/** The baseline that holds these findings and no others. */
export function baselineOf(findings: readonly LocatedFinding[]): Baseline {
  const entries = new Map<string, BaselineEntry>();
  for (const located of findings) {
    const entry = entryOf(located);
    const key = keyOf(entry);
    entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return { entries: [...entries.values()] };
}

export function entryOf({ folder, migration, finding, sql }: LocatedFinding): Omit<BaselineEntry, 'count'> {
  const evened = sql.replace(/\s+/gu, ' ').trim();
  return { folder, migration, rule: finding.rule, script: finding.script, sql: digest(evened).slice(0, 16) };
}

/** One entry on a line and all in order, so that branches which change different ones can be merged. */
export function writeBaseline({ entries }: Baseline): string {
  const lines = entries
    .map(({ folder, migration, rule, script, sql, count }) => JSON.stringify({ folder, migration, rule, script, sql, count }))
    .sort()
    .map((line) => `    ${line}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": ${version},\n  "findings": ${list}\n}\n`;
}

/** @throws {BaselineError} when the text is no baseline of ours */
export function readBaseline(text: string): Baseline {
  const document = parsed(text);
  if (!isObject(document) || typeof document['version'] !== 'number' || !Array.isArray(document['findings'])) {
    throw new BaselineError('This is no baseline of sqllint.');
  }
  if (document['version'] > version) throw new BaselineError('This baseline was written by a newer sqllint. Update this one.');
  const entries: readonly unknown[] = document['findings'];
  return {
    entries: entries.map((entry, index) => {
      if (isEntry(entry)) return entry;
      throw new BaselineError(`Entry ${index + 1} of this baseline is damaged.`);
    }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BaselineError(`This baseline is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isObject(value)) return false;
  const { script, count } = value;
  const texts = ['folder', 'migration', 'rule', 'sql'].every((name) => typeof value[name] === 'string');
  return texts && (script === 'up' || script === 'down') && typeof count === 'number' && Number.isInteger(count) && count > 0;
}
