import { rangeLocation } from '../analysis/range-location.ts';
import { createRule } from '../create-rule.ts';
import { projectOf } from '../modules/project-modules.ts';
import { handlersThatExitAtOnce } from '../servers/exits-at-once.ts';
import { serverStarts, STARTS_SERVERS } from '../servers/server-starts.ts';
import { handlesStop, runsInProduction } from '../servers/shutdown-of-package.ts';

export default createRule({
  name: 'require-graceful-shutdown',
  antipattern: 'DP-05',
  type: 'problem',
  docs: {
    description: 'Require services to finish what they are doing when a deployment stops them',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    unhandled:
      '`{{text}}` starts a server, and nothing in this package reacts to SIGTERM, so every deployment cuts off the requests that are being answered. On SIGTERM stop listening, let what is running finish, and close connections: `process.once(\'SIGTERM\', () => server.close())`.',
    exits:
      'On SIGTERM the process exits at once, so every deployment cuts off the requests that are being answered. Stop listening first, and exit when what is running has finished: `server.close(() => process.exit())`.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const { text } = sourceCode;
    const mayStart = STARTS_SERVERS.test(text);
    const mayExit = text.includes('SIGTERM') && text.includes('process.exit');
    if (!mayStart && !mayExit) return {};
    return {
      Program() {
        const project = projectOf(physicalFilename, text, context.cwd);
        const module = project.modules.at(project.file);
        if (!module || !runsInProduction(project)) return;
        const [start] = mayStart ? serverStarts(module, project.modules) : [];
        if (start && !handlesStop(project)) context.report({ loc: rangeLocation(sourceCode, start.node), messageId: 'unhandled', data: { text: start.text } });
        // Of a process that answers nobody nothing is cut off.
        if (mayExit && start) for (const node of handlersThatExitAtOnce(module)) context.report({ loc: rangeLocation(sourceCode, node), messageId: 'exits' });
      },
    };
  },
});
