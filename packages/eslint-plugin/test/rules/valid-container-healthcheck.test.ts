import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/valid-container-healthcheck.ts';
import { lintConfigFile } from '../config-rule-tester.ts';

const curlWithoutFail =
  'Without `-f`, `curl` exits with 0 for every answer, an error 500 included, so this health check passes while the service fails. Write `curl -f`.';
const neverFails = (tail: string): string =>
  `This health check ends with \`${tail}\`, so it passes whatever the command before finds. Leave that out, or exit with 1.`;
const jqDecides =
  'The exit code of a pipe is that of its last command, and `jq` exits with 0 for any JSON, so this health check does not fail. Write `jq -e` with a condition.';
const noShell = (argument: string): string =>
  `\`CMD\` runs a program without a shell, so \`${argument}\` is not understood here. Write \`CMD-SHELL\` and the whole command as one text.`;
const noKind =
  'The first item of a health check that is a list says how it is run. Write `CMD` before it, or `CMD-SHELL` and the whole command as one text.';

const compose = (test: string): string => `services:\n  api:\n    healthcheck:\n      test: ${test}\n`;
const lint = (text: string, filename = 'compose.yaml'): ReturnType<typeof lintConfigFile> => lintConfigFile('valid-container-healthcheck', filename, text);

it('is registered', () => {
  expect(rules['valid-container-healthcheck']).toBe(rule);
});

describe('a health check of Compose', () => {
  it.each([
    ['curl http://localhost/health', curlWithoutFail, 'curl -f http://localhost/health'],
    ['curl -s http://localhost/health || exit 1', curlWithoutFail, 'curl -f -s http://localhost/health || exit 1'],
    ['[CMD, curl, "http://localhost/health"]', curlWithoutFail, '[CMD, curl, -f, "http://localhost/health"]'],
    ['["CMD-SHELL", "curl -sS localhost:3000"]', curlWithoutFail, '["CMD-SHELL", "curl -f -sS localhost:3000"]'],
    ['["CMD", "sh", "-c", "curl localhost"]', curlWithoutFail, undefined],
    ['curl -f localhost || true', neverFails('|| true'), undefined],
    ['[CMD-SHELL, "curl -f localhost; exit 0"]', neverFails('; exit 0'), undefined],
    ['wget -q localhost || echo down', neverFails('|| echo down'), undefined],
    ['curl -fs localhost | jq .status', jqDecides, undefined],
    ['["CMD", "curl", "-f", "localhost", "||", "exit", "1"]', noShell('||'), '[CMD-SHELL, "curl -f localhost || exit 1"]'],
    ['["CMD", "pg_isready -U app"]', noShell('pg_isready -U app'), '[CMD-SHELL, "pg_isready -U app"]'],
    ['["curl", "-f", "localhost"]', noKind, undefined],
  ])('%s', (test, message, fixed) => {
    const { findings, fixed: text } = lint(compose(test));
    expect(findings).toEqual([`4:13-4:${13 + test.length} ${message}`]);
    expect(text).toBe(compose(fixed ?? test));
  });

  it.each([
    'curl -f localhost',
    'curl -fsS localhost || exit 1',
    'curl -sf localhost',
    'curl --fail-with-body localhost',
    `'[ "$$(curl -s -o /dev/null -w "%{http_code}" localhost)" = 200 ]'`,
    'test "$(curl -s localhost)" = ok',
    'curl -s localhost | grep -q ok',
    `'curl -s localhost | jq -e ".status == \\"ok\\""'`,
    'curl telnet://localhost:25',
    'wget -q --spider localhost',
    'pg_isready || exit 1',
    'redis-cli ping; echo done',
    '[NONE]',
    '["CMD", "pg_isready", "-U", "app"]',
    '["CMD", "bash", "-c", "exec 3<>/dev/tcp/localhost/9092"]',
    '["CMD-SHELL", "a || exit 1"]',
  ])('nothing is wrong with %s', (test) => {
    expect(lint(compose(test)).findings).toEqual([]);
  });

  it('is reported once where many services share it', () => {
    const text = 'x-h: &h\n  test: curl localhost\nservices:\n  a:\n    healthcheck: *h\n  b:\n    healthcheck: *h\n';
    expect(lint(text).findings).toEqual([]);
  });
});

describe('a health check of a Dockerfile', () => {
  it('is reported with its command', () => {
    const text = 'FROM node:20\nHEALTHCHECK --interval=5s --retries=3 \\\n  CMD curl http://localhost/ || exit 1\n';
    const { findings, fixed } = lint(text, 'Dockerfile');
    expect(findings).toEqual([`3:7-3:39 ${curlWithoutFail}`]);
    expect(fixed).toBe(text.replace('curl', 'curl -f'));
  });

  it.each([
    ['HEALTHCHECK CMD ["curl", "localhost"]', curlWithoutFail],
    ['HEALTHCHECK CMD curl -f localhost || true', neverFails('|| true')],
  ])('%s', (text, message) => {
    expect(lint(text, 'Dockerfile').findings.map((finding) => finding.replace(/^\S+ /, ''))).toEqual([message]);
  });

  it.each(['HEALTHCHECK NONE', 'HEALTHCHECK CMD curl -f localhost', 'HEALTHCHECK CMD ["node", "health.js"]', 'CMD curl localhost', 'RUN curl -O http://a/b'])(
    'nothing is wrong with %s',
    (text) => {
      expect(lint(text, 'Dockerfile').findings).toEqual([]);
    },
  );
});
