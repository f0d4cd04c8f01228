import { expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'no-env-rename-without-alias';

async function changed(before: string, after: string, files: Record<string, string> = {}): Promise<string[]> {
  return new GitProject({ 'src/mail.ts': before, ...files }).write({ 'src/mail.ts': after }).lint(rule);
}

it('a variable that is read under another name is reported', async () => {
  expect(await changed('export const url = process.env.MAIL_URL;\n', 'export const url = process.env.MAIL_SERVER_URL;\n')).toEqual([
    'src/mail.ts 1:20-1:47 `MAIL_URL` is called `MAIL_SERVER_URL` from this change on, so what is set under the old name is no longer read. Read the old name as well for one release: `process.env.MAIL_SERVER_URL ?? process.env.MAIL_URL`.',
  ]);
});

it('a variable of a schema that is called otherwise is reported', async () => {
  const schema = (name: string): string => `export const env = z.object({ ${name}: z.string().default('x') }).parse(process.env);\n`;
  expect(await changed(schema('MAIL_URL'), schema('SMTP_MAIL_URL'))).toEqual([
    'src/mail.ts 1:31-1:44 `MAIL_URL` is called `SMTP_MAIL_URL` from this change on, so what is set under the old name is no longer read. Read the old name as well for one release: `process.env.SMTP_MAIL_URL ?? process.env.MAIL_URL`.',
  ]);
});

it.each([
  ['the old name is read as well', 'const url = process.env.MAIL_URL;', 'const url = process.env.MAIL_SERVER_URL ?? process.env.MAIL_URL;'],
  ['the new name is required, which is another rule’s matter', 'if (!process.env.MAIL_URL) throw new Error();', 'if (!process.env.MAIL_SERVER_URL) throw new Error();'],
  ['something else is made of it', 'const url = process.env.MAIL_URL;', 'const server = process.env.MAIL_SERVER_URL;'],
  ['the names have little in common', 'const url = process.env.MAIL_URL;', 'const url = process.env.SMTP_SERVER;'],
  ['a switch is turned round', 'const mail = process.env.MAIL_ENABLED;', 'const mail = process.env.MAIL_DISABLED;'],
  ['a switch is turned round by a word more', 'const mail = process.env.FF_MAIL;', 'const mail = process.env.FF_MAIL_DISABLED;'],
  ['the change is coordinated', 'const url = process.env.MAIL_URL;', '// @coordinated OPS-7\nconst url = process.env.MAIL_SERVER_URL;'],
  ['two names could be meant', 'const a = { url: process.env.MAIL_URL };', 'const a = { url: process.env.MAIL_A_URL || process.env.MAIL_B_URL };'],
])('nothing is said where %s', async (_, before, after) => {
  expect(await changed(`${before}\n`, `${after}\n`)).toEqual([]);
});

it('nothing is said where other code still reads the old name', async () => {
  expect(await changed('const url = process.env.MAIL_URL;\n', 'const url = process.env.MAIL_SERVER_URL;\n', { 'src/other.ts': 'send(process.env.MAIL_URL);\n' })).toEqual([]);
});

it('nothing is said where the new name was known', async () => {
  expect(await changed('const url = process.env.MAIL_URL;\n', 'const url = process.env.MAIL_SERVER_URL;\n', { 'deploy.yaml': 'MAIL_SERVER_URL: x\n' })).toEqual([]);
});

it('the old name can be put back beside the new one', async () => {
  const project = new GitProject({ 'src/mail.ts': "const url = process.env.MAIL_URL ?? 'x';\n" });
  const [message] = await project.lintText(rule, 'src/mail.ts', "const url = process.env.MAIL_SERVER_URL ?? 'x';\n");
  expect(message?.suggestions).toMatchObject([{ desc: 'Read `MAIL_URL` as well.', fix: { text: 'process.env.MAIL_SERVER_URL ?? process.env.MAIL_URL' } }]);
});
