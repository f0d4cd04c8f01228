import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/languages/text/dockerfile.ts';
import { parseDotenv } from '../../../src/languages/text/dotenv.ts';
import { parsePlainText } from '../../../src/languages/text/plain-text.ts';
import { parseProperties } from '../../../src/languages/text/properties.ts';
import type { ParsedText, TextSyntax } from '../../../src/languages/text/text-syntax.ts';

function nodesOf({ body }: ParsedText): string[] {
  return body.map((node) => (node.type === 'TextAssignment' ? `${node.key}=${node.value}` : `${node.keyword}|${node.argument}`));
}

function commentsOf({ comments }: ParsedText): string[] {
  return comments.map(({ value }) => value);
}

/** Every range must cut out of the text what the node says. */
function expectRangesToHold(syntax: TextSyntax, text: string): void {
  const { body, comments } = syntax(text);
  for (const node of body) {
    if (node.type === 'TextAssignment') {
      expect(text.slice(...node.keyRange)).toBe(node.key);
      expect(text.slice(...node.valueRange)).toBe(node.value);
    } else {
      expect(text.slice(...node.argumentRange)).toBe(node.argument);
      expect(text.slice(...node.range).toUpperCase().startsWith(node.keyword)).toBe(true);
    }
  }
  for (const { value, range } of comments) expect(text.slice(...range).endsWith(value)).toBe(true);
}

describe('a dotenv file', () => {
  it.each([
    ['PORT=3000', ['PORT=3000'], []],
    ['export PORT = 3000', ['PORT=3000'], []],
    ['# the port\nPORT=3000 # of the API', ['PORT=3000'], [' the port', ' of the API']],
    ['COLOUR=#fff', ['COLOUR='], ['fff']],
    ['URL=http://a/#b', ['URL=http://a/#b'], []],
    ['NAME="a # b" # c', ['NAME=a # b'], [' c']],
    ['KEY="-----BEGIN\nabc\n-----END"\nNEXT=1', ['KEY=-----BEGIN\nabc\n-----END', 'NEXT=1'], []],
    ["A='it\nis'\r\nB=`c`", ['A=it\nis', 'B=c'], []],
    ['A="said \\"no\\""', ['A=said \\"no\\"'], []],
    ['A="never closed\nB=2', ['A="never closed', 'B=2'], []],
    ['EMPTY=\nNEXT=1', ['EMPTY=', 'NEXT=1'], []],
    ['no assignment here\r A.b-c=1', ['A.b-c=1'], []],
    ['', [], []],
  ])('%j', (text, nodes, comments) => {
    const parsed = parseDotenv(text);
    expect(nodesOf(parsed)).toEqual(nodes);
    expect(commentsOf(parsed)).toEqual(comments);
    expectRangesToHold(parseDotenv, text);
  });
});

describe('a properties file', () => {
  it.each([
    ['server.port=8080', ['server.port=8080'], []],
    ['web: npm run start', ['web=npm run start'], []],
    ['//registry.example/:_authToken=${TOKEN}', ['//registry.example/:_authToken=${TOKEN}'], []],
    ['# a\n! b\n; c\nd = e # f', ['d=e # f'], [' a', ' b', ' c']],
    ['[section]\nkey = value', ['key=value'], []],
    ['a = b\\\n   c\nd = e', ['a=b\\\n   c', 'd=e'], []],
    ['a = b\\\\\nd = e', ['a=b\\\\', 'd=e'], []],
    ['a =', ['a='], []],
    ['words without a sign', [], []],
  ])('%j', (text, nodes, comments) => {
    const parsed = parseProperties(text);
    expect(nodesOf(parsed)).toEqual(nodes);
    expect(commentsOf(parsed)).toEqual(comments);
    expectRangesToHold(parseProperties, text);
  });
});

describe('a Dockerfile', () => {
  it.each([
    ['FROM node:20\nCMD ["node", "a.js"]', ['FROM|node:20', 'CMD|["node", "a.js"]'], []],
    ['run a \\\n  # why\n\n  && b\nexpose 80', ['RUN|a \\\n  # why\n\n  && b', 'EXPOSE|80'], [' why']],
    ['# escape=`\nRUN a `\n b\nRUN c \\\nUSER d', ['RUN|a `\n b', 'RUN|c \\', 'USER|d'], [' escape=`']],
    ['RUN <<EOF\n# not a comment\nCMD no\nEOF\nCMD yes', ['RUN|<<EOF\n# not a comment\nCMD no\nEOF', 'CMD|yes'], []],
    ['COPY <<-"END" /a\n\tx\n\tEND\nCMD yes', ['COPY|<<-"END" /a\n\tx\n\tEND', 'CMD|yes'], []],
    ['RUN a \\\r\n  b\r\nCMD c', ['RUN|a \\\r\n  b', 'CMD|c'], []],
    ['RUN a \\', ['RUN|a \\'], []],
    ['RUN <<EOF\nnever ends', ['RUN|<<EOF\nnever ends'], []],
    ['HEALTHCHECK NONE # no comment', ['HEALTHCHECK|NONE # no comment'], []],
  ])('%j', (text, nodes, comments) => {
    const parsed = parseDockerfile(text);
    expect(nodesOf(parsed)).toEqual(nodes);
    expect(commentsOf(parsed)).toEqual(comments);
    expectRangesToHold(parseDockerfile, text);
  });
});

describe('any other text', () => {
  it.each([
    ['# eslint-disable-next-line delivery/no-secrets -- revoked', [' eslint-disable-next-line delivery/no-secrets -- revoked']],
    ['a <!-- eslint-disable-line --> b', [' eslint-disable-line']],
    ['// eslint-disable', [' eslint-disable']],
    ['/* eslint-enable */', [' eslint-enable']],
    ['# eslint delivery/no-secrets: "off"', [' eslint delivery/no-secrets: "off"']],
    ['we like eslint-disable comments', []],
    ['# How we use eslintrc', []],
    ['# nothing', []],
  ])('%j', (text, comments) => {
    const parsed = parsePlainText(text);
    expect(nodesOf(parsed)).toEqual([]);
    expect(commentsOf(parsed)).toEqual(comments);
    expectRangesToHold(parsePlainText, text);
  });
});
