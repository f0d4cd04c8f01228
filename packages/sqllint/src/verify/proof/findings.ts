import { findAntipattern } from 'delivery-antipatterns';

import { placeOf } from '../../finding-from.ts';
import type { Finding } from '../../lint-result.ts';
import type { Migration, Script } from '../../migrations/migration.ts';
import type { DatabaseError, StatementFailure } from '../engine.ts';
import type { BrokenStatement, VerifiedMigration } from '../result.ts';
import type { LostData } from '../rows/compare-rows.ts';
import type { SchemaDifference } from '../schema/compare-schema.ts';
import { proofRules } from './proof-rules.ts';

type ProofRule = (typeof proofRules)[keyof typeof proofRules];

/** How many differences, losses or statements a message names; the rest is counted. */
const named = 3;

/** What a run showed of one migration, as findings like those of static rules. */
export function findingsOf({ up, oldCode, newCode, down, upAgain }: VerifiedMigration, migration: Migration): Finding[] {
  const about = new About(migration);
  if (up.failure) return [about.finding(proofRules.upFails, 'up', `This up does not run: ${said(up.failure.error)}`, { at: up.failure })];
  const findings: Finding[] = [];
  if (up.refusedTogether) {
    const message = `This up does not run in the transaction that the migration tool opens: ${said(up.refusedTogether.error)} Statement by statement it does.`;
    findings.push(about.finding(proofRules.upFails, 'up', message, { at: up.refusedTogether }));
  }
  if (up.failureOnRows) {
    const message = `This up does not run on rows that the schema before it allows: ${said(up.failureOnRows.error)} It ran once the tables held nothing but what migrations put there.`;
    findings.push(about.finding(proofRules.upFailsOnRows, 'up', message, { at: up.failureOnRows }));
  }
  if (oldCode && oldCode.broken.length > 0) findings.push(...brokenOf(oldCode.broken, about));
  // What nobody wrote cannot be wrong; what is missing, static analysis says.
  if (down?.source === 'own') {
    if (down.failure) {
      const since = newCode?.allowed.length ? ` The new schema had let these in: ${list(newCode.allowed.map((sentence) => sentence.replace(/\.$/u, '')))}.` : '';
      const finding = down.failsOnlyOnNewRows
        ? about.finding(proofRules.downFailsOnNewRows, 'down', `This down runs as long as nothing was written since the up, and fails on rows of the new release: ${said(down.failure.error)}${since}`, { at: down.failure })
        : about.finding(proofRules.downFails, 'down', `This down ${down.failsOnlyOnRows ? 'runs on empty tables only' : 'does not run'}: ${said(down.failure.error)}`, { at: down.failure });
      findings.push(finding);
    }
    if (down.refusedTogether) {
      const message = `This down does not run in the transaction that the migration tool opens: ${said(down.refusedTogether.error)} Statement by statement it does.`;
      findings.push(about.finding(proofRules.downFails, 'down', message, { at: down.refusedTogether }));
    }
    const differences = [...(down.schema?.differences ?? [])].filter(({ kind }) => kind !== 'comment');
    if (differences.length > 0) findings.push(notRestored(differences, about));
    for (const { table, column, next, largest } of down.behind) {
      const message = `After this down the next number for \`${short(table)}.${column}\` is ${String(next)}, and a row has ${String(largest)} already: the next insert fails.`;
      findings.push(about.finding(proofRules.downDoesNotRestore, 'down', message, {}));
    }
    const lost = down.lost.filter(({ which }) => which === 'old');
    if (lost.length > 0) findings.push(about.finding(proofRules.downLosesData, 'down', `Up and down do not bring every value back: ${list(lost.map(lossOf))}.`, {}));
    for (const { sequence, before, now } of down.setBack) {
      const message = `After this down the sequence \`${short(sequence)}\` gives ${String(now)} next, and before the up it gave ${String(before)}: numbers come a second time.`;
      findings.push(about.finding(proofRules.downLosesData, 'down', message, {}));
    }
    if (upAgain?.failure) findings.push(about.finding(proofRules.upNotRepeatable, 'up', `This up does not run a second time, after its down: ${said(upAgain.failure.error)}`, { at: upAgain.failure }));
    else if (upAgain?.schema && differences.length === 0 && upAgain.schema.differences.some(({ kind }) => kind !== 'comment')) {
      const message = `After its down, this up makes another schema than the first time: ${list(upAgain.schema.differences.map(differenceOf))}.`;
      findings.push(about.finding(proofRules.upNotRepeatable, 'up', message, {}));
    }
  }
  return findings;
}

/** The findings of one migration, at their places. */
class About {
  readonly #migration: Migration;

  constructor(migration: Migration) {
    this.#migration = migration;
  }

  finding(rule: ProofRule, script: 'up' | 'down', message: string, { at, instead, severity }: { readonly at?: StatementFailure; readonly instead?: string; readonly severity?: 'warn' }): Finding {
    const { up, down = up } = this.#migration;
    const of = script === 'up' ? up : down;
    return {
      rule: rule.name,
      antipattern: rule.antipattern,
      rating: findAntipattern(rule.antipattern).severity,
      severity: severity ?? rule.severity,
      message,
      ...(instead === undefined ? {} : { instead }),
      script,
      ...placeOf(of, at?.statement ?? firstLineOf(of)),
    };
  }
}

/** The first line with something on it stands for a script of which no statement alone is to blame. */
function firstLineOf({ source: { text }, start, end }: Script): { readonly start: number; readonly end: number } {
  const [line = '', blank = ''] = /^(\s*)(?:--[^\n]*\s*)*[^\n]*/u.exec(text.slice(start, end)) ?? [];
  const own = line.slice(blank.length);
  const from = start + line.length - (own.split('\n').at(-1)?.length ?? 0);
  return { start: from, end: Math.max(from, start + line.trimEnd().length) };
}

/** One finding for each table, and one for the queries of the application that fail for the same reason. */
function brokenOf(broken: readonly BrokenStatement[], about: About): Finding[] {
  const alike = new Map<string, BrokenStatement[]>();
  for (const one of broken) {
    const key = JSON.stringify(one.table ?? [one.error.message]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap((statements) => {
    const [first, ...others] = statements;
    if (!first) return [];
    const what = first.table === undefined ? `A query of the application${first.place ? `, ${shownPlace(first.place)},` : ''}` : `What the previous release does with \`${short(first.table)}\``;
    const isRefusedValue = statements.every(({ error }) => error.code === '23514');
    return [about.finding(proofRules.oldCodeBreaks, 'up', `${what} fails after this up: ${said(first.error)}${alsoBroken(others)} It was: ${shortened(first.sql)}`, isRefusedValue ? { severity: 'warn' } : {})];
  });
}

function alsoBroken(others: readonly BrokenStatement[]): string {
  if (others.length === 0) return '';
  const places = others.flatMap(({ place }) => (place ? [shownPlace(place)] : []));
  const does = others.length === 1 ? 'does' : 'do';
  if (places.length === 0) return ` So ${does} ${String(others.length)} more of its statements.`;
  const more = places.length - named;
  return ` So ${does} ${places.slice(0, named).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}.`;
}

function shownPlace({ file, line }: NonNullable<BrokenStatement['place']>): string {
  return `${file}:${String(line)}`;
}

function notRestored(differences: readonly SchemaDifference[], about: About): Finding {
  const mend = differences.flatMap((difference) => difference.mend ?? []);
  return about.finding(proofRules.downDoesNotRestore, 'down', `After this down the schema is not what it was before the up: ${list(differences.map(differenceOf))}.`, {
    ...(mend.length > 0 ? { instead: ['-- Add to the down:', ...mend].join('\n') } : {}),
    ...(differences.every(onlyAddsLabels) ? { severity: 'warn' } : {}),
  });
}

/** PostgreSQL cannot take a value out of an enum, so there is nothing to write. */
function onlyAddsLabels({ kind, change, before = '', after = '' }: SchemaDifference): boolean {
  const labelsOf = (definition: string): readonly string[] => definition.match(/'(?:[^']|'')*'/gu) ?? [];
  return kind === 'type' && change === 'changed' && before.startsWith('ENUM (') && after.startsWith('ENUM (') && labelsOf(before).every((label) => labelsOf(after).includes(label));
}

function differenceOf({ kind, object, change, before = '', after = '' }: SchemaDifference): string {
  const what = `${kind} \`${short(object)}\``;
  if (change === 'missing') return `${what} is missing`;
  if (change === 'extra') return `${what} is left over`;
  return `${what} is ${shortened(after) === '' ? 'empty' : `\`${shortened(after)}\``} instead of ${shortened(before) === '' ? 'empty' : `\`${shortened(before)}\``}`;
}

function lossOf({ table, column, rows, of, example }: LostData): string {
  if (column === undefined) return `${String(rows)} of ${String(of)} rows of \`${short(table)}\` are gone`;
  const shown = (value: string | null): string => (value === null ? 'NULL' : `“${shortened(value)}”`);
  const sample = example ? `, ${shown(example.before)} is now ${shown(example.after)}` : '';
  return `${String(rows)} of ${String(of)} rows of \`${short(table)}\` have lost \`${column}\`${sample}`;
}

/** A server's message as a sentence. */
function said({ message, detail }: DatabaseError): string {
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/[.\s]+$/u, '')}.`;
  return detail === undefined ? sentence : `${sentence} ${detail.replace(/[.\s]+$/u, '')}.`;
}

function list(parts: readonly string[]): string {
  const rest = parts.length - named;
  return [...parts.slice(0, named), ...(rest > 0 ? [`and ${String(rest)} more`] : [])].join('; ');
}

/** Names without the schema that everything is in. */
function short(name: string): string {
  return name.replaceAll(/(?<![\w.])public\./gu, '');
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
