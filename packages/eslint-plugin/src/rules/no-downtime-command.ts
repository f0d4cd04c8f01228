import { CONFIG_LANGUAGES, configListener, locate } from '../config-files/config-listener.ts';
import type { ConfigValue } from '../config-files/config-value.ts';
import { entriesAt, itemsAt, textAt, valueAt } from '../config-files/config-value.ts';
import { downtimeIn } from '../config-files/downtime-commands.ts';
import { createRule } from '../create-rule.ts';

/** What a script or a job is called that brings a release to where users are. */
const deploys = /(?:^|[^a-z])(?:deploy|release|roll-?out|ship|prod|production)(?![a-z])|deploy(?:ment)?s?\b/iu;
/** Where things are stopped and started without any user noticing. */
const isNoRelease = /test|e2e|preview|review|pr-|pull|cleanup|clean-up|tear-?down|destroy|dev|local|smoke|bench|docs|storybook|canary|lint/iu;

export default createRule({
  name: 'no-downtime-command',
  antipattern: 'DP-05',
  type: 'problem',
  docs: {
    description: 'Disallow commands in deployment scripts that stop a service before the new version runs',
    recommended: false,
    strict: 'warn',
    dialects: ['package.json', 'GitHub Actions'],
  },
  languages: CONFIG_LANGUAGES,
  messages: {
    stops: '`{{command}}` stops the service, and users wait until the new version runs. {{instead}}.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode, filename } = context;
    const path = filename.replaceAll('\\', '/');
    const check = (script: ConfigValue | undefined): void => {
      const text = textAt(script);
      if (!script || text === undefined || script.shared) return;
      for (const { command, instead } of downtimeIn(text)) {
        context.report({ loc: locate(sourceCode, script.range), messageId: 'stops', data: { command, instead } });
      }
    };
    return configListener((document) => {
      if (path.endsWith('/package.json') || path === 'package.json') {
        for (const [name, { value }] of entriesAt(document, 'scripts')) {
          if (deploys.test(name) && !isNoRelease.test(name)) check(value);
        }
      } else if (/(?:^|\/)\.github\/workflows\//u.test(path)) {
        const workflow = `${path.replace(/^.*\//u, '')} ${textAt(document, 'name') ?? ''}`;
        for (const [id, { value: job }] of entriesAt(document, 'jobs')) {
          const names = `${id} ${textAt(job, 'name') ?? ''}`;
          if (isNoRelease.test(names) || isNoRelease.test(workflow) || !deploys.test(`${workflow} ${names}`)) continue;
          for (const step of itemsAt(job, 'steps')) check(valueAt(step, 'run'));
        }
      }
    });
  },
});
