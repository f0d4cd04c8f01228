import type { TSESTree } from '@typescript-eslint/utils';
import { compileNamePatterns } from '../analysis/names.ts';
import { createRule } from '../create-rule.ts';
import { isManifest } from '../environment/manifest.ts';
import { composedNames, usedWords } from '../environment/words.ts';
import { LIBRARY_VARIABLES } from '../knowledge/library-variables.ts';
import type { TextAssignment } from '../languages/text/text-nodes.ts';
import { indexFor } from '../project/text-index.ts';
import { readSettings } from '../settings.ts';

/** The options of `no-unused-env-declaration` after ESLint has merged the defaults in. */
export interface UnusedEnvDeclarationOptions {
  readonly ignoreNames: readonly string[];
}

const isReadByLibrary = compileNamePatterns(LIBRARY_VARIABLES);

export default createRule<'unused', readonly [UnusedEnvDeclarationOptions]>({
  name: 'no-unused-env-declaration',
  antipattern: 'DP-03',
  type: 'suggestion',
  languages: ['delivery/dotenv'],
  docs: {
    description: 'Disallow variables in `.env.example` that nothing in the project reads',
    recommended: false,
    strict: 'warn',
    dialects: ['dotenv'],
  },
  messages: {
    unused: 'Nothing in this project reads `{{name}}`, so whoever sets it changes nothing. Remove the line, or read the variable.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        ignoreNames: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Variables that something outside of this project reads; `*` stands for any text.',
        },
      },
    },
  ],
  defaultOptions: [{ ignoreNames: [] }],
  create(context) {
    const { sourceCode, physicalFilename: file } = context;
    const index = indexFor(file, context.cwd);
    const { envManifest } = readSettings(context.settings);
    if (!index || !(envManifest?.includes(index.pathOf(file)) ?? isManifest(index.pathOf(file))) || !index.isComplete) return {};
    const isIgnored = compileNamePatterns(context.options[0].ignoreNames);

    return {
      TextAssignment(given: TSESTree.Node) {
        const node = given as unknown as TextAssignment; // the node that the language delivery/dotenv makes
        const name = node.key;
        if (isReadByLibrary(name) || isIgnored(name) || isExpanded(name)) return;
        // One by one: most names are found in the first files already.
        if (index.ask(usedWords, undefined).some(({ answer }) => answer.has(name.toLowerCase()))) return;
        if (index.ask(composedNames, undefined).some(({ answer }) => answer.some((part) => part.test(name)))) return;
        const [start, end] = node.keyRange;
        context.report({ loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) }, messageId: 'unused', data: { name } });
      },
    };

    /** Another line of the file may use it: `URL=http://${HOST}`. */
    function isExpanded(name: string): boolean {
      return new RegExp(`\\$\\{?${name}(?![A-Za-z\\d_])`, 'u').test(sourceCode.text);
    }
  },
});
