import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import {
  antipatterns,
  checklist,
  factorDefences,
  focusAreas,
  mandate,
  maturityCriteria,
  maturityRungs,
  neighbourhoods,
  seemsCategories,
  severities,
} from '../src/index.ts';

const statements: [of: string, text: string][] = [
  ...antipatterns.flatMap((antipattern): [string, string][] => [
    [`${antipattern.id} whatGoesWrong`, antipattern.whatGoesWrong],
    [`${antipattern.id} consequenceForRecovery`, antipattern.consequenceForRecovery],
    [`${antipattern.id} badExample`, antipattern.badExample.shows],
    [`${antipattern.id} goodExample`, antipattern.goodExample.shows],
    [`${antipattern.id} wayOut`, antipattern.wayOut.summary],
    ...antipattern.wayOut.steps.map((step, at): [string, string] => [`${antipattern.id} step ${at + 1}`, step]),
    ...(antipattern.maturity.rung === 'HYG'
      ? [[`${antipattern.id} irreversible`, antipattern.maturity.irreversible] satisfies [string, string]]
      : []),
  ]),
  ['mandate', mandate.promise],
  ...[...seemsCategories, ...factorDefences, ...maturityRungs].map(({ id, definition }): [string, string] => [id, definition]),
  ...severities.map(({ id, meaning }): [string, string] => [id, meaning]),
  ...[...maturityCriteria, ...focusAreas].map(({ id, statement }): [string, string] => [id, statement]),
  ...neighbourhoods.map(({ between, how }): [string, string] => [between.join(' and '), how]),
];

const questions: [of: string, text: string][] = [
  ['mandate', mandate.question],
  ...antipatterns.map(({ id, mandateQuestion }): [string, string] => [`${id} mandateQuestion`, mandateQuestion]),
  ...checklist.map(({ id, question }): [string, string] => [id, question]),
];

const examples = antipatterns.flatMap(({ id, badExample, goodExample }) => [
  { of: `${id} bad`, ...badExample },
  { of: `${id} good`, ...goodExample },
]);

describe('a text', () => {
  it.each(statements)('of %s is made of whole sentences', (_, text) => {
    expect(text).toMatch(/^[A-Z]/);
    expect(text).toMatch(/[^.?!]\.$/);
    expect(text).not.toMatch(/\s{2}|\n|['"]/);
    for (const sentence of text.split(/(?<=\.) /)) expect(sentence).toMatch(/^[A-Z“]/);
  });

  it.each(questions)('of %s is one question', (_, text) => {
    expect(text).toMatch(/^[A-Z][^.?!\n'"]+\?$/);
  });

  it.each(antipatterns)('that names $id is a heading', ({ title }) => {
    expect(title).toMatch(/^[A-Z][^.?!:\n]*[a-z]$/);
  });

  it('is said once only', () => {
    const texts = [...statements, ...questions].map(([, text]) => text);
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });

  it('is no sentence and no line of the pillar', () => {
    const fingerprints = new Set(pillarFingerprints());
    const own = [...statements, ...questions].map(([, text]) => text).concat(examples.map(({ code }) => code));
    const sentences = own.flatMap((text) => text.split(/(?<=[.?!;])\s+|\n/));
    expect(sentences.filter((sentence) => fingerprints.has(fingerprint(sentence)))).toEqual([]);
  });

  it('would be recognised if it were one', () => {
    const fingerprints = new Set(pillarFingerprints());
    expect(fingerprints.has(fingerprint('ALTER TABLE orders DROP COLUMN legacy_status;'))).toBe(true);
  });
});

describe('an example', () => {
  it.each(examples)('of $of ($language) is code without stray white space', ({ code }) => {
    expect(code).toBe(code.trim());
    expect(code).not.toMatch(/\t|[ ]$/m);
    expect(Math.max(...code.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it.each(examples.filter(({ language }) => language === 'typescript'))('of $of parses', ({ code }) => {
    const { diagnostics } = ts.transpileModule(code, {
      reportDiagnostics: true,
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
    });
    expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
  });

  it.each(examples.filter(({ language }) => language === 'dotenv'))('of $of has only settings and remarks', ({ code }) => {
    for (const line of code.split('\n')) expect(line).toMatch(/^(#.*|[A-Z_]+=\S*)?$/);
  });

  it('shows one thing twice: the good one is in the language of the bad one', () => {
    for (const { id, badExample, goodExample } of antipatterns) {
      expect(goodExample.language, id).toBe(badExample.language);
      expect(goodExample.code, id).not.toBe(badExample.code);
    }
  });

  it('has a placeholder where a secret would be, which no scanner takes for one', () => {
    const code = examples.map((example) => example.code).join('\n');
    expect(code).toContain("new Stripe('<the live secret key>')");
    expect(code).not.toMatch(/\b(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{16,}\b|\b[sr]k_|ghp_|AKIA|-----BEGIN/i);
  });
});

/**
 * The pillar's own sentences and lines of code, as the first 16 digits of SHA-256 over their words in lower case:
 * enough to recognise a copy, without a copy in this repository. Those of less than four words are left out.
 */
function pillarFingerprints(): string[] {
  const file = new URL('pillar-fingerprints.json', import.meta.url);
  // The file is ours: a list of strings.
  return JSON.parse(readFileSync(file, 'utf8')) as string[];
}

function fingerprint(sentence: string): string {
  const words = sentence.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 16);
}
