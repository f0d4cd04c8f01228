import type { TSESTree } from '@typescript-eslint/utils';
import { compileGlobs, relativePath } from '../analysis/path-globs.ts';
import { createRule } from '../create-rule.ts';
import { FILES_NOT_DEPLOYED } from '../knowledge/files-outside-services.ts';
import type { FunctionNode } from '../messages/message-handlers.ts';
import { handlerOfCall, handlerOfMethod, handlerOfOption, MAY_TAKE_MESSAGES } from '../messages/message-handlers.ts';
import { findRefusals } from '../messages/strict-parsing.ts';

const isOutside = compileGlobs(FILES_NOT_DEPLOYED);

export default createRule({
  name: 'no-strict-message-parsing',
  antipattern: 'DP-09',
  type: 'problem',
  docs: {
    description: 'Disallow consumers that throw at messages which a newer producer sends',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    sort: 'This consumer throws at every `{{subject}}` that it does not know, so whoever sends a new one has to be deployed after it, and cannot stay when it is rolled back. Pass over what is unknown: log it and acknowledge the message, or put it aside.',
    version:
      'This consumer throws at every `{{subject}}` but its own, so producer and consumer have to be deployed together. Take the versions before and after as well: read the fields that you need, and put aside what lacks them.',
    field: 'This consumer throws at a message with a field that `{{subject}}` does not know, so whoever adds one has to be deployed after it. Leave out `strict`: fields that nobody asked for do no harm.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode } = context;
    if (!MAY_TAKE_MESSAGES.test(sourceCode.text) || isOutside(relativePath(context.filename, context.cwd))) return {};
    /** Handlers share the functions that they call. */
    const reported = new Set<TSESTree.Node>();

    function check(handler: FunctionNode | undefined): void {
      if (!handler) return;
      for (const { node, of, subject } of findRefusals(sourceCode, handler)) {
        if (reported.has(node)) continue;
        reported.add(node);
        context.report({ node, messageId: of, data: { subject } });
      }
    }

    return {
      CallExpression: (node) => check(handlerOfCall(sourceCode, node)),
      NewExpression: (node) => check(handlerOfCall(sourceCode, node)),
      Property: (node) => check(handlerOfOption(sourceCode, node)),
      MethodDefinition: (node) => check(handlerOfMethod(node)),
    };
  },
});
