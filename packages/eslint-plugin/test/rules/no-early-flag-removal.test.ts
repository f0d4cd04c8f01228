import { describe, expect, it } from 'vitest';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

const rule = 'no-early-flag-removal';
const settings = { flags: { registry: 'flags.json', functions: ['isOn'] } };
const registry = (fields: object): string => JSON.stringify({ flags: { checkout: { type: 'release', createdAt: '2026-01-01', ...fields }, other: { rolledOutAt: '2026-01-02' } } });

const guarded = "export function pay(order) {\n  if (isOn('checkout')) {\n    return newPayment(order.total);\n  }\n  return oldPayment(order.total);\n}\n";
const kept = 'export function pay(order) {\n  return newPayment(order.total);\n}\n';

/** What is said on the first of March 2026 of a change of `src/pay.ts`. */
async function changed(before: string, after: string, { fields = { rolledOutAt: '2026-02-25' }, files = {} }: { fields?: object; files?: Files } = {}): Promise<string[]> {
  const project = new GitProject({ 'src/pay.ts': before, 'flags.json': registry(fields), ...files }).write({ 'src/pay.ts': after, 'flags.json': JSON.stringify({ flags: { other: {} } }) });
  return project.lint(rule, { settings, files: ['src'] });
}

const tooSoon = (place: string): string =>
  `src/pay.ts ${place} The flag \`checkout\` is gone and what it guarded always runs, but it has been on for everybody for 4 days only. Keep the flag until 2026-03-11, so that it can be switched off without a deployment.`;

describe('a flag that is removed, and what it guarded is kept', () => {
  it('is reported where it has been on for everybody for too short a time', async () => {
    expect(await changed(guarded, kept)).toEqual([tooSoon('2:3-2:34')]);
  });

  it('is reported where it has never been on for everybody', async () => {
    expect(await changed(guarded, kept, { fields: {} })).toEqual([
      'src/pay.ts 2:3-2:34 The flag `checkout` is gone and what it guarded always runs, but the registry does not say that it was ever on for everybody. Keep the flag until it has been, so that it can be switched off without a deployment.',
    ]);
  });

  it.each([
    ['in a ternary', "const view = isOn('checkout') ? renderNew(cart) : renderOld(cart);\n", 'const view = renderNew(cart);\n', '1:1-1:30'],
    ['behind a negation', "if (!isOn('checkout')) {\n  legacy(cart);\n} else {\n  modern(cart);\n}\n", 'modern(cart);\n', '1:1-1:14'],
    ['behind an early return', "export function f() {\n  if (!isOn('checkout')) return;\n  modern(cart);\n}\n", 'export function f() {\n  modern(cart);\n}\n', '2:3-2:16'],
    ['through a constant', "const isNew = await isOn('checkout');\nif (isNew && user) {\n  modern(cart);\n}\n", 'if (user) {\n  modern(cart);\n}\n', '2:3-2:16'],
    ['without another way', "if (isOn('checkout')) {\n  modern(cart);\n}\n", 'modern(cart);\n', '1:1-1:14'],
  ])('is found %s', async (_, before, after, place) => {
    expect(await changed(before, after)).toEqual([tooSoon(place)]);
  });

  it.each([
    ['it has been on for everybody long enough', { rolledOutAt: '2026-02-10' }],
    ['it says that it is stable', { status: 'stable' }],
    ['it is a switch of operators', { type: 'kill-switch' }],
  ])('is fine where %s', async (_, fields) => {
    expect(await changed(guarded, kept, { fields })).toEqual([]);
  });
});

describe('a flag that is removed otherwise is fine', () => {
  it.each([
    ['with what it guarded', guarded, 'export function pay(order) {\n  return oldPayment(order.total);\n}\n'],
    ['under another name', guarded, guarded.replace('checkout', 'checkout-2')],
    ['for another condition', guarded, guarded.replace("isOn('checkout')", 'order.isNew')],
    ['where nothing depended on it', "log(isOn('checkout'));\nmodern(cart);\n", 'modern(cart);\n'],
    ['with the file', guarded, 'export {};\n'],
    ['and both ways are still there', guarded, 'export const pay = [(order) => {\n    return newPayment(order.total);\n}, (order) => {\n  return oldPayment(order.total);\n}];\n'],
  ])('%s', async (_, before, after) => {
    expect(await changed(before, after)).toEqual([]);
  });

  it('while other code still asks for it', async () => {
    expect(await changed(guarded, kept, { files: { 'src/menu.ts': "show(isOn('checkout'));\n" } })).toEqual([]);
  });
});

describe('a registry that is a list of names', () => {
  const settings = { flags: { registry: 'src/flags.ts#FlagKey', functions: ['isOn'] } };
  const project = (removedAt: string): GitProject =>
    new GitProject({ 'src/pay.ts': guarded, 'src/flags.ts': "export type FlagKey = 'checkout' | 'other';\n" }, '2026-02-25T12:00:00Z').write({ 'src/pay.ts': kept, 'src/flags.ts': "export type FlagKey = 'other';\n" }).commit('Remove', removedAt);

  it('tells by its history how old a flag is', async () => {
    expect(await project('2026-03-01T12:00:00Z').lint(rule, { settings })).toEqual([
      'src/pay.ts 2:3-2:34 The flag `checkout` is gone and what it guarded always runs, but the flag is only 4 days old. Keep it until it has been on for everybody for 14 days, so that it can be switched off without a deployment.',
    ]);
  });

  it('is fine with a flag that is old', async () => {
    expect(await project('2026-04-01T12:00:00Z').lint(rule, { settings })).toEqual([]);
  });

  it('minDaysAtFull', async () => {
    expect(await project('2026-03-01T12:00:00Z').lint([rule, { minDaysAtFull: 3 }], { settings })).toEqual([]);
  });
});

it('nothing is said without a registry', async () => {
  const project = new GitProject({ 'src/pay.ts': guarded }).write({ 'src/pay.ts': kept });
  expect(await project.lint(rule, { settings: { flags: { functions: ['isOn'] } } })).toEqual([]);
});
