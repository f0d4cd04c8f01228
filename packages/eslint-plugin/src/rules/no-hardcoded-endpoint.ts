import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isFrontEnd } from '../analysis/front-end.ts';
import { compileNamePatterns, toSnakeCase } from '../analysis/names.ts';
import { compileGlobs, relativePath } from '../analysis/path-globs.ts';
import { createRule } from '../create-rule.ts';
import type { HostEvidence } from '../endpoints/environment-host.ts';
import type { Endpoint } from '../endpoints/find-endpoint.ts';
import { findInArguments, findInAssignment, findInOption } from '../endpoints/find-endpoint.ts';
import { FILES_OUTSIDE_SERVICES } from '../knowledge/files-outside-services.ts';
import { DEFAULT_ENV_READERS } from '../operational-values/options.ts';

const isOutside = compileGlobs([...FILES_OUTSIDE_SERVICES, '**/{docs,bin,tools,tooling}/**']);
const isReader = compileNamePatterns(DEFAULT_ENV_READERS);

/** What the host tells of itself, for the message. */
const EVIDENCE: Readonly<Record<HostEvidence, string>> = {
  address: 'an address of one network',
  internal: 'a name inside one network',
  managed: 'an installation that belongs to one environment',
  stage: 'a stage',
  service: 'a service of one cluster or Compose file',
};

type Options = readonly [{ readonly ignoreHosts: readonly string[] }];
type MessageId = 'hardcoded' | 'readFromEnvironment';

export default createRule<MessageId, Options>({
  name: 'no-hardcoded-endpoint',
  antipattern: 'DP-07',
  type: 'suggestion',
  docs: {
    description: 'Disallow hosts of one environment in the code that connects to them',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    hardcoded:
      '`{{host}}` is {{evidence}}, and this code connects to it in every environment; moving it takes a deployment. Read it from configuration, with this value as the default.',
    readFromEnvironment: 'Read it from `{{name}}`, with this value as the default.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        ignoreHosts: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Hosts that are the same in every environment; `*` stands for any text.',
        },
      },
    },
  ],
  defaultOptions: [{ ignoreHosts: [] }],
  hasSuggestions: true,
  create(context) {
    const { sourceCode } = context;
    const path = relativePath(context.filename, context.cwd);
    if (isOutside(path)) return {};
    const isIgnored = compileNamePatterns(context.options[0].ignoreHosts);
    /** A constant is met once for each of its uses. */
    const seen = new Set<TSESTree.Node>();

    function report(endpoint: Endpoint | undefined): void {
      if (!endpoint || seen.has(endpoint.node) || isIgnored(endpoint.host.host) || isFrontEnd(sourceCode, path)) return;
      seen.add(endpoint.node);
      const { host, node } = endpoint;
      const name = variableName(endpoint);
      context.report({
        node,
        messageId: 'hardcoded',
        data: { host: host.host, evidence: EVIDENCE[host.evidence] },
        suggest: [{ messageId: 'readFromEnvironment', data: { name }, fix: (fixer) => readFromEnvironment(fixer, sourceCode.getText(node), endpoint, name) }],
      });
    }

    return {
      CallExpression: (node) => report(findInArguments(sourceCode, node, isReader)),
      NewExpression: (node) => report(findInArguments(sourceCode, node, isReader)),
      Property(node) {
        for (const endpoint of findInOption(sourceCode, node, isReader)) report(endpoint);
      },
      AssignmentExpression: (node) => report(findInAssignment(sourceCode, node, isReader)),
    };
  },
});

/** `ORDERS_URL` for a constant `ordersUrl` and for `http://orders:8080`, `REDIS_HOST` for `{ host: 'redis' }`. */
function variableName({ host, name }: Endpoint): string {
  const own = name === undefined ? '' : toSnakeCase(name).toUpperCase();
  if (own.includes('_')) return own;
  const service = toSnakeCase(/^[\d.]+$/.test(host.host) ? 'service' : (host.host.split('.')[0] ?? '')).toUpperCase();
  return `${service}_${host.isUrl ? 'URL' : 'HOST'}`;
}

/** Takes out where the other side is, and leaves the path: `${process.env.ORDERS_URL || 'http://orders:8080'}/orders`. */
function readFromEnvironment(fixer: TSESLint.RuleFixer, text: string, { host, node }: Endpoint, name: string): TSESLint.RuleFix {
  const content = text.slice(1, -1);
  const read = `process.env.${name} || '${content.slice(0, host.length)}'`;
  const rest = content.slice(host.length);
  if (rest === '') return fixer.replaceText(node, read);
  const path = node.type === 'TemplateLiteral' ? rest : rest.replace(/\\'/g, "'").replace(/`|\$\{/g, '\\$&');
  return fixer.replaceText(node, `\`\${${read}}${path}\``);
}
