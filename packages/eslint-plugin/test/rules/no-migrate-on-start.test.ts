import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-migrate-on-start.ts';
import { lintConfigFile } from '../config-rule-tester.ts';

const lint = (text: string, filename: string): string[] => lintConfigFile('no-migrate-on-start', filename, text).findings;
const message = (migration: string): string =>
  `Every instance runs \`${migration}\` when it starts, while old instances still work with the old schema, and none starts when it fails. Run it once, in a release step before the deployment.`;
const messages = (text: string, filename: string): string[] => lint(text, filename).map((finding) => finding.replace(/^\S+ /, ''));

it('is registered', () => {
  expect(rules['no-migrate-on-start']).toBe(rule);
});

describe('package.json', () => {
  const scripts = (value: Record<string, string>): string => JSON.stringify({ scripts: value });

  it('is reported where the script is', () => {
    expect(lint('{ "scripts": { "start": "prisma migrate deploy && node dist/server.js" } }', 'package.json')).toEqual([
      `1:25-1:71 ${message('prisma migrate deploy')}`,
    ]);
  });

  it.each([
    [{ start: 'npx sequelize-cli db:migrate && node .' }, 'npx sequelize-cli db:migrate'],
    [{ start: 'npm run db:migrate && npm run serve', 'db:migrate': 'knex migrate:latest', serve: 'node .' }, 'knex migrate:latest'],
    [{ start: 'yarn migrate; node .' }, 'yarn migrate'],
    [{ 'start:prod': 'NODE_ENV=production typeorm-ts-node-commonjs migration:run -d db.ts && node main' }, 'typeorm-ts-node-commonjs migration:run -d db.ts'],
    [{ start: 'dotenv -e .env -- drizzle-kit migrate && prisma generate && next start' }, 'drizzle-kit migrate'],
    [{ start: 'node dist/migrate.js && node dist/server.js' }, 'node dist/migrate.js'],
    [{ prestart: 'node-pg-migrate up', start: 'node .' }, 'node-pg-migrate up'],
  ])('%j', (value, migration) => {
    expect(messages(scripts(value), 'package.json')).toEqual([message(migration)]);
  });

  it.each([
    [{ start: 'node .', migrate: 'prisma migrate deploy' }],
    [{ migrate: 'prisma migrate deploy && node seed.js' }],
    [{ 'start:dev': 'prisma migrate deploy && node .' }],
    [{ start: 'prisma migrate deploy && nodemon src/server.ts' }],
    [{ start: 'prisma migrate deploy' }],
    [{ start: 'prisma generate && node .' }],
    [{ start: 'npm start' }],
  ])('nothing is reported of %j', (value) => {
    expect(messages(scripts(value), 'package.json')).toEqual([]);
  });

  it('another JSON file has no scripts of npm', () => {
    expect(messages(scripts({ start: 'prisma migrate deploy && node .' }), 'tasks.json')).toEqual([]);
  });
});

describe('a Dockerfile', () => {
  it.each([
    ['CMD npx prisma migrate deploy && node server.js', 'npx prisma migrate deploy'],
    ['CMD ["sh", "-c", "goose up && ./server"]', 'goose up'],
    ['ENTRYPOINT /app/migrate && /app/server', 'migrate'],
    ['CMD node .\nCMD alembic upgrade head && gunicorn app', 'alembic upgrade head'],
  ])('%j', (text, migration) => {
    expect(messages(text, 'Dockerfile')).toEqual([message(migration)]);
  });

  it.each([
    'CMD ["node", "server.js"]',
    'ENTRYPOINT ["migrate"]',
    'CMD npx prisma migrate deploy',
    'RUN npx prisma migrate deploy && npm test',
    'CMD npx prisma migrate deploy && node .\nCMD node .',
  ])('nothing is reported of %j', (text) => {
    expect(messages(text, 'Dockerfile')).toEqual([]);
  });
});

describe('where platforms are told what to start', () => {
  it.each([
    ['Procfile', 'web: rake db:migrate && puma\n', 'rake db:migrate'],
    ['render.yaml', 'services:\n  - startCommand: npm run migrate && npm start\n', 'npm run migrate'],
    ['railway.json', '{ "deploy": { "startCommand": "npm run migrate && npm start" } }', 'npm run migrate'],
    ['compose.yaml', 'services:\n  api:\n    deploy: { replicas: 2 }\n    command: sh -c "flyway migrate && java -jar app.jar"\n', 'flyway migrate'],
    [
      'k8s/api.yaml',
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - args: [sh, -c, "dbmate up && ./server"]\n',
      'dbmate up',
    ],
  ])('%s', (filename, text, migration) => {
    expect(messages(text, filename)).toEqual([message(migration)]);
  });

  it.each([
    ['Procfile', 'release: rake db:migrate\nweb: puma\n'],
    ['render.yaml', 'services:\n  - preDeployCommand: npm run migrate\n    startCommand: npm start\n'],
    ['compose.yaml', 'services:\n  migrate:\n    deploy: {}\n    command: flyway migrate\n'],
    ['compose.yaml', 'services:\n  api:\n    command: sh -c "flyway migrate && java -jar app.jar"\n'],
    ['compose.dev.yaml', 'services:\n  api:\n    deploy: {}\n    command: sh -c "flyway migrate && java -jar app.jar"\n'],
    ['k8s/migrate.yaml', 'apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n      containers:\n        - args: [sh, -c, "dbmate up && echo done"]\n'],
  ])('nothing is reported in %s: %j', (filename, text) => {
    expect(messages(text, filename)).toEqual([]);
  });
});
