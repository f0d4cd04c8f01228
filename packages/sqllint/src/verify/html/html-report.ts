import type { VerifiedMigration, VerifiedSet } from '../result.ts';
import { html, Markup } from './markup.ts';
import { badge, count, migrationSection, rollbackWords } from './migration-section.ts';
import { styles } from './styles.ts';
import { oldCodeTone, rollbackTone, toneOf } from './verdict-words.ts';
import type { Tone } from './verdict-words.ts';
import { waitingWords, waitsByTheRow, worstWaiting } from './waiting.ts';

/**
 * The results as one page that stands by itself: no script, no network, nothing beside it. The
 * content policy says so to the browser as well.
 *
 * @param made when it was made, as the reader is to see it
 */
export function htmlReport(sets: readonly VerifiedSet[], made: string): string {
  const migrations = sets.flatMap((set) => set.migrations);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>sqllint verify: ${headline(migrations)}</title>
<style>${new Markup(styles)}</style>
</head>
<body>
<header>
<h1>${headline(migrations)}</h1>
<p class="aside">${count(migrations.length, 'migration')}, run up, down and up again on ${[...new Set(sets.map(({ engine }) => engine))].join(', ')}. ${made}</p>
<ul class="tiles">${tiles(migrations)}</ul>
</header>
<main>
${filter(migrations)}
${sets.map((set, index) => setPart(set, index))}
</main>
${legend()}
</body>
</html>
`.text;
}

/** The one sentence that the whole run comes to: of the downs that somebody wrote. */
function headline(migrations: readonly VerifiedMigration[]): string {
  const bad = migrations.filter((migration) => rollbackTone(migration) === 'bad').length;
  const tried = migrations.filter(({ down }) => down?.source === 'own').length;
  if (tried === 0) return 'No down could be tried';
  return bad === 0 ? (tried === 1 ? 'The rollback works' : `All ${String(tried)} rollbacks work`) : `${String(bad)} of ${count(tried, 'rollback')} ${bad === 1 ? 'does' : 'do'} not work`;
}

function tiles(migrations: readonly VerifiedMigration[]): Markup[] {
  const counted = new Map<string, { number: number; readonly tone: Tone }>();
  const add = (name: string, tone: Tone): void => {
    const known = counted.get(name);
    if (known) known.number++;
    else counted.set(name, { number: 1, tone });
  };
  for (const migration of migrations) {
    add(rollbackWords(migration), rollbackTone(migration));
    if (migration.verdict.oldCode === 'breaks') add('old code breaks', 'bad');
  }
  const order: readonly Tone[] = ['bad', 'unknown', 'good'];
  const sorted = [...counted].toSorted(([, a], [, b]) => order.indexOf(a.tone) - order.indexOf(b.tone));
  return sorted.map(([name, { number, tone }]) => html`<li class="${tone}"><b>${number}</b> ${name}</li>`);
}

/** The style sheet hides what is not chosen; where a browser is too old for that, all is shown. */
function filter(migrations: readonly VerifiedMigration[]): Markup {
  const has = (tone: Tone): number => migrations.filter((migration) => toneOf(migration) === tone).length;
  const choice = (id: string, name: string, number: number, isFirst = false): Markup =>
    html`<label><input type="radio" name="show" id="show-${id}"${isFirst ? html` checked` : undefined}> ${name} <b>${number}</b></label>`;
  return html`<fieldset class="filter"><legend>Show</legend>${choice('all', 'all', migrations.length, true)}${choice('bad', 'problems', has('bad'))}${choice('unknown', 'not tried', has('unknown'))}${choice('good', 'fine', has('good'))}</fieldset>`;
}

function setPart(set: VerifiedSet, index: number): Markup {
  const anchors = set.migrations.map((_, at) => `m${String(index)}-${String(at)}`);
  return html`<section class="set">
<h2>${set.root}</h2>
<p class="aside">${set.layout} · ${set.engine}</p>
<table class="summary"><thead><tr><th>Migration</th><th>Rollback</th><th>Old code</th><th>Locks</th><th>Lost</th></tr></thead><tbody>
${set.migrations.map((migration, at) => summaryRow(migration, anchors[at] ?? ''))}</tbody></table>
${set.migrations.map((migration, at) => migrationSection(migration, anchors[at] ?? ''))}</section>
`;
}

function summaryRow(migration: VerifiedMigration, anchor: string): Markup {
  const { verdict, up, down } = migration;
  const worst = worstWaiting(up.locks);
  const slow = up.locks.some(({ tables }) => tables.some(waitsByTheRow));
  const lost = down?.lost.filter(({ which }) => which === 'old') ?? [];
  return html`<tr data-tone="${toneOf(migration)}"><td><a href="#${anchor}">${migration.id}</a></td><td data-label="Rollback"><span>${badge(rollbackWords(migration), rollbackTone(migration))}</span></td><td data-label="Old code">${badge(verdict.oldCode, oldCodeTone(migration))}</td><td data-label="Locks">${worst === undefined ? (up.locks.some(({ isUnseen }) => isUnseen) ? 'not measured' : 'none') : html`<span class="effect ${worst}">${waitingWords[worst]}${slow ? ', by the row' : ''}</span>`}</td><td data-label="Lost">${lost.length > 0 ? lostWords(lost) : (down?.setBack ?? []).length > 0 ? 'numbers of a sequence' : '–'}</td></tr>
`;
}

function lostWords(lost: readonly { readonly table: string; readonly column?: string; readonly rows: number }[]): string {
  const [first] = lost;
  if (!first) return '';
  const what = first.column === undefined ? `${count(first.rows, 'row')} of ${first.table}` : `${first.table}.${first.column}`;
  return lost.length === 1 ? what : `${what} and ${String(lost.length - 1)} more`;
}

function legend(): Markup {
  const mark = (waiting: string, words: string): Markup => html`<li><svg class="locks" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><g class="${waiting}"><rect class="frame" width="20" height="20" rx="3"/><rect class="level" y="${waiting === 'everybody' ? 0 : waiting === 'writers' ? 10 : 16}" width="20" height="${waiting === 'everybody' ? 20 : waiting === 'writers' ? 10 : 4}" rx="3"/></g></svg> ${words}</li>`;
  return html`<footer><h2>How to read the locks</h2><ul class="legend">${mark('everybody', 'reads and writes of the table wait')}${mark('writers', 'writes wait, reads go on')}${mark('nobody', 'reads and writes go on')}<li><b>R</b> rewrites the table</li><li><b>I</b> builds an index</li><li><b>S</b> reads the whole table</li><li><b>W</b> writes rows</li></ul><p class="aside">A letter means work that takes longer the more rows there are. The times are those on a few rows.</p></footer>`;
}
