import { basename } from 'node:path';

/**
 * Reports file names that say nothing about what is inside.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const fileNames = {
  meta: {
    type: 'suggestion',
    docs: { description: 'Refuse file names that collect strangers.' },
    schema: [],
    messages: { stranger: 'A file named “{{name}}” collects strangers. Name it after the one thing that it is about.' },
  },
  create(context) {
    const name = basename(context.filename);
    if (!/^(utils?|helpers?|common|misc|shared|types|constants)\.[cm]?[jt]s$/.test(name)) return {};
    return { Program: (node) => void context.report({ node, messageId: 'stranger', data: { name } }) };
  },
};
