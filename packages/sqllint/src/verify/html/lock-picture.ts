import type { LockEffect } from '../../facts/lock-modes.ts';
import type { ObservedLocks } from '../engine.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';
import { waitingFor, waitingWords, workWords } from './waiting.ts';

/** A statement with its number in the script, from 1. */
export interface NumberedLocks extends ObservedLocks {
  readonly number: number;
}

/** The statements that lock a table which was there before. */
export function lockingStatements(locks: readonly ObservedLocks[]): NumberedLocks[] {
  return locks.map((locked, index) => ({ ...locked, number: index + 1 })).filter(({ tables }) => tables.length > 0);
}

/** In units of the picture, which are pixels unless it has to shrink. */
const size = { label: 148, cell: 20, gap: 4, head: 18, perRow: 8 } as const;

/** No picture gets wider than a phone: what has more statements gets more pictures, one below the other. */
export function lockPictures(statements: readonly NumberedLocks[]): Markup[] {
  const pictures: Markup[] = [];
  for (let from = 0; from < statements.length; from += size.perRow) pictures.push(picture(statements.slice(from, from + size.perRow)));
  return pictures;
}

/** Tables down, statements across; a cell is as full as many have to wait, and its letter says what is done meanwhile. */
function picture(statements: readonly NumberedLocks[]): Markup {
  const tables = [...new Set(statements.flatMap(({ tables: effects }) => effects.map(({ table }) => table)))];
  const step = size.cell + size.gap;
  const width = size.label + size.perRow * step;
  const height = size.head + tables.length * step;
  const numbers = statements.map(({ number }, index) => html`<text class="number" x="${size.label + index * step + size.cell / 2}" y="${size.head - 6}">${number}</text>`);
  const rows = tables.map((table, row) => {
    const y = size.head + row * step;
    const cells = statements.flatMap(({ number, tables: effects }, index) => {
      const effect = hardest(effects.filter((candidate) => candidate.table === table));
      return effect ? [cell(effect, number, size.label + index * step, y)] : [html`<rect class="free" x="${size.label + index * step}" y="${y}" width="${size.cell}" height="${size.cell}" rx="3"/>`];
    });
    return html`<text class="table" x="${size.label - 8}" y="${y + size.cell / 2}"><title>${table}</title>${shortened(table)}</text>${cells}`;
  });
  const first = statements[0]?.number ?? 0;
  const last = statements.at(-1)?.number ?? 0;
  const label = first === last ? `Locks of statement ${String(first)}` : `Locks of statements ${String(first)} to ${String(last)}`;
  return html`<svg class="locks" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">${numbers}${rows}</svg>`;
}

function cell(effect: LockEffect, number: number, x: number, y: number): Markup {
  const waiting = waitingFor(effect);
  const { letter } = workWords[effect.work];
  // Writers alone: the lower half is full, so that it can be told without colours.
  const from = waiting === 'everybody' ? 0 : waiting === 'writers' ? size.cell / 2 : size.cell - 4;
  return html`<g class="${waiting}"><title>${`Statement ${String(number)}: ${effectWords(effect)}`}</title><rect class="frame" x="${x}" y="${y}" width="${size.cell}" height="${size.cell}" rx="3"/><rect class="level" x="${x}" y="${y + from}" width="${size.cell}" height="${size.cell - from}" rx="3"/>${letter === '' ? undefined : html`<text class="work" x="${x + size.cell / 2}" y="${y + size.cell / 2}">${letter}</text>`}</g>`;
}

/** What a lock is, in words: `ACCESS EXCLUSIVE on public.orders, rewrites the table; reads and writes wait`. */
export function effectWords(effect: LockEffect): string {
  const target = effect.index === undefined ? effect.table : `${effect.index} of ${effect.table}`;
  return `${effect.mode} on ${target}, ${workWords[effect.work].words}; ${waitingWords[waitingFor(effect)]}`;
}

function hardest(effects: readonly LockEffect[]): LockEffect | undefined {
  const rank = (effect: LockEffect): number => ['nobody', 'writers', 'everybody'].indexOf(waitingFor(effect)) * 8 + Object.keys(workWords).indexOf(effect.work);
  return effects.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** Names that end alike differ in front, and the other way round: the middle goes. */
function shortened(name: string): string {
  const longest = 20;
  const bare = name.replace(/^public\./u, '');
  return bare.length <= longest ? bare : `${bare.slice(0, 9)}…${bare.slice(-10)}`;
}
