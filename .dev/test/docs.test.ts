import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readRules } from '../generate/harness/rule-catalogue.mjs';
import { inRoot } from '../run/root.mjs';

const rules = await readRules();

const texts = [
  ...['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'CHANGELOG.md'],
  ...['docs', 'packages', 'examples'].flatMap((folder) => markdownIn(folder)),
];

function markdownIn(folder: string): string[] {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return markdownIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** The targets of the links in a text that lead to files of this repository. */
function linksOf(text: string): string[] {
  const prose = text.replaceAll(/^(`{3,}).*?^\1`*$/gms, '').replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '));
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(([, inline, reference]) => inline ?? reference ?? '');
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that GitHub gives to the headings of a text. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  const explicit = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = '']) => id);
  return [...explicit, ...headings.map(toAnchor)];
}

function toAnchor(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

/** Why a link in a file leads nowhere; nothing when it leads somewhere. */
function findProblem(file: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const absolute = path === '' ? inRoot(file) : join(inRoot(dirname(file)), decodeURIComponent(path));
  if (!existsSync(absolute)) return `${target}: there is no such file`;
  // GitHub's own anchors for the lines of a source file
  if (anchor === undefined || /^L\d+/.test(anchor)) return undefined;
  return anchorsOf(readFileSync(absolute, 'utf8')).includes(anchor) ? undefined : `${target}: there is no such heading`;
}

describe('the texts', () => {
  it.each(texts)('%s has no link that leads nowhere', (file) => {
    const targets = linksOf(readFileSync(inRoot(file), 'utf8'));
    expect(targets.flatMap((target) => findProblem(file, target) ?? [])).toEqual([]);
  });

  it('are checked by a test that sees a link to nowhere', () => {
    const text = '[a](nowhere.md) [b](README.md#nothing) [c]: nowhere\n\n[d]: elsewhere.md\n\n`[e](code.md)`\n\n```md\n[f](fence.md)\n```\n';
    expect(linksOf(text)).toEqual(['nowhere.md', 'README.md#nothing', 'elsewhere.md']);
    expect(linksOf(text).map((target) => findProblem('README.md', target))).toEqual([
      'nowhere.md: there is no such file',
      'README.md#nothing: there is no such heading',
      'elsewhere.md: there is no such file',
    ]);
  });
});

describe('the pages of rules', () => {
  const pages = readdirSync(inRoot('docs/rules')).filter((name) => name !== 'index.md');

  it('are one for each rule, and none for any other', () => {
    expect(pages.sort()).toEqual(rules.map(({ name }) => `${name}.md`).sort());
  });

  it.each(pages)('%s is finished', (page) => {
    expect(readFileSync(inRoot('docs/rules', page), 'utf8')).not.toMatch(/\bTODO\b/);
  });
});

describe('the rules', () => {
  it.each(rules.map(({ name, summary }) => [name, summary]))('%s describes itself in one line', (_, summary) => {
    expect(summary).toMatch(/^(?:Disallow|Enforce|Prefer|Require) [^\n]+[^.]\.$/);
    expect(summary).not.toContain('TODO');
  });
});
