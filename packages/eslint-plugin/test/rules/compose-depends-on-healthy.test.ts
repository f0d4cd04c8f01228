import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/compose-depends-on-healthy.ts';
import { lintConfigFile } from '../config-rule-tester.ts';

const db = `
  db:
    image: postgres:18
    healthcheck:
      test: [CMD, pg_isready]
`;
const lint = (text: string, filename = 'compose.yaml'): ReturnType<typeof lintConfigFile> => lintConfigFile('compose-depends-on-healthy', filename, text);

it('is registered', () => {
  expect(rules['compose-depends-on-healthy']).toBe(rule);
});

describe('a service that waits only for the start of another', () => {
  it('is reported, and written in the long form', () => {
    const { findings, fixed } = lint(`services:
  api:
    depends_on:
      - db
      - mail
  mail:
    image: mail
${db}`);
    expect(findings).toEqual([
      '4:7-5:13 `api` starts as soon as `db` has started, which is before it can answer. It has a health check, so wait for it with `condition: service_healthy`.',
    ]);
    expect(fixed).toBe(`services:
  api:
    depends_on:
      db:
        condition: service_healthy
      mail:
        condition: service_started
  mail:
    image: mail
${db}`);
  });

  it.each([
    ['depends_on: [db]', 'depends_on: { db: { condition: service_healthy } }'],
    ['depends_on: [ "db", cache ]', 'depends_on: { db: { condition: service_healthy }, cache: { condition: service_started } }'],
    ['depends_on:\n    - db', 'depends_on:\n      db:\n        condition: service_healthy'],
    ['depends_on:\r\n      - db', 'depends_on:\r\n      db:\r\n        condition: service_healthy'],
  ])('%j', (written, fixed) => {
    const file = (dependencies: string): string => `services:${written.includes('\r') ? '\r\n' : '\n'}  api:\n    ${dependencies}\n  cache: {}\n${db}`;
    expect(lint(file(written)).findings).toHaveLength(1);
    expect(lint(file(written)).fixed).toBe(file(fixed));
  });

  it('is left as it is where a comment would get lost', () => {
    const text = `services:\n  api:\n    depends_on:\n      - db # the main one\n      - db2\n${db}`;
    expect(lint(text).findings).toHaveLength(1);
    expect(lint(text).fixed).toBe(text);
  });

  it('is found through a merge key on the side of the target', () => {
    const text = `x-checked: &checked\n  healthcheck: { test: [CMD, ok] }\nservices:\n  api: { depends_on: [db] }\n  db: { <<: *checked, image: postgres }\n`;
    expect(lint(text).findings).toHaveLength(1);
  });
});

describe('nothing is reported', () => {
  it.each([
    ['of the long form, which says what is meant', `services:\n  api:\n    depends_on:\n      db:\n        condition: service_started\n${db}`],
    ['where the target has no health check', 'services:\n  api:\n    depends_on: [db]\n  db:\n    image: postgres\n'],
    ['where the health check is switched off', 'services:\n  api:\n    depends_on: [db]\n  db:\n    healthcheck:\n      disable: true\n      test: [CMD, ok]\n'],
    ['where the health check is NONE', 'services:\n  api:\n    depends_on: [db]\n  db:\n    healthcheck:\n      test: [NONE]\n'],
    ['where the health check is only timed here', 'services:\n  api:\n    depends_on: [db]\n  db:\n    healthcheck:\n      interval: 5s\n'],
    ['of a service in another file', 'services:\n  api:\n    depends_on: [db]\n'],
    ['of a list that an alias stands for', `x-on: &on [db]\nservices:\n  api:\n    depends_on: *on\n${db}`],
    ['in an empty file', ''],
  ])('%s', (_, text) => {
    expect(lint(text).findings).toEqual([]);
  });

  it('in a file that is none of Compose', () => {
    expect(lint(`services:\n  api:\n    depends_on: [db]\n${db}`, 'services.yaml').findings).toEqual([]);
  });

  it.each(['compose.yml', 'docker-compose.prod.yaml', 'deploy/docker-compose-es.yml', 'dev.compose.yaml'])('but %s is one', (filename) => {
    expect(lint(`services:\n  api:\n    depends_on: [db]\n${db}`, filename).findings).toHaveLength(1);
  });
});
