import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import { compileNamePatterns } from '../analysis/names.ts';
import { parserOf } from '../analysis/parse-code.ts';
import { relativePath } from '../analysis/path-globs.ts';
import { sinceBaseline, baselineMessages } from '../comparison/since-baseline.ts';
import type { BaselineMessageId } from '../comparison/since-baseline.ts';
import { createRule } from '../create-rule.ts';
import { isCoordinated } from '../environment/coordinated.ts';
import { isDeployedWith } from '../environment/deployed-with.ts';
import { isInNewPackage, knownBefore } from '../environment/known-before.ts';
import { isRequiredByEarlierFile } from '../environment/required-elsewhere.ts';
import { isServiceFile } from '../environment/service-file.ts';
import { buildTimeName } from '../environment/variable-read.ts';
import type { VariableRead } from '../environment/variable-read.ts';
import { environmentSign, optionalNames, requiredReads, variableReads } from '../environment/variable-reads.ts';
import { GIVEN_VARIABLES } from '../knowledge/given-variables.ts';
import type { Baseline } from '../project/baseline.ts';
import { indexFor } from '../project/text-index.ts';

/** The options of `no-new-required-env` after ESLint has merged the defaults in. */
export interface NewRequiredEnvOptions {
  readonly assertions: boolean;
  readonly ignoreNames: readonly string[];
}

type MessageId = BaselineMessageId | 'new' | 'asserted' | 'noDefault' | 'makeOptional';

const isGiven = compileNamePatterns(GIVEN_VARIABLES);

export default createRule<MessageId, readonly [NewRequiredEnvOptions]>({
  name: 'no-new-required-env',
  antipattern: 'DP-03',
  type: 'problem',
  docs: {
    description: 'Disallow environment variables that a change makes required',
    recommended: false,
    strict: 'error',
  },
  messages: {
    ...baselineMessages,
    new: '`{{name}}` is new and required, so an instance that starts before somebody has set it fails. Give it a default or make it optional for one release, and require it in the next.',
    asserted: '`{{name}}` is new, and this code takes it for set, which it is nowhere yet. Give it a default or do without it for one release.',
    noDefault: '`{{name}}` was optional and becomes required, so an instance that starts before somebody has set it fails. Keep the default for one release, until it is set everywhere.',
    makeOptional: 'Make `{{name}}` optional.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        assertions: {
          type: 'boolean',
          description: 'Whether `process.env.NAME!` and `process.env.NAME as string` at the top of a module count as well.',
        },
        ignoreNames: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Variables that are set wherever this code runs; `*` stands for any text.',
        },
      },
    },
  ],
  defaultOptions: [{ assertions: false, ignoreNames: [] }],
  hasSuggestions: true,
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const path = relativePath(physicalFilename, context.cwd);
    if (!isServiceFile(path) || !environmentSign.test(sourceCode.text)) return {};
    const [{ assertions, ignoreNames }] = context.options;
    const isIgnored = compileNamePatterns(ignoreNames);

    return sinceBaseline(context, ({ baseline, file, earlier }) => {
      const reads = [...requiredReads(variableReads(sourceCode.ast, sourceCode.text, path), assertions).values()].filter(
        ({ name }) => !isGiven(name) && !isIgnored(name) && !buildTimeName.test(name),
      );
      if (reads.length === 0) return;
      const program = earlier?.program();
      if (earlier && !program) return;
      const before = program ? variableReads(program, earlier?.text ?? '', path) : [];
      const lenient = optionalNames(before);
      const relaxed = reads.filter(({ name, need }) => need === 'required' && lenient.has(name));
      const unread = reads.filter(({ name }) => !before.some((read) => read.name === name));
      const known = knownBefore(baseline, unread.map(({ name }) => name));
      const added = unread.filter(({ name }) => !known.has(name));
      if (relaxed.length + added.length === 0 || isInNewPackage(baseline, file, existsSync)) return;
      for (const read of relaxed) report(read, 'noDefault');
      for (const read of added) if (!isToldElsewhere(read.name, baseline)) report(read, read.need === 'asserted' ? 'asserted' : 'new');
    });

    /** By the deployment, or by another file; one of a new package tells nothing. */
    function isToldElsewhere(name: string, baseline: Baseline): boolean {
      const index = indexFor(physicalFilename, context.cwd);
      if (!index) return false;
      if (isDeployedWith(name, index)) return true;
      const parse = parserOf(context.languageOptions);
      return isRequiredByEarlierFile(name, physicalFilename, index, parse, assertions, (other) => !isInNewPackage(baseline, join(index.root, other), existsSync));
    }

    function report(read: VariableRead, messageId: 'new' | 'asserted' | 'noDefault'): void {
      const { name, node } = read;
      if (isCoordinated(sourceCode, node)) return;
      context.report({ node, messageId, data: { name }, suggest: suggestions(read) });
    }

    /** Where a schema of zod says what is read, the same schema says that it may be missing. */
    function suggestions({ name, schema }: VariableRead): TSESLint.ReportSuggestionArray<MessageId> {
      if (!schema || !/^z(?:od)?\b/.test(sourceCode.getText(schema))) return [];
      return [{ messageId: 'makeOptional', data: { name }, fix: (fixer) => fixer.insertTextAfter(schema, '.optional()') }];
    }
  },
});
