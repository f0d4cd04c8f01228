import type { BrokenStatement, DownOutcome, VerifiedMigration } from '../result.ts';
import type { StatementFailure } from '../engine.ts';
import type { LostData } from '../rows/compare-rows.ts';
import type { SchemaComparison, SchemaDifference } from '../schema/compare-schema.ts';
import { effectWords, lockingStatements, lockPictures } from './lock-picture.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';
import { oldCodeTone, rollbackSentence, rollbackTone, toneOf } from './verdict-words.ts';
import { waitingFor } from './waiting.ts';

/** All that is known of one migration; open from the start where something is wrong. */
export function migrationSection(migration: VerifiedMigration, anchor: string): Markup {
  const { verdict, up, down, oldCode, newCode, upAgain, seed, claims, files } = migration;
  const tone = toneOf(migration);
  return html`<details class="migration" id="${anchor}" data-tone="${tone}"${tone === 'bad' ? html` open` : undefined}>
<summary><span class="id">${migration.id}</span> ${badge(rollbackWords(migration), rollbackTone(migration))} ${badge(`old code ${verdict.oldCode}`, oldCodeTone(migration))}</summary>
<p class="lead">${rollbackSentence[verdict.rollback]}${down?.source === 'generated' ? ' It was written by sqllint, for there is none of its own.' : ''}</p>
<dl class="facts">${fact('Up', files.up)}${files.down === undefined ? undefined : fact('Down', files.down)}${fact('Rows before', count(seed.rows, 'row'))}${fact('Up took', took(up.milliseconds))}${down ? fact('Down took', took(down.milliseconds)) : undefined}</dl>
${failure('The up stopped', up.failure)}
${failure('The up stopped on the rows that sqllint wrote, and ran on empty tables', up.failureOnRows)}
${down?.failure ? failure(down.failsOnlyOnNewRows ? 'The down stopped once there were new rows' : 'The down stopped', down.failure) : undefined}
${schemaBlock('What the down leaves different', down?.schema)}
${lostBlock(down?.lost ?? [])}
${down && twiceBlock(down)}
${brokenBlock(oldCode?.broken ?? [], oldCode?.tried ?? 0)}
${lockBlock(migration)}
${newCode && newCode.allowed.length > 0 ? block('What the new schema allows', html`<ul>${newCode.allowed.map((sentence) => html`<li>${withCode(sentence)}</li>`)}</ul>`) : undefined}
${failure('The second up stopped', upAgain?.failure)}
${schemaBlock('What differs after the second up', upAgain?.schema)}
${claims.length === 0 ? undefined : block('What the linter had said', html`<ul>${claims.map(({ finding, outcome, evidence }) => html`<li>${badge(outcome, outcome === 'proven' ? 'bad' : 'good')} <code>${finding.rule}</code> ${withCode(finding.message)} <em>${withCode(evidence)}</em></li>`)}</ul>`)}
${seed.unfilled.length === 0 ? undefined : block('Tables that stayed empty', html`<p>What happens to their rows is not known.</p><ul>${seed.unfilled.map(({ table, reason }) => html`<li><code>${table}</code> ${withCode(reason)}</li>`)}</ul>`)}
</details>
`;
}

export function rollbackWords({ verdict, down }: VerifiedMigration): string {
  const words = verdict.rollback === 'no down' || verdict.rollback === 'up fails' ? verdict.rollback : `rollback ${verdict.rollback}`;
  return down?.source === 'generated' ? `${words} (generated)` : words;
}

export function badge(text: string, tone: string): Markup {
  return html`<span class="badge ${tone}">${text}</span>`;
}

function block(title: string, content: Markup): Markup {
  return html`<section><h4>${title}</h4>${content}</section>`;
}

function fact(name: string, value: string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function failure(title: string, failed: StatementFailure | undefined): Markup | undefined {
  if (!failed) return undefined;
  const { statement, error } = failed;
  return block(
    title,
    html`<p class="error">${error.message}${error.detail === undefined ? '' : ` ${error.detail}`}${error.code === undefined ? undefined : html` <code>${error.code}</code>`}</p>${statement ? html`<pre>${cut(statement.sql)}</pre>` : html`<p>It was the commit that was refused.</p>`}`,
  );
}

const changeWords: Readonly<Record<SchemaDifference['change'], string>> = { missing: 'is gone', extra: 'is left over', changed: 'is different', renamed: 'has another name', reordered: 'stands elsewhere', reformatted: 'is written differently' };

function schemaBlock(title: string, comparison: SchemaComparison | undefined): Markup | undefined {
  if (!comparison || comparison.differences.length + comparison.cosmetic.length === 0) return undefined;
  const { differences, cosmetic } = comparison;
  const list = differences.length === 0 ? undefined : html`<ul class="differences">${differences.map(difference)}</ul>`;
  const names = cosmetic.length === 0 ? undefined : html`<p class="aside">Nobody would notice: ${cosmetic.map(({ kind, object, change }) => `${kind} ${object} ${changeWords[change]}`).join('; ')}.</p>`;
  return block(title, html`${list}${names}`);
}

function difference(found: SchemaDifference): Markup {
  const { kind, object, change, before, after, mend } = found;
  const sides = [...side('before the up', before), ...side('now', after)];
  return html`<li><b>${kind}</b> <code>${object}</code> ${changeWords[change]}${sides.length > 0 ? html`<dl class="sides">${sides}</dl>` : undefined}${mend === undefined ? undefined : html`<p class="aside">To mend it:</p><pre>${mend}</pre>`}</li>`;
}

function side(name: string, definition: string | undefined): Markup[] {
  return definition === undefined || definition === '' ? [] : [html`<div><dt>${name}</dt><dd><code>${cut(definition)}</code></dd></div>`];
}

function lostBlock(lost: readonly LostData[]): Markup | undefined {
  if (lost.length === 0) return undefined;
  const part = (which: LostData['which'], caption: string): Markup | undefined => {
    const rows = lost.filter((entry) => entry.which === which);
    if (rows.length === 0) return undefined;
    return html`<table><caption>${caption}</caption><thead><tr><th>Table</th><th>Column</th><th>Rows</th><th>For example</th></tr></thead><tbody>${rows.map(
      ({ table, column, rows: number, of, example }) =>
        html`<tr><td data-label="Table"><span><code>${table}</code></span></td><td data-label="Column"><span>${column === undefined ? 'whole rows' : html`<code>${column}</code>`}</span></td><td data-label="Rows"><span>${number} of ${of}</span></td><td data-label="For example"><span>${example ? html`${value(example.before)} → ${value(example.after)}` : undefined}</span></td></tr>`,
    )}</tbody></table>`;
  };
  return block('Data that the down does not bring back', html`${part('old', 'Rows that were there before the up')}${part('new', 'Rows that the new release has written')}`);
}

function twiceBlock({ behind, setBack }: DownOutcome): Markup | undefined {
  if (behind.length + setBack.length === 0) return undefined;
  const ofSequences = setBack.map(({ sequence, before, now }) => html`<li><code>${sequence}</code> goes on at ${now}, and before the up at ${before}.</li>`);
  return block('Numbers that will be given twice', html`<ul>${behind.map(({ table, column, next, largest }) => html`<li><code>${`${table}.${column}`}</code> goes on at ${next}, and has ${largest} already.</li>`)}${ofSequences}</ul>`);
}

function value(text: string | null): Markup {
  return text === null ? html`<i>NULL</i>` : text === '' ? html`<i>empty</i>` : html`<code>${cut(text, 60)}</code>`;
}

function brokenBlock(broken: readonly BrokenStatement[], tried: number): Markup | undefined {
  if (broken.length === 0) return undefined;
  return block(
    'Statements of the previous release that break',
    html`<p>${broken.length} of ${tried} that ran before the up.</p><ul class="broken">${broken.map(({ sql, place, error }) => html`<li>${place ? html`<code>${place.file}:${place.line}</code>` : undefined}<pre>${cut(sql)}</pre><p class="error">${error.message}</p></li>`)}</ul>`,
  );
}

function lockBlock({ up }: VerifiedMigration): Markup | undefined {
  const statements = lockingStatements(up.locks);
  const unseen = unseenBlock(up.locks);
  if (statements.length === 0) return unseen && block('Locks of the up', unseen);
  return block(
    'Locks of the up',
    html`<div class="pictures">${lockPictures(statements)}</div><ol class="statements">${statements.map(
      ({ number, statement, tables, milliseconds }) => html`<li value="${number}"><pre>${cut(statement.sql, 300)}</pre><p>${tables.map((effect) => html`<span class="effect ${waitingFor(effect)}">${effectWords(effect)}</span> `)}<span class="aside">${took(milliseconds)}</span></p></li>`,
    )}</ol>${unseen}`,
  );
}

/** Not to be taken for statements that lock nothing. */
function unseenBlock(locks: VerifiedMigration['up']['locks']): Markup | undefined {
  const unseen = locks.filter(({ isUnseen }) => isUnseen);
  if (unseen.length === 0) return undefined;
  return html`<p class="aside">What these lock was not measured:</p>${unseen.map(({ statement }) => html`<pre>${cut(statement.sql, 300)}</pre>`)}`;
}

/** A sentence in which names stand in backticks. */
function withCode(sentence: string): Markup[] {
  return sentence.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

function cut(text: string, longest = 600): string {
  const trimmed = text.trim();
  return trimmed.length <= longest ? trimmed : `${trimmed.slice(0, longest)}…`;
}

function took(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function count(number: number, word: string): string {
  return `${String(number)} ${word}${number === 1 ? '' : 's'}`;
}

