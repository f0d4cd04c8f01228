import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { commands } from '../../src/cli/commands.ts';
import { lintOptionSpecs } from '../../src/cli/lint-options.ts';
import { findStrictSchemaErrors } from '../report/json-schema.ts';

const page = readFileSync(new URL('../../../../docs/command.md', import.meta.url), 'utf8');

describe('docs/command.md', () => {
  it.each(lintOptionSpecs)('says what --$name does', ({ name, value }) => {
    const option = `--${name}${value === undefined ? '' : ` ${value}`}`;
    expect(page.split('\n').find((line) => line.startsWith('| ') && line.includes(`\`${option}\``))).toBeDefined();
  });

  it.each(commands)('says what the command $name does', ({ name }) => {
    expect(page).toMatch(new RegExp(`^\\| \`sqllint ${name}[ \`]`, 'mu'));
  });

  it('names no option that there is not', () => {
    const named = [...page.matchAll(/`(?:[^`\n]* )?--([a-z-]+)[^`\n]*`/gu)].map(([, name]) => name);
    const known = new Set([...lintOptionSpecs, ...commands.flatMap(({ options }) => options)].map(({ name }) => name));
    expect(named.filter((name) => name === undefined || !known.has(name))).toEqual([]);
  });

  it('shows a document as the schema describes it', () => {
    const sample = /^```json\n(.*?)^```$/msu.exec(page)?.[1] ?? '';
    expect(findStrictSchemaErrors(JSON.parse(sample))).toBeUndefined();
  });
});
