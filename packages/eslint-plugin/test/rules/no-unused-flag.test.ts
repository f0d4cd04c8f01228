import { expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'no-unused-flag';
const settings = { flags: { registry: 'flags.json' } };
const registry = '{\n  "flags": {\n    "new-checkout": { "type": "release" },\n    "new-menu": { "type": "release" }\n  }\n}\n';

async function lint(code: string, options: object[] = []): Promise<string[]> {
  return new GitProject({ 'flags.json': registry, 'src/pay.ts': `${code}\n`, 'README.md': 'new-menu\n' }).lint([rule, ...options], { settings });
}

it('a flag that no code names is reported in the registry', async () => {
  expect(await lint("isOn('new-checkout');")).toEqual(['flags.json 4:5-4:15 No code of this project asks for the flag `new-menu`, so switching it does nothing. Remove it from the registry.']);
});

it.each([
  ['by its key', "isOn('new-checkout', 'new-menu');"],
  ['as React SDKs name it', "const { newMenu } = useFlags(); isOn('new-checkout');"],
])('nothing is said of a flag that is asked for %s', async (_, code) => {
  expect(await lint(code)).toEqual([]);
});

it('a longer key is not the same', async () => {
  expect(await lint("isOn('new-checkout', 'new-menu-2');")).toHaveLength(1);
});

it('a constant of a TypeScript registry is asked for by its name', async () => {
  const files = { 'src/flags.ts': "export const Flags = { MENU: 'new-menu', PAY: 'new-pay' } as const;\n", 'src/menu.ts': 'isOn(Flags.MENU);\n' };
  expect(await new GitProject(files).lint(rule, { settings: { flags: { registry: 'src/flags.ts#Flags' } } })).toEqual([
    'src/flags.ts 1:42-1:45 No code of this project asks for the flag `new-pay`, so switching it does nothing. Remove it from the registry.',
  ]);
});

it('ignoreKeys', async () => {
  expect(await lint("isOn('new-checkout');", [{ ignoreKeys: ['new-m*'] }])).toEqual([]);
});
