import { relativePath } from '../analysis/path-globs.ts';
import { commandText, composeServices } from '../config-files/compose.ts';
import { CONFIG_LANGUAGES, configListener, locate } from '../config-files/config-listener.ts';
import type { ConfigRange, ConfigValue } from '../config-files/config-value.ts';
import { entriesAt, itemsAt, textAt, valueAt } from '../config-files/config-value.ts';
import { workloadsIn } from '../config-files/kubernetes.ts';
import { isNotForUsers } from '../config-files/not-for-users.ts';
import { asShell } from '../config-files/shell-commands.ts';
import type { PackageScripts } from '../config-files/start-commands.ts';
import { migrationBeforeServer, migrationIn } from '../config-files/start-commands.ts';
import { createRule } from '../create-rule.ts';
import type { TextAssignment, TextDocument, TextInstruction } from '../languages/text/text-nodes.ts';

/** Scripts that production runs. `start:dev` and the like are not among them. */
const startScript = /^(?:start|serve)(?:[:_-](?:prod|production|server|docker|api|web|app|container|all))?$/u;

export default createRule({
  name: 'no-migrate-on-start',
  antipattern: 'DP-05',
  type: 'suggestion',
  docs: {
    description: 'Disallow start commands that apply migrations before they start the server',
    recommended: 'warn',
    dialects: ['package.json', 'Dockerfile', 'Compose', 'Kubernetes', 'Procfile', 'render.yaml', 'railway.json'],
  },
  languages: [...CONFIG_LANGUAGES, 'delivery/dockerfile', 'delivery/properties'],
  messages: {
    migrates:
      'Every instance runs `{{migration}}` when it starts, while old instances still work with the old schema, and none starts when it fails. Run it once, in a release step before the deployment.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode, filename } = context;
    const file = filename.replace(/^.*[\\/]/u, '').toLowerCase();
    const report = (migration: string | undefined, range: ConfigRange): void => {
      if (migration !== undefined) context.report({ loc: locate(sourceCode, range), messageId: 'migrates', data: { migration } });
    };
    const check = (value: ConfigValue | undefined): void => {
      const command = commandText(value);
      if (value && !value.shared && command !== undefined) report(migrationBeforeServer(command), value.range);
    };

    const checkPackage = (document: ConfigValue): void => {
      const entries = entriesAt(document, 'scripts');
      const scripts: PackageScripts = new Map([...entries].map(([name, { value }]) => [name, textAt(value) ?? '']));
      for (const [name, { value }] of entries) {
        const script = scripts.get(name) ?? '';
        if (startScript.test(name)) report(migrationBeforeServer(script, scripts), value.range);
        // npm runs this one before “start” by itself.
        else if (name === 'prestart') report(migrationIn(script, scripts), value.range);
      }
    };

    return {
      ...configListener((document) => {
        if (file === 'package.json') checkPackage(document);
        else if (file === 'railway.json') check(valueAt(document, 'deploy', 'startCommand'));
        else if (/^render\.ya?ml$/u.test(file)) {
          for (const service of itemsAt(document, 'services')) check(valueAt(service, 'startCommand') ?? valueAt(service, 'dockerCommand'));
        } else if (!isNotForUsers(relativePath(filename, context.cwd))) {
          for (const { value } of composeServices(document, filename).values()) {
            // Compose replaces the one container of a service, unless there is something to deploy to.
            if (!valueAt(value, 'deploy')) continue;
            check(valueAt(value, 'command'));
            check(valueAt(value, 'entrypoint'));
          }
          for (const { kind, podSpec } of workloadsIn(document)) {
            if (kind !== 'Deployment' && kind !== 'Rollout') continue;
            for (const container of itemsAt(podSpec, 'containers')) {
              check(valueAt(container, 'command'));
              check(valueAt(container, 'args'));
            }
          }
        }
      }),
      TextDocument({ body }: TextDocument) {
        // Of several only the last counts, in Docker as here.
        for (const keyword of ['CMD', 'ENTRYPOINT']) {
          const last = body.findLast((node): node is TextInstruction => node.type === 'TextInstruction' && node.keyword === keyword);
          if (last) report(migrationBeforeServer(shellOf(last.argument)), last.argumentRange);
        }
      },
      TextAssignment({ key, value, valueRange }: TextAssignment) {
        if (file === 'procfile' && key === 'web') report(migrationBeforeServer(value), valueRange);
      },
    };
  },
});

/** The line of shell that an instruction of a Dockerfile comes to, in either form. */
function shellOf(argument: string): string {
  if (!argument.startsWith('[')) return argument;
  return asShell([...argument.matchAll(/"((?:\\.|[^"\\])*)"/gu)].map(([, word = '']) => word.replaceAll('\\"', '"')));
}
