import { describe, expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'require-env-declaration';
const manifest = 'DATABASE_HOST=\n# MAIL_URL=smtp://localhost\nexport LOG_FORMAT=json\n';

async function lint(code: string, files: Record<string, string> = { '.env.example': manifest }, settings: object = {}): Promise<string[]> {
  return new GitProject({ 'src/start.ts': code, ...files }).lint(rule, { settings });
}

const missing = (place: string, name: string, file = '.env.example'): string =>
  `src/start.ts ${place} \`${name}\` has no default and is not in ${file}, so who deploys this does not learn that it has to be set. Add a line for it: \`${name}=\`.`;

it('a variable without a default that the manifest lacks is reported once', async () => {
  expect(await lint('connect(process.env.QUEUE_HOST);\nagain(process.env.QUEUE_HOST);\n')).toEqual([missing('1:9-1:31', 'QUEUE_HOST')]);
});

it('a variable that a schema requires is reported', async () => {
  expect(await lint('export const env = z.object({ QUEUE_HOST: z.string() }).parse(process.env);\n')).toEqual([missing('1:31-1:41', 'QUEUE_HOST')]);
});

it.each([
  ['is listed', 'connect(process.env.DATABASE_HOST);'],
  ['is listed in a comment', 'connect(process.env.MAIL_URL);'],
  ['is listed with export', 'connect(process.env.LOG_FORMAT);'],
  ['has a default', "connect(process.env.QUEUE_HOST ?? 'localhost');"],
  ['has a guard', 'if (process.env.QUEUE_HOST) connect(process.env.QUEUE_HOST);'],
  ['comes from the platform', 'use(process.env.NODE_ENV, process.env.VERCEL_URL, process.env.AWS_REGION);'],
  ['is put in by a bundler', 'use(process.env.NEXT_PUBLIC_URL);'],
])('nothing is said of a variable that %s', async (_, code) => {
  expect(await lint(`${code}\n`)).toEqual([]);
});

describe('what the service is deployed with', () => {
  it.each([
    ['compose.yaml', 'services:\n  api:\n    environment:\n      QUEUE_HOST: queue\n'],
    ['turbo.json', '{ "globalEnv": ["QUEUE_HOST"] }'],
    ['Dockerfile', 'ENV QUEUE_HOST=queue\n'],
  ])('counts as well: %s', async (file, text) => {
    expect(await lint('connect(process.env.QUEUE_HOST);\n', { '.env.example': manifest, [file]: text })).toEqual([]);
  });
});

describe('a manifest', () => {
  it('has to be there', async () => {
    expect(await lint('connect(process.env.QUEUE_HOST);\n', {})).toEqual([]);
  });

  it('has to be kept up', async () => {
    expect(await lint('connect(process.env.QUEUE_HOST);\n', { '.env.example': 'A=\nB=\n' })).toEqual([]);
  });

  it('may lie in a folder above, and in several', async () => {
    expect(await lint('connect(process.env.QUEUE_HOST);\n', { '.env.example': manifest, 'src/.env.sample': 'QUEUE_HOST=\n' })).toEqual([]);
  });

  it('may be named by the project', async () => {
    expect(await lint('connect(process.env.QUEUE_HOST);\n', { 'deploy/variables.txt': manifest }, { envManifest: ['deploy/variables.txt'] })).toEqual([
      missing('1:9-1:31', 'QUEUE_HOST', 'deploy/variables.txt'),
    ]);
  });

  it('is read again when it changes', async () => {
    const project = new GitProject({ 'src/start.ts': 'connect(process.env.QUEUE_HOST);\n', '.env.example': manifest });
    expect(await project.lint(rule)).toHaveLength(1);
    project.write({ '.env.example': `${manifest}QUEUE_HOST=\n` });
    expect(await project.lint(rule)).toEqual([]);
  });
});

it('nothing is said of tests and scripts', async () => {
  expect(await new GitProject({ '.env.example': manifest, 'test/a.ts': 'use(process.env.QUEUE_HOST);\n', 'scripts/a.ts': 'use(process.env.QUEUE_HOST);\n' }).lint(rule)).toEqual([]);
});

it('ignoreNames', async () => {
  const project = new GitProject({ '.env.example': manifest, 'src/a.ts': 'use(process.env.QUEUE_HOST);\n' });
  expect(await project.lint([rule, { ignoreNames: ['QUEUE_*'] }])).toEqual([]);
});
