/// <reference lib="dom" />
/** The page as a reader meets it: in Chromium, on a phone and on a desk, in light, in the dark and on paper. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { htmlReport } from '../../../src/verify/html/html-report.ts';
import { sampleResults } from './sample-results.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
// Where everything has to hold, a browser has to be there.
const isSkipped = executablePath === undefined && process.env['CI'] === undefined;
if (isSkipped) console.info('The page is looked at in no browser: there is no Chromium in /usr/bin.');

interface Look {
  readonly name: string;
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  readonly media: 'screen' | 'print';
}

const looks: readonly Look[] = [
  { name: 'on a phone', width: 390, colorScheme: 'light', media: 'screen' },
  { name: 'on a phone in the dark', width: 390, colorScheme: 'dark', media: 'screen' },
  { name: 'on a desk', width: 1280, colorScheme: 'light', media: 'screen' },
  { name: 'on a desk in the dark', width: 1280, colorScheme: 'dark', media: 'screen' },
  { name: 'on paper', width: 700, colorScheme: 'dark', media: 'print' },
];

describe.skipIf(isSkipped)('the page in a browser', () => {
  let folder: string;
  let address: string;
  let browser: Browser;
  beforeAll(async () => {
    if (executablePath === undefined) throw new Error('There is no Chromium in /usr/bin. Install it with: apt-get install chromium');
    const { chromium } = await import('playwright-core');
    folder = mkdtempSync(join(tmpdir(), 'sqllint-page-'));
    const file = join(folder, 'report.html');
    writeFileSync(file, htmlReport(sampleResults, '1 January 2026'));
    address = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open({ width, colorScheme, media }: Pick<Look, 'width' | 'colorScheme' | 'media'>): Promise<{ readonly page: Page; readonly noise: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 850 }, colorScheme });
    const noise: string[] = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== address) noise.push(request.url());
    });
    await page.emulateMedia({ media, colorScheme });
    await page.goto(address);
    return { page, noise };
  }

  it.each(looks)('fits and can be read $name', async (look) => {
    const { page, noise } = await open(look);
    expect(await page.title()).toBe('sqllint verify: 2 of 3 rollbacks do not work');
    expect(noise).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(await page.evaluate(tooFaint)).toEqual([]);
    await page.close();
  }, 30_000);

  it('leads from each line of the table to its migration, of which only those with problems are open', async () => {
    const { page } = await open({ width: 390, colorScheme: 'light', media: 'screen' });
    const links = page.locator('.summary a');
    expect(await links.count()).toBe(6);
    for (const link of await links.all()) expect(await page.locator((await link.getAttribute('href')) ?? '').locator('.id').textContent()).toBe(await link.textContent());
    expect(await page.locator('details[open] .id').allTextContents()).toEqual(['0002_narrow_status', '0003_required']);
    await page.close();
  });

  it('shows what is chosen without a script', async () => {
    const { page } = await open({ width: 1280, colorScheme: 'light', media: 'screen' });
    const seen = (): Promise<string[]> => page.locator('.summary a:visible').allTextContents();
    await page.getByLabel('problems').check();
    expect(await seen()).toEqual(['0002_narrow_status', '0003_required']);
    await page.getByLabel('fine').check();
    expect(await seen()).toEqual(['0001_orders']);
    await page.getByLabel('all').check();
    expect(await seen()).toHaveLength(6);
    await page.close();
  });

  it('draws who waits for each statement on each table, in colours and without', async () => {
    const { page } = await open({ width: 390, colorScheme: 'light', media: 'screen' });
    const cells = page.locator('details svg.locks g');
    const drawn = await cells.evaluateAll((groups) => groups.map((group) => {
      const level = group.querySelector('.level');
      return [group.querySelector('title')?.textContent ?? '', level === null ? '' : getComputedStyle(level).fill, level?.getAttribute('height') ?? ''];
    }));
    expect(drawn.slice(0, 3)).toEqual([
      ['Statement 1: SHARE ROW EXCLUSIVE on public.orders, changes the catalog only; writes wait', 'rgb(240, 169, 46)', '10'],
      ['Statement 2: ACCESS EXCLUSIVE on public.orders, rewrites the table; reads and writes wait', 'rgb(217, 69, 59)', '20'],
      ['Statement 4: SHARE on public.order_lines_with_a_long_name, builds an index; writes wait', 'rgb(240, 169, 46)', '10'],
    ]);
    expect(drawn).toHaveLength(13);
    const [first] = await page.locator('details svg.locks').all();
    const box = await first?.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(390);
    await page.close();
  });

  it('has everything on paper, also what is closed on the screen', async () => {
    const { page } = await open({ width: 700, colorScheme: 'light', media: 'print' });
    expect(await page.locator('.lead').evaluateAll((leads) => leads.map((lead) => lead.checkVisibility({ contentVisibilityAuto: true })))).toEqual([true, true, true, true, true, true]);
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });
});

/** Runs in the page: texts whose colour has a contrast below 4.5 to 1 to what is behind them. */
function tooFaint(): string[] {
  const parts = (color: string): number[] => (/\d+(?:\.\d+)?/gu[Symbol.match](color) ?? []).map(Number);
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = parts(color).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return parts(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
  };
  const texts = [...document.querySelectorAll('body *:not(svg *)')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ''));
  return texts.flatMap((element) => {
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return contrast < 4.5 ? [`${element.tagName}.${element.className}: ${contrast.toFixed(2)}`] : [];
  });
}
