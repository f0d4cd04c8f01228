import { basename } from 'node:path';

/**
 * Reports file names that say nothing about what is inside.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const fileNames = {
  meta: {
    type: 'suggestion',
    docs: { description: 'Disallow file names that say nothing about what is inside' },
    schema: [],
    messages: { stranger: 'A file named “{{name}}” collects strangers. Name it after the one thing that it is about.' },
  },
  create(context) {
    const name = basename(context.filename);
    if (!/^(utils?|helpers?|common|misc|shared|types)\.[cm]?[jt]s$/.test(name)) return {};
    return { Program: (node) => context.report({ node, messageId: 'stranger', data: { name } }) };
  },
};
