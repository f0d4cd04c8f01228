import { expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'no-unused-env-declaration';

async function lint(manifest: string, files: Record<string, string> = {}): Promise<string[]> {
  return new GitProject({ '.env.example': manifest, 'src/start.ts': 'connect(process.env.DATABASE_HOST);\n', ...files }).lint(rule);
}

it('a variable that nothing reads is reported', async () => {
  expect(await lint('DATABASE_HOST=\nQUEUE_HOST=queue\n')).toEqual([
    '.env.example 2:1-2:11 Nothing in this project reads `QUEUE_HOST`, so whoever sets it changes nothing. Remove the line, or read the variable.',
  ]);
});

it.each([
  ['code reads', { 'src/queue.ts': 'connect(process.env.QUEUE_HOST);\n' }],
  ['a class of another language reads in lower case', { 'worker/settings.py': 'class Settings(BaseSettings):\n    queue_host: str\n' }],
  ['the service is deployed with', { 'compose.yaml': 'services:\n  api:\n    environment:\n      - HOST=${QUEUE_HOST}\n' }],
  ['code puts together from its beginning', { 'src/queue.ts': 'connect(process.env[`QUEUE_${part}`]);\n' }],
  ['code puts together from its end', { 'src/queue.ts': 'connect(process.env[`${part}_HOST`]);\n' }],
  ['code puts together with a plus', { 'src/queue.ts': "connect(process.env['QUEUE_' + part]);\n" }],
])('nothing is said of a variable that %s', async (_, files) => {
  expect(await lint('QUEUE_HOST=queue\n', files)).toEqual([]);
});

it.each([
  ['prose', { 'README.md': 'Set QUEUE_HOST.\n' }],
  ['another file of variables', { '.env.production.example': 'DATABASE_HOST=\n', 'env.test': 'QUEUE_HOST=x\n' }],
])('%s does not read a variable', async (_, files) => {
  expect(await lint('QUEUE_HOST=queue\n', files)).toHaveLength(1);
});

it('nothing is said of what libraries read by themselves, and of what another line uses', async () => {
  expect(await lint('NODE_OPTIONS=\nSENTRY_DSN=\nOTEL_SERVICE_NAME=\nQUEUE_HOST=queue\nDATABASE_HOST=$QUEUE_HOST\n')).toEqual([]);
});

it('nothing is said of files that list no examples', async () => {
  expect(await new GitProject({ '.env': 'QUEUE_HOST=\n', '.env.production': 'QUEUE_HOST=\n' }).lint(rule)).toEqual([]);
});

it('ignoreNames', async () => {
  expect(await new GitProject({ '.env.example': 'QUEUE_HOST=\n' }).lint([rule, { ignoreNames: ['QUEUE_*'] }])).toEqual([]);
});
