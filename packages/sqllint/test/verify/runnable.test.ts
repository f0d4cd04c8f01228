import { expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { SourceText } from '../../src/text/source-text.ts';
import { runnable } from '../../src/verify/runnable.ts';

async function transactionOf(text: string, transaction: 'implicit' | 'wrapped'): Promise<string> {
  const script = { file: '1.up.sql', source: new SourceText(text), start: 0, end: text.length, transaction };
  return runnable(script, await load('postgres')).transaction;
}

it('runs a script of several statements in the one transaction that a single query is', async () => {
  expect(await transactionOf('CREATE TABLE a (); CREATE TABLE b ()', 'implicit')).toBe('one');
  expect(await transactionOf('BEGIN; CREATE TABLE a (); COMMIT', 'implicit')).toBe('one');
});

it('runs a single statement by itself, which no transaction block is', async () => {
  expect(await transactionOf('CREATE TABLE a ()', 'implicit')).toBe('each');
});

it('commits nothing of a script that begins a transaction and forgets to end it', async () => {
  expect(await transactionOf('-- why\nBEGIN;\n-- what\nCREATE TABLE a ();', 'implicit')).toBe('each');
  expect(await transactionOf('START TRANSACTION; CREATE TABLE a ();', 'implicit')).toBe('each');
});

it('sends the rows of a COPY with it, and nothing of them to the server as SQL', async () => {
  const text = 'COPY a FROM stdin;\nDE\tGermany\nFR\t\\N\n\\.\nCREATE INDEX b ON a (c);\n';
  const script = { file: '1.up.sql', source: new SourceText(text), start: 0, end: text.length, transaction: 'none' } as const;
  expect(runnable(script, await load('postgres')).statements).toEqual([
    { sql: 'COPY a FROM stdin', input: 'DE\tGermany\nFR\t\\N\n', start: 0, end: 17 },
    { sql: 'CREATE INDEX b ON a (c)', start: 39, end: 62 },
  ]);
});

it('leaves a BEGIN alone where the migration tool has begun a transaction and will commit it', async () => {
  expect(await transactionOf('BEGIN; CREATE TABLE a ();', 'wrapped')).toBe('one');
});
