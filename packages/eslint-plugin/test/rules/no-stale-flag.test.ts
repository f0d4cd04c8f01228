import { expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'no-stale-flag';
const settings = { flags: { registry: 'flags.json', functions: ['isOn'] } };

/** What is said on the first of March 2026. */
async function lint(fields: object, options: object[] = [], others: object = {}): Promise<string[]> {
  const project = new GitProject({ 'flags.json': JSON.stringify({ flags: { checkout: fields }, ...others }), 'src/pay.ts': "if (isOn('checkout')) pay();\n" });
  return project.lint([rule, ...options], { settings });
}

it('a flag that was to be gone is reported', async () => {
  expect(await lint({ removeBy: '2026-02-28' })).toEqual([
    'src/pay.ts 1:10-1:20 The flag `checkout` was to be removed by 2026-02-28. Remove the check and what it guards against, or give the flag a later date in the registry.',
  ]);
});

it('a flag that has been on for everybody for long is reported', async () => {
  expect(await lint({ rolledOutAt: '2025-12-01' })).toEqual([
    'src/pay.ts 1:10-1:20 The flag `checkout` has been on for everybody since 2025-12-01, which is 90 days. Remove the check and what it guards against, or give the flag a type that lasts, such as `ops`.',
  ]);
});

it.each([
  ['is to be gone later', { removeBy: '2026-03-02', rolledOutAt: '2025-12-01' }],
  ['has been on for everybody for a short time', { rolledOutAt: '2026-01-15' }],
  ['was never on for everybody', { createdAt: '2020-01-01' }],
  ['is a switch of operators', { rolledOutAt: '2020-01-01', type: 'ops' }],
  ['is a right of customers', { removeBy: '2020-01-01', type: 'permission' }],
  ['has a date that is none', { removeBy: 'soon' }],
])('nothing is said of a flag that %s', async (_, fields) => {
  expect(await lint(fields)).toEqual([]);
});

it('the date of the registry counts before that of the commit', async () => {
  expect(await lint({ removeBy: '2026-02-28' }, [], { exportedAt: '2026-02-01' })).toEqual([]);
});

it('a flag that is asked for by a constant is found by its name', async () => {
  const files = { 'src/flags.ts': "export const Flags = { CHECKOUT: { key: 'checkout', removeBy: '2026-01-01' } };\n", 'src/pay.ts': 'if (isOn(Flags.CHECKOUT)) pay();\n' };
  expect(await new GitProject(files).lint(rule, { settings: { flags: { registry: 'src/flags.ts', functions: ['isOn'] } } })).toEqual([
    'src/pay.ts 1:10-1:24 The flag `checkout` was to be removed by 2026-01-01. Remove the check and what it guards against, or give the flag a later date in the registry.',
  ]);
});

it('maxDaysStable', async () => {
  expect(await lint({ rolledOutAt: '2026-01-15' }, [{ maxDaysStable: 30 }])).toHaveLength(1);
});
