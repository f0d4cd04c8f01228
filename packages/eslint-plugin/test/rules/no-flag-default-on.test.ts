import { describe, expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'no-flag-default-on';
const settings = { flags: { registry: 'flags.json', functions: ['isOn'] } };

async function lint(fields: object, code = "isOn('checkout', true);\n"): Promise<string[]> {
  return new GitProject({ 'flags.json': JSON.stringify({ flags: { checkout: fields } }), 'src/pay.ts': code }).lint(rule, { settings });
}

it('a flag that is on when nobody answers is reported', async () => {
  expect(await lint({ type: 'release' })).toEqual([
    'src/pay.ts 1:18-1:22 When the flag service does not answer, `checkout` is on, so what it guards reaches everybody at once. Let it be off by default until it is rolled out.',
  ]);
});

it('a flag that the registry has on by default is reported', async () => {
  expect(await lint({ type: 'release', defaultValue: true }, '')).toEqual([
    'flags.json 1:11-1:21 The flag `checkout` is on by default, so what it guards reaches everybody as soon as it is deployed. Let it be off by default until it is rolled out.',
  ]);
});

it.each([
  ['has been rolled out', { rolledOutAt: '2026-01-01', defaultValue: true }],
  ['is stable', { status: 'stable', defaultValue: true }],
  ['is a switch of operators', { type: 'kill-switch', defaultValue: true }],
])('nothing is said of a flag that %s', async (_, fields) => {
  expect(await lint(fields)).toEqual([]);
});

it.each(["isOn('checkout', false);\n", "isOn('checkout');\n", "isOn('checkout', fallback);\n"])('nothing is said of %j', async (code) => {
  expect(await lint({ type: 'release' }, code)).toEqual([]);
});

describe('without a registry', () => {
  const settings = { flags: { functions: ['isOn'] } };

  it('a flag that the change brings is reported', async () => {
    expect(await new GitProject({}).write({ 'src/pay.ts': "isOn('checkout', true);\n" }).lint(rule, { settings })).toHaveLength(1);
  });

  it('nothing is said of a flag that was there', async () => {
    expect(await new GitProject({ 'src/pay.ts': "isOn('checkout', true);\n" }).lint(rule, { settings })).toEqual([]);
  });
});
