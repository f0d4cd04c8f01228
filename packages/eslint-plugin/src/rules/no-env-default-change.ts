import { relativePath } from '../analysis/path-globs.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import type { BaselineMessageId } from '../comparison/since-baseline.ts';
import { createRule } from '../create-rule.ts';
import { isCoordinated } from '../environment/coordinated.ts';
import { findDefaultChanges } from '../environment/default-changes.ts';
import { isServiceFile } from '../environment/service-file.ts';
import { buildTimeName } from '../environment/variable-read.ts';
import { environmentSign, variableReads } from '../environment/variable-reads.ts';

type MessageId = BaselineMessageId | 'changed' | 'changedSecret';

/** What is set under such a name is nobody's business. */
const secretName = /SECRET|TOKEN|PASS|KEY|CREDENTIAL|DSN|SALT|_URL$|_URI$/;

export default createRule<MessageId, readonly []>({
  name: 'no-env-default-change',
  antipattern: 'DP-03',
  type: 'suggestion',
  docs: {
    description: 'Disallow changing the default of an environment variable',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    ...baselineMessages,
    changed: 'The default of `{{name}}` changes from {{before}} to {{after}}, so while this is deployed instances that leave it unset disagree. Set it to {{before}} where that matters, deploy, and then change it.',
    changedSecret: 'The default of `{{name}}` changes, so while this is deployed instances that leave it unset disagree. Set it to what it was where that matters, deploy, and then change it.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const { text } = sourceCode;
    const path = relativePath(physicalFilename, context.cwd);
    if (!isServiceFile(path) || !environmentSign.test(text)) return {};

    return sinceBaseline(context, ({ earlier }) => {
      const program = earlier?.program();
      if (!earlier || !program) return;
      for (const { name, node, before, after } of findDefaultChanges(variableReads(program, earlier.text, path), variableReads(sourceCode.ast, text, path), earlier.text, text)) {
        if (name === 'NODE_ENV' || buildTimeName.test(name) || isCoordinated(sourceCode, node)) continue;
        context.report({ node, messageId: secretName.test(name) ? 'changedSecret' : 'changed', data: { name, before, after } });
      }
    });
  },
});
