import { describe, expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'no-new-required-env';
const env = (...keys: string[]): string => `import { z } from 'zod';\n\nexport const env = z\n  .object({\n${keys.map((key) => `    ${key},\n`).join('')}  })\n  .parse(process.env);\n`;

/** What is said of a change of the schema. */
async function changed(before: string[], after: string[], files: Record<string, string> = {}): Promise<string[]> {
  const project = new GitProject({ 'package.json': '{}', 'src/env.ts': env(...before), ...files }).write({ 'src/env.ts': env(...after) });
  return project.lint(rule);
}

const added = (place: string, name: string): string =>
  `${place} \`${name}\` is new and required, so an instance that starts before somebody has set it fails. Give it a default or make it optional for one release, and require it in the next.`;

describe('a schema', () => {
  it('that requires a new variable is reported', async () => {
    expect(await changed(['PORT: z.string()'], ['PORT: z.string()', 'MAIL_URL: z.string().url()'])).toEqual([added('src/env.ts 6:5-6:13', 'MAIL_URL')]);
  });

  it('that no longer has a default is reported', async () => {
    expect(await changed(["LEVEL: z.string().default('info')"], ['LEVEL: z.string()'])).toEqual([
      'src/env.ts 5:5-5:10 `LEVEL` was optional and becomes required, so an instance that starts before somebody has set it fails. Keep the default for one release, until it is set everywhere.',
    ]);
  });

  it.each([
    ['a new variable that may be missing', ['A: z.string()'], ['A: z.string()', 'MAIL_URL: z.string().optional()']],
    ['a new variable with a default', ['A: z.string()'], ['A: z.string()', "MAIL_URL: z.string().default('x')"]],
    ['a variable that was required', ['MAIL_URL: z.string()'], ['A: z.string().optional()', 'MAIL_URL: z.string().url()']],
    ['a variable that becomes optional', ['MAIL_URL: z.string()'], ['MAIL_URL: z.string().optional()']],
    ['what the platform sets', ['A: z.string()'], ['A: z.string()', 'PORT: z.coerce.number()', 'VERCEL_ENV: z.string()']],
    ['what a bundler puts in', ['A: z.string()'], ['A: z.string()', 'NEXT_PUBLIC_URL: z.string()']],
    ['what somebody has coordinated', ['A: z.string()'], ['A: z.string()', '// @coordinated OPS-7\n    MAIL_URL: z.string()']],
  ])('is left alone with %s', async (_, before, after) => {
    expect(await changed(before, after)).toEqual([]);
  });

  it('can be made to accept that a variable is missing', async () => {
    const project = new GitProject({ 'src/env.ts': env() });
    const [message] = await project.lintText(rule, 'src/env.ts', env('MAIL_URL: z.string()'));
    expect(message?.suggestions).toMatchObject([{ desc: 'Make `MAIL_URL` optional.', fix: { text: '.optional()' } }]);
  });
});

describe('a schema that is only tried', () => {
  const tried = (keys: string, end: string): string => `import { z } from 'zod';\n\nconst schema = z.object({ ${keys} });\nconst parsed = schema.safeParse(process.env);\n${end}\n`;

  it.each([
    ['goes on without what did not parse', 'export const mail = () => (parsed.success ? parsed.data : null);', []],
    ['goes on whatever came of it', 'export const mail = parsed.data;', []],
    ['ends when it does not parse', 'if (!parsed.success) throw parsed.error;\nexport const mail = parsed.data;', [added('src/mail.ts 3:42-3:50', 'MAIL_URL')]],
  ])('and %s', async (_, end, messages) => {
    const project = new GitProject({ 'package.json': '{}', 'src/mail.ts': tried('A: z.string()', end) }).write({ 'src/mail.ts': tried('A: z.string(), MAIL_URL: z.string()', end) });
    expect(await project.lint(rule)).toEqual(messages);
  });

  it('of Joi, where it says when', async () => {
    const joi = (keys: string): string => `import Joi from 'joi';\n\nexport const env = Joi.object({ A: Joi.string().required(), ${keys} });\nenv.validate(process.env);\n`;
    const conditional = "MAIL_URL: Joi.when('A', { is: 'mail', then: Joi.string().required() })";
    const project = new GitProject({ 'package.json': '{}', 'src/env.ts': joi('') });
    expect(await project.write({ 'src/env.ts': joi(conditional) }).lint(rule)).toEqual([]);
    expect(await project.write({ 'src/env.ts': joi('MAIL_URL: Joi.string().required()') }).lint(rule)).toEqual([added('src/env.ts 3:61-3:69', 'MAIL_URL')]);
  });
});

describe('a guard', () => {
  const guarded = (around: string): string => `${around} {\n  if (!process.env.MAIL_URL) throw new Error('MAIL_URL is not set.');\n}\n`;

  it('counts where the service runs', async () => {
    const project = new GitProject({ 'package.json': '{}', 'src/a.ts': '' }).write({ 'src/a.ts': guarded("if (process.env.NODE_ENV === 'production')") });
    expect(await project.lint(rule)).toEqual([added('src/a.ts 2:8-2:28', 'MAIL_URL')]);
  });

  it.each([
    ['when it refuses what is set', 'src/a.ts', "if (process.env.MAIL_URL !== undefined) throw new Error('There is no mail yet.');\n"],
    ['in what somebody has to switch on', 'src/a.ts', guarded("if (process.env.USE_MAIL === 'true')")],
    ['in a template for other programs', 'packages/create-shop/templates/a.ts', guarded("if (process.env.NODE_ENV === 'production')")],
  ])('does not count %s', async (_, file, code) => {
    expect(await new GitProject({ 'package.json': '{}', 'packages/create-shop/package.json': '{}' }).write({ [file]: code }).lint(rule)).toEqual([]);
  });
});

describe('a variable that is not new', () => {
  it.each([
    ['other code reads it', { 'src/mail.ts': 'send(process.env.MAIL_URL);\n' }],
    ['the service is deployed with it', { 'deploy/values.yaml': 'env:\n  MAIL_URL: http://mail\n' }],
    ['the manifest lists it', { '.env.example': 'MAIL_URL=\n' }],
  ])('because %s', async (_, files) => {
    expect(await changed([], ['MAIL_URL: z.string()'], files)).toEqual([]);
  });

  it.each([
    ['a test', { 'test/mail.test.ts': 'process.env.MAIL_URL = "x";\n' }],
    ['a text', { 'README.md': 'Set MAIL_URL.\n' }],
    ['a longer name', { 'src/mail.ts': 'send(process.env.OLD_MAIL_URL);\n' }],
  ])('is not one that only %s knows', async (_, files) => {
    expect(await changed([], ['MAIL_URL: z.string()'], files)).toEqual([added('src/env.ts 5:5-5:13', 'MAIL_URL')]);
  });
});

describe('code', () => {
  it('that throws without a new variable is reported', async () => {
    const project = new GitProject({ 'src/mail.ts': 'export {};\n' }).write({ 'src/mail.ts': "const url = process.env.MAIL_URL;\nif (!url) throw new Error('MAIL_URL');\n" });
    expect(await project.lint(rule)).toEqual([added('src/mail.ts 1:13-1:33', 'MAIL_URL')]);
  });

  it('in a new file is reported', async () => {
    const project = new GitProject({ 'package.json': '{}' }).write({ 'src/mail.ts': "export const url = requireEnv('MAIL_URL');\n" });
    expect(await project.lint(rule)).toEqual([added('src/mail.ts 1:20-1:42', 'MAIL_URL')]);
  });

  it('that moves to another file is left alone', async () => {
    const text = "export const url = requireEnv('MAIL_URL');\n";
    const project = new GitProject({ 'src/mail.ts': text }).write({ 'src/mail.ts': null, 'src/mail/url.ts': text });
    expect(await project.lint(rule)).toEqual([]);
  });

  it.each(['services/infra-cdk/lib/stacks/api.ts', 'charts/shop/templates/deployment.yaml', 'serverless.yml', 'ops/main.tf'])('is left alone when %s gives the variable in the same change', async (file) => {
    const text = "export const url = requireEnv('MAIL_URL');\n";
    const project = new GitProject({ 'package.json': '{}' }).write({ 'src/mail.ts': text, [file]: '"MAIL_URL": "smtp://mail"\n' });
    expect(await project.lint(rule, { files: ['src/mail.ts'] })).toEqual([]);
  });

  it.each(['docker-compose.yml', '.env.example', 'src/mails.json'])('is reported when only %s names it in the same change', async (file) => {
    const text = "export const url = requireEnv('MAIL_URL');\n";
    const project = new GitProject({ 'package.json': '{}' }).write({ 'src/mail.ts': text, [file]: 'MAIL_URL=smtp://mail\n' });
    expect(await project.lint(rule, { files: ['src/mail.ts'] })).toEqual([added('src/mail.ts 1:20-1:42', 'MAIL_URL')]);
  });

  it('in two files that require the same variable is reported in the first one', async () => {
    const text = "export const url = requireEnv('MAIL_URL');\n";
    const project = new GitProject({ 'package.json': '{}' }).write({ 'src/a.ts': text, 'src/b.ts': `${text}export const other = requireEnv('SMS_URL');\n` });
    expect(await project.lint(rule)).toEqual([added('src/a.ts 1:20-1:42', 'MAIL_URL'), added('src/b.ts 2:22-2:43', 'SMS_URL')]);
  });

  it('is reported although a package that is new, where nothing is, requires the same variable', async () => {
    const text = "export const url = requireEnv('MAIL_URL');\n";
    const project = new GitProject({ 'package.json': '{}' }).write({ 'a/package.json': '{}', 'a/src/a.ts': text, 'src/b.ts': text });
    expect(await project.lint(rule)).toEqual([added('src/b.ts 1:20-1:42', 'MAIL_URL')]);
  });

  it('of a package that is new is left alone', async () => {
    const project = new GitProject({ 'package.json': '{}' }).write({ 'services/mail/package.json': '{}', 'services/mail/src/url.ts': "export const url = requireEnv('MAIL_URL');\n" });
    expect(await project.lint(rule)).toEqual([]);
  });

  it.each(['test/mail.ts', 'scripts/mail.ts', 'vite.config.ts', '.github/actions/mail.ts', 'tools/sync/mail.mjs', 'src/mail-script.js', 'src/mail.test.ts'])('in %s is left alone', async (file) => {
    const project = new GitProject({}).write({ [file]: "export const url = requireEnv('MAIL_URL');\n" });
    expect(await project.lint(rule)).toEqual([]);
  });

  it('that reads what a variable was checked for before is left alone', async () => {
    const project = new GitProject({ 'src/mail.ts': 'send(process.env.MAIL_URL);\n' }).write({ 'src/mail.ts': "if (!process.env.MAIL_URL) throw new Error('MAIL_URL');\nsend(process.env.MAIL_URL);\n" });
    expect(await project.lint(rule)).toEqual([]);
  });
});

describe('options', () => {
  const asserted = (): GitProject => new GitProject({}).write({ 'src/mail.ts': 'export const url = process.env.MAIL_URL!;\n' });

  it('by default what only the type checker is told does not count', async () => {
    expect(await asserted().lint(rule)).toEqual([]);
  });

  it('assertions', async () => {
    expect(await asserted().lint([rule, { assertions: true }])).toEqual([
      'src/mail.ts 1:20-1:40 `MAIL_URL` is new, and this code takes it for set, which it is nowhere yet. Give it a default or do without it for one release.',
    ]);
  });

  it('ignoreNames', async () => {
    expect(await asserted().lint([rule, { assertions: true, ignoreNames: ['MAIL_*'] }])).toEqual([]);
  });
});
