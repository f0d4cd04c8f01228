import type { TSESLint } from '@typescript-eslint/utils';
import { compileNamePatterns } from '../analysis/names.ts';
import { compileGlobs, relativePath } from '../analysis/path-globs.ts';
import { createRule } from '../create-rule.ts';
import { FILES_WITHOUT_SECRETS } from '../knowledge/files-without-secrets.ts';
import { allowComment } from '../secret-places/allow-comment.ts';
import type { CodePlace } from '../secret-places/code-place.ts';
import { findCodePlace } from '../secret-places/code-place.ts';
import { environmentNameOfSecret, isReplaceable, secretRead } from '../secret-places/environment-read.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import type { Confidence, Secret } from '../secrets/secret.ts';
import { isExampleFile, syntaxOf } from '../secrets/syntax-of.ts';
import { isWrittenByHand } from '../secrets/written-by-hand.ts';
import { readSettings } from '../settings.ts';

/** The options of `no-secrets` after ESLint has merged the defaults in. */
export interface SecretOptions {
  readonly confidence: Confidence;
  readonly ignoreKinds: readonly string[];
  readonly ignoreNames: readonly string[];
  readonly ignoreFiles: readonly string[];
}

type MessageId = 'secret' | 'namedSecret' | 'readFromEnvironment' | 'allow';
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

/** Of a value at least this long two characters may be shown, so that it can be told from others. */
const LONG_ENOUGH_TO_SHOW_END = 16;

export default createRule<MessageId, readonly [SecretOptions]>({
  name: 'no-secrets',
  antipattern: 'DP-08',
  type: 'problem',
  languages: ['*'],
  docs: {
    description: 'Disallow passwords, tokens and private keys in code and configuration',
    recommended: 'error',
    dialects: ['JavaScript', 'TypeScript', 'JSON', 'YAML', 'TOML', 'SQL', 'Markdown', 'any text'],
  },
  messages: {
    secret:
      'Here is {{what}}{{end}}, readable for everyone who has this repository, now and in its history. Revoke it first; then read the new one from the environment or a secret manager.',
    namedSecret:
      '`{{name}}` holds {{what}}{{end}}, readable for everyone who has this repository, now and in its history. Revoke it first; then read the new one from the environment or a secret manager.',
    readFromEnvironment: 'Read it from `{{environmentName}}`.',
    allow: 'Say in a comment that this is no secret, and why.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        confidence: {
          type: 'string',
          enum: ['high', 'medium', 'low'],
          description: 'How sure the detector has to be: the least sure finding that is reported.',
        },
        ignoreKinds: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Kinds of secrets to leave alone, such as `stripe-test-key`; `*` stands for any text.',
        },
        ignoreNames: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Names of variables, keys and options whose values are no secrets; `*` stands for any text.',
        },
        ignoreFiles: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Globs, relative to the working directory, of files that are not read; replaces the default list.',
        },
      },
    },
  ],
  defaultOptions: [{ confidence: 'medium', ignoreKinds: [], ignoreNames: [], ignoreFiles: [...FILES_WITHOUT_SECRETS] }],
  hasSuggestions: true,
  create(context) {
    const { sourceCode } = context;
    return { [sourceCode.ast.type]: () => check(context) }; // The root has another type in every language.
  },
});

type Context = Readonly<TSESLint.RuleContext<MessageId, readonly [SecretOptions]>>;

/**
 * Reports the secrets of a file. Nearly no file has one, so whatever is only asked of findings waits until there are any;
 * for code, whose syntax its parser tells, that includes the path.
 */
function check(context: Context): void {
  const [options] = context.options;
  const { text } = context.sourceCode;
  const program = javaScriptOf(context.sourceCode);
  const path = program ? undefined : pathOf(context);
  const ignores = compileOptions(options);
  if (path !== undefined && ignores.file(path)) return;

  const syntax = path === undefined ? 'code' : syntaxOf(path);
  const knownOnly = (path !== undefined && isExampleFile(path)) || !isWrittenByHand(text);
  const secrets = findSecrets(text, { syntax, confidence: options.confidence, knownOnly });
  if (secrets.length === 0 || (path === undefined && ignores.file(pathOf(context)))) return;
  for (const secret of secrets) {
    if (ignores.kind(secret.kind) || (secret.name !== undefined && ignores.name(secret.name))) continue;
    const place = program ? findCodePlace(program, secret) : { literal: undefined };
    if (!place || (!program && (syntax === 'code' || syntax === 'json') && secret.isUnquoted === true)) continue;
    report(context, secret, place);
  }
}

function pathOf({ filename, cwd }: Context): string {
  return relativePath(filename, cwd);
}

function report(context: Context, secret: Secret, place: CodePlace): void {
  const { sourceCode } = context;
  const { text } = sourceCode;
  const { name, start, end } = secret;
  const data = { name, what: describe(secret), end: lastCharacters(text.slice(start, end)) };
  context.report({
    // Where a key goes over many lines its first one is enough to find it.
    loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(endOfFirstLine(text, start, end)) },
    messageId: name === undefined ? 'secret' : 'namedSecret',
    data,
    suggest: [...suggestRead(context, secret, place), ...suggestAllow(context, start)],
  });
}

function suggestRead({ settings }: Context, secret: Secret, { literal }: CodePlace): Suggestion[] {
  if (!literal || !isReplaceable(literal, secret)) return [];
  const environmentName = environmentNameOfSecret(secret);
  const read = secretRead(environmentName, readSettings(settings).envReader);
  const isAttribute = literal.parent.type === 'JSXAttribute';
  const fix = (fixer: TSESLint.RuleFixer) => fixer.replaceText(literal, isAttribute ? `{${read}}` : read);
  return [{ messageId: 'readFromEnvironment', data: { environmentName }, fix }];
}

function suggestAllow(context: Context, offset: number): Suggestion[] {
  const comment = allowComment(pathOf(context), context.sourceCode.text, offset, context.id);
  if (!comment) return [];
  return [{ messageId: 'allow', fix: (fixer) => fixer.insertTextBeforeRange([comment.offset, comment.offset], comment.text) }];
}

interface Ignores {
  file(path: string): boolean;
  kind(kind: string): boolean;
  name(name: string): boolean;
}

const compiled = new WeakMap<SecretOptions, Ignores>();

/** ESLint hands the same object to every file that a configuration holds for. */
function compileOptions(options: SecretOptions): Ignores {
  let ignores = compiled.get(options);
  if (!ignores) {
    ignores = {
      file: compileGlobs(options.ignoreFiles),
      kind: compileNamePatterns(options.ignoreKinds),
      name: compileNamePatterns(options.ignoreNames),
    };
    compiled.set(options, ignores);
  }
  return ignores;
}

/** The source code when it is JavaScript or TypeScript, and no other language under a parser for ESLint's own. */
function javaScriptOf(sourceCode: Readonly<TSESLint.SourceCode>): Readonly<TSESLint.SourceCode> | undefined {
  const services: object = sourceCode.parserServices ?? {};
  const isOther = ['isYAML', 'isTOML', 'isJSON'].some((mark) => mark in services);
  return 'getNodeByRangeIndex' in sourceCode && !isOther ? sourceCode : undefined;
}

function describe({ what, confidence }: Secret): string {
  return confidence === 'high' ? what : `what looks like ${what}`;
}

function lastCharacters(value: string): string {
  return value.length >= LONG_ENOUGH_TO_SHOW_END && /^\S*\w\w$/.test(value) ? ` (ending in “${value.slice(-2)}”)` : '';
}

function endOfFirstLine(text: string, start: number, end: number): number {
  const lineEnd = text.slice(start, end).search(/[\r\n]/);
  return lineEnd < 0 ? end : start + lineEnd;
}
