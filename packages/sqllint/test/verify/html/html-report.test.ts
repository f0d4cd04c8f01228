import { describe, expect, it } from 'vitest';

import { htmlReport } from '../../../src/verify/html/html-report.ts';
import type { VerifiedSet } from '../../../src/verify/result.ts';
import { hostile, sampleResults } from './sample-results.ts';

/** The text that a reader sees, a line for each block. */
function shownIn(page: string): string {
  const body = page.slice(page.indexOf('<body>'));
  return body.replaceAll(/<(?:p|h\d|li|section|details|summary|tr|dt|table)\b[^>]*>/gu, '\n').replaceAll(/<[^>]*>/gu, ' ').replaceAll(/ +/gu, ' ').replaceAll(/\s*\n\s*/gu, '\n');
}

function only(...ids: readonly string[]): VerifiedSet[] {
  return sampleResults.map((set) => ({ ...set, migrations: set.migrations.filter(({ id }) => ids.includes(id)) })).filter(({ migrations }) => migrations.length > 0);
}

describe('the page', () => {
  it('begins with what the run comes to', () => {
    const titles = [only('0001_orders'), only('0001_orders', '0003_required'), only('0002_narrow_status', '0003_required', '0001_orders'), only('0004_one_way', '0005_generated')].map((sets) => /<h1>(.*)<\/h1>/u.exec(htmlReport(sets, 'now'))?.[1]);
    expect(titles).toEqual(['The rollback works', '1 of 2 rollbacks does not work', '2 of 3 rollbacks do not work', 'No down could be tried']);
  });

  it('asks for nothing from elsewhere, and tells the browser so', () => {
    const page = htmlReport(sampleResults, 'now');
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`);
    expect(page).not.toMatch(/<(?:script|link|img|iframe)\b|\b(?:src|style|on\w+)="|url\(|@import/u);
  });

  it('shows what came from outside as it is, and control characters by their number', () => {
    const page = htmlReport(sampleResults, hostile);
    expect(page).not.toContain('<script');
    expect(page.split('&quot;&gt;&lt;script&gt;document.title = &#39;harmed&#39;&lt;/script&gt;').length).toBeGreaterThan(8);
    expect(page).toContain('syntax error\\x07');
  });

  it('tells of a migration all that is known of it', () => {
    const shown = shownIn(htmlReport(only('0002_narrow_status'), 'now'));
    for (const text of [
      'After the down the schema is not what it was before the up.',
      'column public.orders.status is different',
      `before the up text DEFAULT &#39;new&#39;::text`,
      'index orders_status on public.orders is gone',
      'CREATE INDEX orders_status ON public.orders USING btree (status);',
      'Nobody would notice: constraint orders_pkey on public.orders has another name.',
      'public.orders status 3 of 8 shipped → NULL',
      'public.notes whole rows 2 of 2',
      'public.orders total 1 of 1 empty → 0',
      'public.orders.id goes on at 4, and has 12 already.',
      '1 of 18 that ran before the up.',
      'value too long for type character varying(10)',
      'ACCESS EXCLUSIVE on public.orders, rewrites the table; reads and writes wait',
      'public.invoices goes on at 1, and before the up at 4712.',
      'What these lock was not measured: CREATE INDEX CONCURRENTLY orders_total ON orders (total)',
      'orders.status takes NULL.',
      'type &quot;mood&quot; already exists 42710',
      'proven no-narrowed-type orders.status gets shorter. 3 of 8 rows lost their value.',
      'public.odd No value satisfies its check.',
    ]) expect(shown).toContain(text);
  });

  it('blames nobody for a down that sqllint wrote', () => {
    const page = htmlReport(only('0005_generated'), 'now');
    expect(page).toContain('data-tone="unknown"');
    expect(shownIn(page)).toContain('It was written by sqllint, for there is none of its own.');
  });
});
