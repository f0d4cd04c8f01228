import { expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'flag-registry-entry';
const settings = { flags: { registry: 'flags.json' } };

async function lint(fields: object, options: object[] = []): Promise<string[]> {
  return new GitProject({ 'flags.json': JSON.stringify({ checkout: fields }) }).lint([rule, ...options], { settings });
}

it('what an entry lacks is reported', async () => {
  expect(await lint({ type: 'release' })).toEqual(['flags.json 1:2-1:12 The flag `checkout` has no `owner` and `createdAt`, without which nobody can tell when it may go. Add them.']);
  expect(await lint({ type: 'release', owner: 'shop' })).toEqual(['flags.json 1:2-1:12 The flag `checkout` has no `createdAt`, without which nobody can tell when it may go. Add it.']);
});

it.each([
  ['2026-02-30', 'which is no date. Write it as in `2026-03-01`.'],
  ['1.3.2026', 'which is no date. Write it as in `2026-03-01`.'],
  ['2999-01-01', 'which is still to come. Write when it happened.'],
])('a date such as %s is reported', async (createdAt, message) => {
  expect(await lint({ type: 'release', owner: 'shop', createdAt })).toEqual([`flags.json 1:2-1:12 The flag \`checkout\` has \`createdAt: ${createdAt}\`, ${message}`]);
});

it('nothing is said of an entry that has all', async () => {
  expect(await lint({ type: 'release', group: 'shop', created_at: '2026-01-01', removeBy: '2999-01-01' })).toEqual([]);
});

it('nothing is said of a list of names, and of other files', async () => {
  expect(await new GitProject({ 'flags.json': '["checkout"]', 'other.json': '{ "a": {} }' }).lint(rule, { settings })).toEqual([]);
});

it('fields', async () => {
  expect(await lint({ type: 'release' }, [{ fields: ['type'] }])).toEqual([]);
});
