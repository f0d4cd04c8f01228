import { describe, expect, it } from 'vitest';

import { lint } from '../migrations-of.ts';
import { compatibility } from './compatibility.ts';
import { constraints } from './constraints.ts';
import { dataLoss } from './data-loss.ts';
import type { Hazard, Sample } from './hazard.ts';
import { indexes } from './indexes.ts';
import { partitions } from './partitions.ts';
import { rewrites } from './rewrites.ts';
import { transactions } from './transactions.ts';

const hazards: readonly Hazard[] = [...dataLoss, ...rewrites, ...indexes, ...constraints, ...compatibility, ...partitions, ...transactions];

/** What is said of the last migration by default: each rule, once for each place and message. */
function reportsOn(sample: Sample): readonly string[] {
  const { after = [], sql, ...options } = typeof sample === 'string' ? { sql: sample } : sample;
  const files = Object.fromEntries([...after, sql].map((text, index) => [`${String(index).padStart(4, '0')}_step.sql`, text]));
  const last = lint(files, options).migrations.at(-1);
  expect(last?.notAnalysed).toEqual([]);
  const reports = (last?.findings ?? []).map(({ rule, start, message }) => `${rule} at ${start}: ${message}`);
  expect(reports, 'Nothing is said twice').toEqual([...new Set(reports)]);
  return [...new Set((last?.findings ?? []).map(({ rule }) => rule))].sort();
}

function titleOf(sample: Sample): string {
  if (typeof sample === 'string') return sample.replaceAll(/\s+/gu, ' ');
  return [...sample.after, sample.sql].join(' → ').replaceAll(/\s+/gu, ' ');
}

/** The same statement as other people write it. */
function spellingsOf(sql: string): readonly (readonly [how: string, sql: string])[] {
  const isOne = !/;./su.test(sql.trim());
  const isPlain = !/['"$]/u.test(sql);
  const canBeInBlock = !/\b(?:concurrently|vacuum|database|system|reindex schema|all in tablespace)\b/iu.test(sql) && !/\bcluster;/iu.test(sql);
  return [
    ...(isPlain ? [['in lower case', sql.toLowerCase()] as const] : []),
    ...(isOne ? [['with a line for each word', sql.trim().replaceAll(/ (?=(?:[^']*'[^']*')*[^']*$)/gu, '\n')] as const] : []),
    ...(isOne ? [['behind a comment and another statement', `/* first; */ SELECT 1; -- then;\n${sql}`] as const] : []),
    ...(isOne && canBeInBlock && !sql.includes('$') ? [['in a DO block', `DO $do$ BEGIN ${sql} END $do$;`] as const] : []),
  ];
}

describe.each(hazards)('$title', ({ rules, hazardous, safe }) => {
  it.each(hazardous.map((sample) => [titleOf(sample), sample] as const))('is reported: %s', (_title, sample) => {
    expect(reportsOn(sample)).toEqual([...rules].sort());
  });

  const spelled = hazardous.flatMap((sample) => (typeof sample === 'string' ? spellingsOf(sample).map(([how, sql]) => [how, sql] as const) : []));
  it.each(spelled)('is reported %s: %s', (_how, sql) => {
    expect(reportsOn(sql)).toEqual([...rules].sort());
  });

  it.each(safe.map((sample) => [titleOf(sample), sample] as const))('is not: %s', (_title, sample) => {
    expect(reportsOn(sample)).toEqual([]);
  });
});
