import type { SetResult } from '../lint-result.ts';
import { worse } from '../verdict.ts';
import type { ReportContext } from './report.ts';
import { cutStartTo, cutTo, padTo, textWidth } from './text-width.ts';
import { totalsOf } from './totals.ts';
import type { Totals } from './totals.ts';
import { axes, paintVerdict, shownVerdict } from './verdict-line.ts';
import { visible } from './visible.ts';

/** What still fits on one screen with a heading and a closing line. */
const maximumRows = 30;

/**
 * The verdicts of a run, never longer than a screen of one folder's migrations:
 * - one folder with up to 30 migrations: a table with one line each;
 * - one folder with more: three lines that say how many migrations have which verdict;
 * - several folders: one line each, with the worst verdict of each axis, and the three lines.
 */
export function verdictOverview(sets: readonly SetResult[], totals: Totals, context: ReportContext): string[] {
  const judged = sets.filter((set) => set.migrations.length > 0);
  const [only] = judged;
  if (judged.length > 1) return [...folderTable(judged, context), '', ...distribution(totals, context)];
  if (only === undefined || only.migrations.length < 2) return [];
  return only.migrations.length <= maximumRows ? migrationTable(only, context) : distribution(totals, context);
}

function migrationTable(set: SetResult, context: ReportContext): string[] {
  const rows = set.migrations.map(({ id, verdict }) => ({ name: id, numbers: [], verdict }));
  return table({ name: 'migration', cut: cutTo, numbers: [] }, rows, context);
}

function folderTable(sets: readonly SetResult[], context: ReportContext): string[] {
  const rows = sets.map((set) => {
    const { errors, warnings } = totalsOf([set]);
    return {
      name: context.shownPath(set.root),
      numbers: [errors, warnings],
      verdict: set.migrations
        .map((migration) => migration.verdict)
        .reduce((a, b) => ({
          rollback: worse(axes[0].scale, a.rollback, b.rollback),
          deploy: worse(axes[1].scale, a.deploy, b.deploy),
          oldCode: worse(axes[2].scale, a.oldCode, b.oldCode),
          certain: a.certain && b.certain,
        })),
    };
  });
  return table({ name: 'folder (worst verdict)', cut: cutStartTo, numbers: ['err', 'warn'] }, rows, context);
}

interface Row {
  readonly name: string;
  readonly numbers: readonly number[];
  readonly verdict: SetResult['migrations'][number]['verdict'];
}

interface Head {
  readonly name: string;
  /** How to shorten a name that is too wide. */
  readonly cut: (text: string, width: number) => string;
  readonly numbers: readonly string[];
}

function table(head: Head, rows: readonly Row[], { columns, paint }: ReportContext): string[] {
  const numberWidths = head.numbers.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => String(row.numbers[index] ?? '').length)),
  );
  const verdictWidths = axes.map(({ key, title, scale }) => {
    const shown = rows.map(({ verdict }) => shownVerdict(key, verdict).length);
    return Math.max(title.length, ...scale.map((value) => value.length), ...shown);
  });
  const others = [...numberWidths, ...verdictWidths].reduce((sum, width) => sum + width + 2, 2);
  const names = rows.map((row) => visible(row.name));
  const nameWidth = Math.min(Math.max(columns - others, 16), Math.max(...[head.name, ...names].map(textWidth)));

  const headCells = [
    padTo(head.name, nameWidth),
    ...head.numbers.map((title, index) => title.padStart(numberWidths[index] ?? 0)),
    ...axes.map(({ title }, index) => title.padEnd(verdictWidths[index] ?? 0)),
  ];
  const lines = [paint.dim(`  ${headCells.join('  ').trimEnd()}`)];
  for (const [index, row] of rows.entries()) {
    const cells = [
      padTo(head.cut(names[index] ?? '', nameWidth), nameWidth),
      ...row.numbers.map((number, at) => String(number).padStart(numberWidths[at] ?? 0)),
      ...axes.map(({ key, scale }, at) => {
        const shown = shownVerdict(key, row.verdict);
        const isLast = at === axes.length - 1;
        return paintVerdict<string>(scale, row.verdict[key], paint, isLast ? shown : shown.padEnd(verdictWidths[at] ?? 0));
      }),
    ];
    lines.push(`  ${cells.join('  ')}`);
  }
  return lines;
}

function distribution(totals: Totals, { paint }: ReportContext): string[] {
  const titleWidth = Math.max(...axes.map(({ title }) => title.length));
  return axes.map(({ key, title, scale }) => {
    const counts: ReadonlyMap<string, number> = totals.verdicts[key];
    const parts = scale.flatMap((value) => {
      const number = counts.get(value) ?? 0;
      return number === 0 ? [] : [`${number} ${paintVerdict<string>(scale, value, paint)}`];
    });
    return `  ${paint.dim(title.padEnd(titleWidth))}  ${parts.join(paint.dim(' · '))}`;
  });
}
