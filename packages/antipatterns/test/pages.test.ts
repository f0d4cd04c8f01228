import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { fileName, generate } from '../../../.dev/generate/antipatterns.mjs';
import { antipatterns, findAntipattern } from '../src/index.ts';
import type { AntipatternId } from '../src/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pages = await generate({ root });

const rule = {
  name: 'no-drop-column',
  antipattern: 'DP-01',
  package: 'sqllint',
  summary: 'Reports a column that is dropped with its data.',
};

function contentOf(from: typeof pages, path: string): string | undefined {
  return from.find((page) => page.path === path)?.content;
}

function pageOf(id: AntipatternId, from = pages): string {
  return contentOf(from, `docs/antipatterns/${fileName(findAntipattern(id))}`) ?? '';
}

/** The part of a page under one heading of the second rank. */
function section(page: string, heading: string): string | undefined {
  return page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`))?.slice(heading.length).trim();
}

describe('the pages', () => {
  it('are an index and one for each anti-pattern', () => {
    expect(pages.map(({ path }) => path)).toEqual([
      'docs/antipatterns/index.md',
      'docs/antipatterns/dp-01-non-reversible-migration.md',
      'docs/antipatterns/dp-02-breaking-api-change.md',
      'docs/antipatterns/dp-03-coordinated-config-change.md',
      'docs/antipatterns/dp-04-premature-flag-removal.md',
      'docs/antipatterns/dp-05-deployment-downtime.md',
      'docs/antipatterns/dp-06-missing-health-check.md',
      'docs/antipatterns/dp-07-hardcoded-values.md',
      'docs/antipatterns/dp-08-committed-secrets.md',
      'docs/antipatterns/dp-09-deployment-order.md',
    ]);
  });

  it.each(pages)('$path has one title, no stray white space, and ends in one line break', ({ content }) => {
    const prose = content.replace(/^```.*?^```$/gms, '');
    expect(prose.match(/^# .+$/gm)).toHaveLength(1);
    expect(prose).not.toMatch(/undefined|\[object/);
    expect(content).not.toMatch(/[ \t]$|\n{3}/m);
    expect(content).toMatch(/[^\n]\n$/);
  });

  it.each(pages)('$path links only to pages and headings that exist', ({ path, content }) => {
    const targets = [...content.matchAll(/\]\((?!https:)([^)#]*)#?([^)]*)\)/g)];
    expect(targets).not.toEqual([]);
    for (const [, file, heading] of targets) {
      const target = contentOf(pages, posix.join(posix.dirname(path), file ?? ''));
      expect(target, file).toBeDefined();
      if (heading) expect(headingsOf(target ?? ''), `${file}#${heading}`).toContain(heading);
    }
  });

  it.each(antipatterns)('say all that the record of $id says', (antipattern) => {
    const texts = [
      antipattern.title,
      antipattern.mandateQuestion,
      antipattern.whatGoesWrong,
      antipattern.consequenceForRecovery,
      antipattern.severity,
      antipattern.maturity.rung,
      `\`\`\`${antipattern.badExample.language}\n${antipattern.badExample.code}\n\`\`\``,
      `\`\`\`${antipattern.goodExample.language}\n${antipattern.goodExample.code}\n\`\`\``,
      antipattern.wayOut.summary,
      ...antipattern.wayOut.steps,
    ];
    expect(texts.filter((text) => !pageOf(antipattern.id).includes(text))).toEqual([]);
  });

  it('say why an anti-pattern is irreversible', () => {
    expect(section(pageOf('DP-01'), 'How it is rated')).toContain(
      '[HYG](index.md#maturity). Data that a migration has dropped or overwritten is gone, and no command brings it back.',
    );
    expect(section(pageOf('DP-02'), 'How it is rated')).toContain(
      '[L1](index.md#maturity). A team on this level no longer has it.',
    );
  });
});

describe('the rules on the pages', () => {
  it('are said to be missing where there are none', () => {
    expect(section(pageOf('DP-01'), 'Rules that find it')).toBe('No rule finds it yet.');
  });

  it('stand on the page of their anti-pattern only, by package and name', async () => {
    const later = { ...rule, name: 'no-truncate', summary: 'Reports a table that is emptied.' };
    const withRules = await generate({ root, rules: [later, rule] });
    expect(section(pageOf('DP-01', withRules), 'Rules that find it')).toBe(
      [
        '| Rule             | Package | What it reports                                 |',
        '| ---------------- | ------- | ----------------------------------------------- |',
        '| `no-drop-column` | sqllint | Reports a column that is dropped with its data. |',
        '| `no-truncate`    | sqllint | Reports a table that is emptied.                |',
      ].join('\n'),
    );
    expect(section(pageOf('DP-02', withRules), 'Rules that find it')).toBe('No rule finds it yet.');
    expect(contentOf(withRules, 'docs/antipatterns/index.md')).toMatch(/^\| DP-01 .*\| 2 +\|$/m);
  });

  it('are links where they have a page of their own', async () => {
    const withPage = await generate({ root, rules: [{ ...rule, page: 'docs/rules/no-drop-column.md' }] });
    expect(pageOf('DP-01', withPage)).toContain('| [`no-drop-column`](../rules/no-drop-column.md) |');
  });

  it('are refused when they belong to no anti-pattern', async () => {
    await expect(generate({ root, rules: [{ ...rule, antipattern: 'DP-10' }] })).rejects.toThrow(
      'The rule “no-drop-column” belongs to “DP-10”, which is no anti-pattern.',
    );
  });
});

/** The headings of a page as GitHub and most sites make anchors of them. */
function headingsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '').toLowerCase().replace(/[^\w\s-]/g, '').replaceAll(' ', '-'),
  );
}
