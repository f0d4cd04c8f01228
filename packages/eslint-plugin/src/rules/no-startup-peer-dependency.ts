import type { TSESTree } from '@typescript-eslint/utils';
import { isFrontEnd } from '../analysis/front-end.ts';
import { findModule, isModuleOf } from '../analysis/imports.ts';
import { compileGlobs, relativePath } from '../analysis/path-globs.ts';
import { chainNames, unwrap } from '../analysis/syntax.ts';
import { createRule } from '../create-rule.ts';
import { FILES_OUTSIDE_SERVICES } from '../knowledge/files-outside-services.ts';
import { HTTP_CLIENT_MODULES } from '../knowledge/route-frameworks.ts';
import { STARTS_SERVERS } from '../servers/server-starts.ts';

const isOutside = compileGlobs([...FILES_OUTSIDE_SERVICES, '**/{examples,example,docs,demo,demos,bin,tools,tooling,benchmarks}/**']);

/** What says that a call goes to a file, or to this very machine. */
const LOCAL = /import\.meta\.url|__dirname|['"`](?:data|file):|localhost|127\.0\.0\.1/u;

export default createRule({
  name: 'no-startup-peer-dependency',
  antipattern: 'DP-09',
  type: 'problem',
  docs: {
    description: 'Disallow services that do not start unless another service answers',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    waits:
      'This module cannot be loaded unless `{{call}}` is answered, so this service starts only while the other one is up, and both have to be deployed in order. Ask when the answer is needed, or go on without it and try again: `try`/`catch` with a value to begin with.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode } = context;
    const path = relativePath(context.filename, context.cwd);
    // What exports nothing and serves nobody is a script: it is run, and may fail.
    const isPartOfService = sourceCode.ast.body.some(({ type }) => /^(?:Export|TSExport)/u.test(type)) || STARTS_SERVERS.test(sourceCode.text);
    if (!isPartOfService || isOutside(path)) return {};

    function isRequest(call: TSESTree.CallExpression): boolean {
      const [root] = chainNames(call.callee);
      if (root === 'fetch' && call.callee.type === 'Identifier') return true;
      const module = findModule(sourceCode, call.callee);
      return module !== undefined && isModuleOf(module, HTTP_CLIENT_MODULES) && !/create|extend|defaults|instance/u.test(chainNames(call.callee).at(-1) ?? '');
    }

    return {
      AwaitExpression(node) {
        const call = unwrap(node.argument);
        if (call.type !== 'CallExpression' || !isLoadedWithModule(node) || !isRequest(call) || LOCAL.test(sourceCode.getText(call)) || isFrontEnd(sourceCode, path)) return;
        context.report({ node: call, messageId: 'waits', data: { call: chainNames(call.callee).join('.') } });
      },
    };
  },
});

/** Whether an expression runs when its module is loaded, and what it throws is thrown on. */
function isLoadedWithModule(node: TSESTree.Node): boolean {
  let child: TSESTree.Node = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    switch (current.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'LogicalExpression':
        // Under a condition it may well be meant for some other use of the file.
        return false;
      case 'TryStatement':
        if (current.block === child && current.handler) return false;
        break;
      default:
        break;
    }
  }
  return true;
}
