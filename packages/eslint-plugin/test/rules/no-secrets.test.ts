import type { Language, SourceLocation, TraversalStep } from '@eslint/core';
import { TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';
import type { Linter, RuleTester } from 'eslint';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import delivery from '../../src/index.ts';
import rule from '../../src/rules/no-secrets.ts';
import { unmark } from '../marked-code.ts';
import { testRule } from '../rule-tester.ts';
import { randomNumbers, randomText } from '../secrets/generated-samples.ts';

const random = randomNumbers(42);
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Drawn when the tests run, so that no secret stands in this file; it ends in “T9”. */
const generated = `${randomText(letters, 30, random)}T9`;
const slackToken = ['xoxb', '391847265018', '482910573648', `${randomText(letters, 22, random)}T9`].join('-');
const chosen = ['Tr0ub4dor', '3'].join('&');

const REST = ', readable for everyone who has this repository, now and in its history. Revoke it first; then read the new one from the environment or a secret manager.';

interface Invalid {
  readonly name: string;
  /** `«…»` marks what is underlined. */
  readonly code: string;
  readonly message: string;
  /** The code after reading from the environment. */
  readonly read?: readonly [environmentName: string, output: string];
  /** The code after the comment that allows it; its reason is to be written. */
  readonly allowed?: string;
  readonly more?: Partial<RuleTester.InvalidTestCase>;
}

function invalid({ name, code, message, read, allowed, more }: Invalid): RuleTester.InvalidTestCase {
  const { code: plain, locations } = unmark(code);
  return {
    name,
    code: plain,
    ...more,
    errors: [
      {
        message: message + REST,
        ...locations[0],
        suggestions: [
          ...(read ? [{ desc: `Read it from \`${read[0]}\`.`, output: read[1] }] : []),
          ...(allowed === undefined ? [] : [{ desc: 'Say in a comment that this is no secret, and why.', output: allowed }]),
        ],
      },
    ],
  };
}

const allow = '// eslint-disable-next-line rule-to-test/no-secrets -- no secret: TODO say why\n';
const file = { filename: 'src/orders.ts' };

testRule(rule, {
  invalid: [
    invalid({
      name: 'a token that its provider’s prefix tells',
      code: `const slack = new WebClient('«${slackToken}»');`,
      message: 'Here is a Slack bot token (ending in “T9”)',
      read: ['SLACK_BOT_TOKEN', 'const slack = new WebClient(process.env.SLACK_BOT_TOKEN);'],
      allowed: `${allow}const slack = new WebClient('${slackToken}');`,
      more: file,
    }),
    invalid({
      name: 'a generated value under a telling name',
      code: `  const signingSecret = '«${generated}»';`,
      message: '`signingSecret` holds what looks like a secret (ending in “T9”)',
      read: ['SIGNING_SECRET', '  const signingSecret = process.env.SIGNING_SECRET;'],
      allowed: `  ${allow}  const signingSecret = '${generated}';`,
      more: file,
    }),
    invalid({
      name: 'a password, of which nothing is shown',
      code: `connect({ user: 'shop', password: '«${chosen}»' });`,
      message: '`password` holds what looks like a password',
      read: ['PASSWORD', "connect({ user: 'shop', password: process.env.PASSWORD });"],
      allowed: `${allow}connect({ user: 'shop', password: '${chosen}' });`,
      more: file,
    }),
    invalid({
      name: 'the project’s own reader, by name',
      code: `const apiKey = '«${generated}»';`,
      message: '`apiKey` holds what looks like a secret (ending in “T9”)',
      read: ['API_KEY', "const apiKey = env.secret('API_KEY');"],
      allowed: `${allow}const apiKey = '${generated}';`,
      more: { ...file, settings: { delivery: { envReader: 'env.secret' } } },
    }),
    invalid({
      name: 'the project’s own reader, as a template',
      code: `const apiKey = '«${generated}»';`,
      message: '`apiKey` holds what looks like a secret (ending in “T9”)',
      read: ['API_KEY', 'const apiKey = env.API_KEY;'],
      allowed: `${allow}const apiKey = '${generated}';`,
      more: { ...file, settings: { delivery: { envReader: 'env.{{name}}' } } },
    }),
    invalid({
      name: 'a template for values with a default is left aside: the default would be the secret',
      code: `const apiKey = '«${generated}»';`,
      message: '`apiKey` holds what looks like a secret (ending in “T9”)',
      read: ['API_KEY', 'const apiKey = process.env.API_KEY;'],
      allowed: `${allow}const apiKey = '${generated}';`,
      more: { ...file, settings: { delivery: { envReader: 'env.{{name}} ?? {{value}}' } } },
    }),
    invalid({
      name: 'an attribute',
      code: `const view = <Map apiKey="«${generated}»" />;`,
      message: '`apiKey` holds what looks like a secret (ending in “T9”)',
      read: ['API_KEY', 'const view = <Map apiKey={process.env.API_KEY} />;'],
      more: { filename: 'src/map.tsx', languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
    }),
    invalid({
      name: 'a part of a string, which is not replaced',
      code: `const url = \`https://shop.dev/orders?token=«${generated}»&page=\${page}\`;`,
      message: '`token` holds what looks like a secret (ending in “T9”)',
      more: file,
    }),
    invalid({
      name: 'a comment',
      code: `// curl -H "Authorization: Bearer «${generated}»" https://shop.dev`,
      message: '`Authorization` holds what looks like a secret (ending in “T9”)',
      allowed: `${allow}// curl -H "Authorization: Bearer ${generated}" https://shop.dev`,
      more: file,
    }),
    invalid({
      name: 'what is less sure, when it is asked for',
      code: "connect({ password: '«secret»' });",
      message: '`password` holds what looks like a password',
      read: ['PASSWORD', 'connect({ password: process.env.PASSWORD });'],
      allowed: `${allow}connect({ password: 'secret' });`,
      more: { ...file, options: [{ confidence: 'low' }] },
    }),
  ],
  valid: [
    { name: 'a read of the environment', code: 'const apiKey = process.env.API_KEY;' },
    { name: 'a placeholder', code: "const apiKey = 'your-api-key';" },
    { name: 'the code of an error', code: "enum Errors { PASSWORD_7 = 'b4d-7x', Token = '" + generated + "' }" },
    { name: 'a type', code: `interface Options { readonly token: '${generated}' }` },
    { name: 'a module', code: `export * from 'token=${generated}';` },
    { name: 'an expression that reads like a pair', code: `token=${generated.replace(/^\d/, 'a')}` },
    { name: 'what is less sure', code: "connect({ password: 'secret' });" },
    { name: 'what is not sure enough', code: `const apiKey = '${generated}';`, options: [{ confidence: 'high' }] },
    { name: 'a kind that is left alone', code: `const slack = '${slackToken}';`, options: [{ ignoreKinds: ['slack-*'] }] },
    { name: 'a name that is left alone', code: `const clientSecret = '${generated}';`, options: [{ ignoreNames: ['client*'] }] },
    { name: 'a file that is left alone', code: `const token = '${generated}';`, filename: 'src/fixtures/a.ts', options: [{ ignoreFiles: ['**/fixtures/**'] }] },
    { name: 'what a bundler wrote', code: `const token = '${generated}';`, filename: 'dist/app.min.js' },
    { name: 'a line that nobody wrote by hand', code: `const token = '${generated}';${' '.repeat(6000)}` },
  ],
});

/** The smallest language that ESLint takes: a text of which nothing is known. */
class TextSourceCode extends TextSourceCodeBase {
  readonly visitorKeys = {};
  override getLoc(): SourceLocation {
    return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  }
  override *traverse(): Iterable<TraversalStep> {
    yield new VisitNodeStep({ target: this.ast, phase: 1, args: [this.ast] });
  }
}

const plainText: Language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 1,
  nodeTypeKey: 'type',
  validateLanguageOptions: () => undefined,
  parse: () => ({ ok: true, ast: { type: 'Text' } }),
  createSourceCode: (source, { ast }) => new TextSourceCode({ text: String(source.body), ast: ast as object }),
};

/** “line:column-end message” of every finding, up to the first comma of the message. */
async function lint(filePath: string, text: string): Promise<string[]> {
  const language: ESLint.Plugin = { languages: { plain: plainText } };
  const config: Linter.Config = { files: ['**'], plugins: { delivery, text: language }, language: 'text/plain', rules: { 'delivery/no-secrets': 'error' } };
  const [result] = await new ESLint({ overrideConfigFile: true, overrideConfig: [config] }).lintText(text, { filePath });
  return (result?.messages ?? []).map(({ line, column, endColumn, message }) => `${line}:${column}-${endColumn} ${message.split(',')[0]}`);
}

describe('in a file of any language', () => {
  const holds = (name: string, what = 'a secret') => `\`${name}\` holds what looks like ${what} (ending in “T9”)`;

  it.each<[path: string, text: string, finding: string]>([
    ['.env', `# orders\nAPI_TOKEN=${generated}\n`, `2:11-43 ${holds('API_TOKEN')}`],
    ['deploy/Dockerfile', `ENV API_TOKEN ${generated}\n`, `1:15-47 ${holds('API_TOKEN')}`],
    ['compose.yaml', `    environment:\n      API_TOKEN: ${generated}\n`, `2:18-50 ${holds('API_TOKEN')}`],
    ['settings.json', `{ "api": { "token": "${generated}" } }`, `1:22-54 ${holds('token')}`],
    ['app.properties', `orders.api.token = ${generated}\r\n`, `1:20-52 ${holds('orders.api.token')}`],
    ['.npmrc', `//npm.shop.dev/:_authToken=${generated}\n`, `1:28-60 ${holds('_authToken')}`],
    ['.netrc', `machine shop.dev login orders password ${generated}\n`, `1:40-72 ${holds('password', 'a password')}`],
    ['deploy.sh', `🚀=1; export API_TOKEN="${generated}"\n`, `1:25-57 ${holds('API_TOKEN')}`],
    ['docs/setup.md', `Run \`shop --api-token ${generated}\`.\n`, `1:23-55 ${holds('--api-token')}`],
    ['shop.css', `/* token: ${generated} */\n`, `1:11-43 ${holds('token')}`],
    ['notes.txt', `The bot is ${slackToken}.\n`, `1:12-${12 + slackToken.length} Here is a Slack bot token (ending in “T9”)`],
  ])('%s', async (path, text, finding) => {
    expect(await lint(path, text)).toEqual([finding]);
  });

  it('takes what stands under a name in a file to be filled in for a placeholder', async () => {
    expect(await lint('.env.example', `API_TOKEN=${generated}\n`)).toEqual([]);
    expect(await lint('charts/values.example.yaml', `apiToken: ${generated}\n`)).toEqual([]);
  });

  it('takes a provider’s token for one even there', async () => {
    expect(await lint('.env.example', `BOT=${slackToken}\n`)).toEqual([`1:5-${5 + slackToken.length} Here is a Slack bot token (ending in “T9”)`]);
  });

  it.each(['pnpm-lock.yaml', 'apps/web/i18n.lock', 'dist/app.js.map', 'test/__snapshots__/orders.test.ts.snap', 'logo.svg'])('does not read %s', async (path) => {
    expect(await lint(path, `token: ${generated}\n`)).toEqual([]);
  });
});
