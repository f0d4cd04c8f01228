import * as babel from '@babel/eslint-parser';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import { describe, expect, it } from 'vitest';
import * as vueParser from 'vue-eslint-parser';
import plugin from '../src/index.ts';
import { randomNumbers, randomText } from './secrets/generated-samples.ts';

/** Drawn when the tests run, so that no secret stands in this file. */
const token = randomText('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 32, randomNumbers(9));

const CODE = `
import { load } from './load.js';
import { Pool } from 'pg';
load();
export const pool = new Pool({ max: 10, connectionTimeoutMillis: 30_000, ssl: undefined });
export const client = { apiToken: '${token}', password: \`Tr0ub4dor7\` };
`;
/** For rules of `strict` that one file is enough for. */
const STRICT_CODE = `
import amqp from 'amqplib';
const ORDERS_API = 'http://orders:8080';
const connection = await amqp.connect('amqp://rabbit:5672');
const channel = await connection.createChannel();
const Order = z.object({ id: z.string() }).strict();
export const keys = await fetch(ORDERS_API + '/keys');
class Orders {
  #limit = 3;
  start = () => channel.consume('orders', (message) => this.handle(message));
  handle(message) {
    const event = JSON.parse(message.content);
    if (event?.version !== 2) throw new Error('Another version.');
    switch (event.type) { case 'paid': return Order.parse(event); default: throw new Error(event.type); }
  }
}
new Orders();
`;
const MARKUP = `const view = <Map apiKey="${token}">{client?.load({ timeout: 5000 })}</Map>;`;

const babelParser = babel as Linter.Parser; // its types allow undefined where ESLint's do not
const BABEL = { requireConfigFile: false, babelOptions: { babelrc: false, configFile: false, parserOpts: { plugins: ['jsx'] } } };
const JSX = { ecmaFeatures: { jsx: true } };

/** “rule line:column message” of everything that the rules for code report. */
function findings(code: string, file: string, languageOptions: Linter.LanguageOptions, linter: Pick<Linter, 'verify'> = new Linter({ cwd: '/project' }), config: 'recommended' | 'strict' = 'recommended'): string[] {
  const [chosen] = plugin.configs[config];
  const messages = linter.verify(code, [{ files: ['**'], languageOptions }, { ...chosen, files: ['**'] }], { filename: `/project/${file}` });
  return messages.map(({ ruleId, line, column, endColumn, message }) => `${ruleId} ${line}:${column}-${endColumn} ${message}`);
}

const inCode = findings(CODE, 'src/shop.js', {});
const inMarkup = findings(MARKUP, 'src/shop.jsx', { parserOptions: JSX });

describe('the rules for code', () => {
  it('find something with the parser of ESLint', () => {
    expect(inCode.map((finding) => finding.split(' ', 2).join(' '))).toEqual([
      'delivery/no-hardcoded-operational-value 5:32-39',
      'delivery/no-secrets 6:36-68',
      'delivery/no-secrets 6:82-92',
    ]);
    expect(inMarkup.map((finding) => finding.split(' ', 2).join(' '))).toEqual(['delivery/no-secrets 1:27-59']);
  });

  it('find the same with the parser of typescript-eslint', () => {
    expect(findings(CODE, 'src/shop.js', { parser: typescriptParser })).toEqual(inCode);
    expect(findings(CODE, 'src/shop.ts', { parser: typescriptParser })).toEqual(inCode);
    expect(findings(MARKUP, 'src/shop.tsx', { parser: typescriptParser, parserOptions: JSX })).toEqual(inMarkup);
  });

  it('find the same in ESLint 9, with its own parser and with that of Babel', () => {
    const linter = new Linter9({ cwd: '/project' }) as unknown as Pick<Linter, 'verify'>; // the two releases declare their types apart
    expect(findings(CODE, 'src/shop.js', {}, linter)).toEqual(inCode);
    // Release 7 of Babel's parser, the newest for Node 20, does not run in ESLint 10.
    expect(findings(CODE, 'src/shop.js', { parser: babelParser, parserOptions: BABEL }, linter)).toEqual(inCode);
    expect(findings(MARKUP, 'src/shop.jsx', { parser: babelParser, parserOptions: BABEL }, linter)).toEqual(inMarkup);
  });

  it('of `strict` find the same with each parser', () => {
    const inStrict = findings(STRICT_CODE, 'src/shop.js', {}, undefined, 'strict');
    expect(inStrict.map((finding) => finding.split(' ', 2).join(' '))).toEqual([
      'delivery/no-hardcoded-endpoint 3:20-40',
      'delivery/no-hardcoded-endpoint 4:39-59',
      'delivery/no-startup-peer-dependency 7:27-54',
      'delivery/no-strict-message-parsing 13:9-29',
      'delivery/no-strict-message-parsing 14:47-65',
      'delivery/no-strict-message-parsing 14:76-104',
    ]);
    expect(findings(STRICT_CODE, 'src/shop.ts', { parser: typescriptParser }, undefined, 'strict')).toEqual(inStrict);
    const linter = new Linter9({ cwd: '/project' }) as unknown as Pick<Linter, 'verify'>; // the two releases declare their types apart
    expect(findings(STRICT_CODE, 'src/shop.js', {}, linter, 'strict')).toEqual(inStrict);
    expect(findings(STRICT_CODE, 'src/shop.js', { parser: babelParser, parserOptions: BABEL }, linter, 'strict')).toEqual(inStrict);
  });

  it('find secrets in the script of a Vue component and in its template, and no timeouts, for it is code of the browser', () => {
    const component = `<script>${CODE}</script>\n<template>\n  <Map api-key="${token}" />\n</template>\n`;
    const inScript = inCode.filter((finding) => finding.startsWith('delivery/no-secrets'));
    const inTemplate = expect.stringMatching(/^delivery\/no-secrets 9:17-49 `api-key` holds what looks like a secret/) as string; // a matcher has no type
    expect(findings(component, 'src/Shop.vue', { parser: vueParser })).toEqual([...inScript, inTemplate]);
  });
});
