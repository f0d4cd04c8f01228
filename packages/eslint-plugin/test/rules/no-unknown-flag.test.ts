import { expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'no-unknown-flag';
const settings = { flags: { registry: 'flags.json', functions: ['isOn'] } };
const registry = '{ "flags": { "new-checkout": { "type": "release" } } }';

it('a flag that is not in the registry is reported, with the one that is nearest', async () => {
  const project = new GitProject({ 'flags.json': registry, 'src/pay.ts': "if (isOn('new-chekout')) pay();\nif (isOn('something')) pay();\n" });
  expect(await project.lint(rule, { settings })).toEqual([
    'src/pay.ts 1:10-1:23 The flag `new-chekout` is not in flags.json, so nobody can switch it, and what it guards stays as its default has it. The nearest that is in it is `new-checkout`.',
    'src/pay.ts 2:10-2:21 The flag `something` is not in flags.json, so nobody can switch it, and what it guards stays as its default has it. Add it there, or remove the check.',
  ]);
  const [message] = await project.lintText(rule, 'src/pay.ts', "isOn('new-chekout');\n", settings);
  expect(message?.suggestions).toMatchObject([{ desc: 'Ask for `new-checkout`.', fix: { text: 'new-checkout' } }]);
});

it.each([
  ['that is in the registry', "isOn('new-checkout');"],
  ['that is worked out', 'isOn(key);'],
  ['of a function that is not for flags', "isOpen('something');"],
])('nothing is said of a flag %s', async (_, code) => {
  expect(await new GitProject({ 'flags.json': registry, 'src/pay.ts': `${code}\n` }).lint(rule, { settings })).toEqual([]);
});

it.each([
  ['there is none', {}],
  ['it cannot be read', { 'flags.json': '{ "flags": ' }],
  ['it is empty', { 'flags.json': '{ "flags": {} }' }],
])('nothing is said of a registry where %s', async (_, files) => {
  expect(await new GitProject({ 'src/pay.ts': "isOn('something');\n", ...files }).lint(rule, { settings, files: ['src'] })).toEqual([]);
});

it('nothing is said in tests', async () => {
  expect(await new GitProject({ 'flags.json': registry, 'src/pay.test.ts': "isOn('something');\n" }).lint(rule, { settings })).toEqual([]);
});
