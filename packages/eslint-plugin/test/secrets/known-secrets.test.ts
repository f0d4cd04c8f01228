import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../src/secrets/find-secrets.ts';
import { compileKnownShapes, patternOf } from '../../src/secrets/known-shapes.ts';
import { KNOWN_SECRETS } from '../../src/secrets/providers/known-secrets.ts';
import { NAMED_SECRETS } from '../../src/secrets/providers/named.ts';
import type { ProviderSecret } from '../../src/secrets/providers/provider-secret.ts';
import type { Secret } from '../../src/secrets/secret.ts';
import { randomNumbers, tokensOf, withChecksum } from './generated-samples.ts';

const SAMPLES = 8;
/** So many of a hundred samples may look made up by chance, by five equal digits in a row or a word among the letters. */
const LEAST_FOUND = 0.9;

function samplesOf({ shapes, check }: ProviderSecret, seed: number): string[] {
  const random = randomNumbers(seed);
  return shapes.flatMap((shape) => Array.from({ length: SAMPLES }, () => tokensOf(shape, random)).flat()).map((token) => withChecksum(check, token));
}

/** What is found where a token stands, in a text that has no name for it. */
function findIn(token: string, before = 'see "', after = '" there'): Secret | undefined {
  return findSecrets(`${before}${token}${after}`, { syntax: 'text', confidence: 'low' }).find(
    ({ start, end }) => start <= before.length + token.length / 2 && end >= before.length + token.length / 2,
  );
}

function shareFound(tokens: readonly string[], isRight: (secret: Secret | undefined, token: string) => boolean, before?: string, after?: string): number {
  return tokens.filter((token) => isRight(findIn(token, before, after), token)).length / tokens.length;
}

/** Kinds whose check no generated token passes, because what it checks is drawn by the provider. */
const withStructure = KNOWN_SECRETS.filter(({ mustPass }) => mustPass === true);
const plain = KNOWN_SECRETS.filter(({ mustPass }) => mustPass !== true);

describe('the table of providers', () => {
  it('has more than 300 kinds that tell by themselves and more than 170 that a name tells', () => {
    expect(KNOWN_SECRETS.length).toBeGreaterThan(300);
    expect(NAMED_SECRETS.length).toBeGreaterThan(170);
  });

  it('has every kind once, under a name of words and hyphens, and says it with an article', () => {
    const kinds = [...KNOWN_SECRETS, ...NAMED_SECRETS].map(({ kind }) => kind);
    expect(kinds.filter((kind, index) => kinds.indexOf(kind) !== index)).toEqual([]);
    expect(kinds.filter((kind) => !/^[a-z\d]+(?:-[a-z\d]+)+$/.test(kind))).toEqual([]);
    expect([...KNOWN_SECRETS, ...NAMED_SECRETS].filter(({ what }) => !/^(?:an?|the) \S/.test(what))).toEqual([]);
  });

  it('compiles to patterns without an open repetition, so that no text takes more than linear time', () => {
    expect(compileKnownShapes(KNOWN_SECRETS).filter(({ segments }) => /(?<!\\)[*+]|,\}/.test(patternOf(segments).replace(/\[[^\]]*\]/g, '')))).toEqual([]);
  });

  it('tries no shorter end of a last run, which costs hundreds of steps at each of many beginnings', () => {
    expect(compileKnownShapes(KNOWN_SECRETS).filter(({ segments }) => /\{\d+,\d+\}\)\(\?!/.test(patternOf(segments)))).toEqual([]);
  });
});

describe.each(plain)('$kind', (secret) => {
  const tokens = samplesOf(secret, 1);

  it('is found between quotes, whole', () => {
    expect(shareFound(tokens, (found) => found !== undefined)).toBeGreaterThanOrEqual(LEAST_FOUND);
    expect(tokens.map((token) => findIn(token)?.kind)).toContain(secret.kind);
  });

  it('is found behind an escaped line end and at the end of a text', () => {
    expect(shareFound(tokens, (found) => found !== undefined, 'a\\n', '')).toBeGreaterThanOrEqual(LEAST_FOUND);
  });

  it('is not found in a longer word', () => {
    expect(shareFound(tokens, (found) => found?.kind === secret.kind && found.start === 'wordy'.length, 'wordy')).toBe(0);
  });

  it('is not found when its characters were typed', () => {
    const typed = tokens.map((token) => token.replace(/[A-Za-z\d]{12,}$/, (run) => 'x'.repeat(run.length)));
    expect(typed.map((token, index) => (token === tokens[index] ? undefined : findIn(token)?.kind))).not.toContain(secret.kind);
  });

  it('is not found with a character that is not in its alphabet', () => {
    const broken = tokens.map((token) => `${token.slice(0, -4)}§${token.slice(-3)}`);
    expect(shareFound(broken, (found, token) => found?.kind === secret.kind && found.end - found.start >= token.length)).toBe(0);
  });
});

describe.each(KNOWN_SECRETS.filter(({ check }) => check === 'crc32-base62'))('the checksum of $kind', (secret) => {
  const token = samplesOf({ ...secret, shapes: secret.shapes.slice(0, 1) }, 3)[0] ?? '';

  it('makes it certain', () => {
    expect(findIn(token)?.confidence).toBe('high');
  });

  it('makes it less certain when it is wrong', () => {
    const wrong = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
    expect(findIn(wrong)).toMatchObject({ kind: secret.kind, confidence: 'medium' });
  });
});

describe.each(withStructure)('$kind', (secret) => {
  it('is nothing without the structure that its provider builds in', () => {
    expect(shareFound(samplesOf(secret, 1), (found) => found?.kind === secret.kind)).toBe(0);
  });
});

describe('tokens that hold an identifier', () => {
  const random = randomNumbers(5);

  it('finds a Discord bot token by the number of its bot', () => {
    const bot = Buffer.from('1061234598765432109').toString('base64url');
    const [rest = ''] = tokensOf('.<alnum:6>.<alnum:38>', random);
    expect(findIn(bot + rest)).toMatchObject({ kind: 'discord-bot-token', confidence: 'high' });
  });

  it('finds a Data Center token of Atlassian by its number', () => {
    const bytes = Buffer.concat([Buffer.from('123847561029:'), Buffer.from(Array.from({ length: 20 }, () => Math.floor(random() * 256)))]);
    expect(findIn(bytes.toString('base64'))).toMatchObject({ kind: 'atlassian-server-token' });
  });
});

describe.each(NAMED_SECRETS)('$kind', ({ shapes, words, kind }) => {
  const random = randomNumbers(2);
  const word = words[0] ?? '';
  const tokens = shapes.flatMap((shape) => Array.from({ length: SAMPLES }, () => tokensOf(shape, random)).flat());

  it('is found under a name that has its word and one for a credential', () => {
    const found = tokens.map((token) => findSecrets(`const ${word}Token = "${token}";`, { syntax: 'code', confidence: 'medium' })[0]);
    expect(found.filter(Boolean).length / tokens.length).toBeGreaterThanOrEqual(0.8);
    expect(found.map((secret) => secret?.kind)).toContain(kind);
  });

  it('is nothing by itself', () => {
    expect(tokens.map((token) => findIn(token)?.kind)).not.toContain(kind);
  });
});
