import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-downtime-command.ts';
import { lintConfigFile } from '../config-rule-tester.ts';

const lint = (text: string, filename: string): string[] => lintConfigFile('no-downtime-command', filename, text).findings;
const scripts = (name: string, script: string): string => JSON.stringify({ scripts: { [name]: script } });
const messages = (script: string, name = 'deploy'): string[] => lint(scripts(name, script), 'package.json').map((finding) => finding.replace(/^\S+ /, ''));

it('is registered', () => {
  expect(rules['no-downtime-command']).toBe(rule);
});

describe('a script that deploys', () => {
  it.each([
    ['pm2 restart api', 'pm2 restart api', 'Use `pm2 reload`, which replaces one worker after the other.'],
    [
      'ssh-add && docker compose -f a.yml down && docker compose up -d',
      'docker compose -f a.yml down',
      'Let `docker compose up -d` replace just what has changed.',
    ],
    [
      'docker stop api; docker run --name api image',
      'docker stop api',
      'Start the new container beside the old one, wait until it is healthy, and then stop the old one.',
    ],
    [
      'sudo systemctl restart api',
      'systemctl restart api',
      'Start the new version beside the old one and move the traffic, or use `systemctl reload` where the service supports it.',
    ],
    [
      'kubectl -n shop scale deployment/api --replicas=0',
      'kubectl -n shop scale deployment/api --replicas=0',
      'Use `kubectl rollout restart` or apply the new version: both replace pod after pod.',
    ],
    ['heroku maintenance:on -a shop', 'heroku maintenance:on -a shop', 'Make each release work beside the one before it, so that no page has to say otherwise.'],
    ['fly deploy --strategy immediate', 'fly deploy --strategy immediate', 'Use the strategy `rolling` or `bluegreen`.'],
  ])('%s', (script, command, instead) => {
    expect(messages(script)).toEqual([`\`${command}\` stops the service, and users wait until the new version runs. ${instead}`]);
  });

  it.each([
    'pm2 reload api',
    'pm2 startOrReload ecosystem.config.cjs',
    'docker compose down',
    'docker compose up -d',
    'docker stop api',
    'systemctl reload api',
    'systemctl restart nginx',
    'kubectl rollout restart deployment/api',
    'kubectl scale deployment/api --replicas=3',
    'echo pm2 restart api',
    'fly deploy --strategy rolling',
  ])('nothing is reported of %s', (script) => {
    expect(messages(script)).toEqual([]);
  });
});

it.each(['deploy:dev', 'test:release', 'stop', 'predeploy:preview'])('nothing is reported of the script %s', (name) => {
  expect(messages('pm2 restart api', name)).toEqual([]);
});

describe('a workflow of GitHub', () => {
  const workflow = (name: string, run: string): string => `name: ${name}\njobs:\n  run:\n    steps:\n      - run: |\n          ${run}\n`;

  it('that deploys is reported', () => {
    expect(lint(workflow('Deploy', 'ssh host\n          pm2 restart api'), '.github/workflows/main.yml')).toEqual([
      '5:14-7:26 `pm2 restart api` stops the service, and users wait until the new version runs. Use `pm2 reload`, which replaces one worker after the other.',
    ]);
  });

  it.each([
    ['CI', 'main.yml'],
    ['Deploy preview', 'main.yml'],
    ['Deploy', 'e2e.yml'],
  ])('%s in %s is not', (name, file) => {
    expect(lint(workflow(name, 'pm2 restart api'), `.github/workflows/${file}`)).toEqual([]);
  });

  it('elsewhere is none', () => {
    expect(lint(workflow('Deploy', 'pm2 restart api'), 'ci/main.yml')).toEqual([]);
  });
});
