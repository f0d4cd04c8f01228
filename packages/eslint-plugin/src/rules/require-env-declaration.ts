import { relative } from 'node:path';
import { compileNamePatterns } from '../analysis/names.ts';
import { relativePath } from '../analysis/path-globs.ts';
import { createRule } from '../create-rule.ts';
import { manifestFor } from '../environment/manifest.ts';
import { isServiceFile } from '../environment/service-file.ts';
import { buildTimeName, variableName } from '../environment/variable-read.ts';
import type { VariableRead } from '../environment/variable-read.ts';
import { environmentSign, optionalNames, variableReads } from '../environment/variable-reads.ts';
import { deployedNames } from '../environment/words.ts';
import { GIVEN_VARIABLES } from '../knowledge/given-variables.ts';
import { LIBRARY_VARIABLES } from '../knowledge/library-variables.ts';
import { indexFor } from '../project/text-index.ts';
import { readSettings } from '../settings.ts';

/** The options of `require-env-declaration` after ESLint has merged the defaults in. */
export interface EnvDeclarationOptions {
  readonly ignoreNames: readonly string[];
}

const isGiven = compileNamePatterns([...GIVEN_VARIABLES, ...LIBRARY_VARIABLES]);

export default createRule<'undeclared', readonly [EnvDeclarationOptions]>({
  name: 'require-env-declaration',
  antipattern: 'DP-03',
  type: 'suggestion',
  docs: {
    description: 'Require environment variables without a default to be listed in `.env.example`',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    undeclared: '`{{name}}` has no default and is not in {{manifest}}, so who deploys this does not learn that it has to be set. Add a line for it: `{{name}}=`.',
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
          description: 'Variables that nobody has to set; `*` stands for any text.',
        },
      },
    },
  ],
  defaultOptions: [{ ignoreNames: [] }],
  create(context) {
    const { sourceCode, physicalFilename: file } = context;
    const path = relativePath(file, context.cwd);
    if (context.filename !== file || !isServiceFile(path) || !environmentSign.test(sourceCode.text)) return {};
    const isIgnored = compileNamePatterns(context.options[0].ignoreNames);

    return {
      'Program:exit': () => {
        const candidates = undefaulted(variableReads(sourceCode.ast, sourceCode.text, path)).filter(({ name }) => !isGiven(name) && !isIgnored(name) && !buildTimeName.test(name));
        if (candidates.length === 0) return;
        const index = indexFor(file, context.cwd);
        const manifest = index && manifestFor(file, index.root, readSettings(context.settings).envManifest);
        const [nearest] = manifest?.files ?? [];
        if (!index || !manifest || nearest === undefined) return;
        const missing = candidates.filter(({ name }) => !manifest.names.has(name));
        if (missing.length === 0) return;
        const deployed = index.ask(deployedNames, undefined);
        for (const { name, node } of missing) {
          if (deployed.some(({ answer }) => answer.has(name))) continue;
          context.report({ node, messageId: 'undeclared', data: { name, manifest: relative(context.cwd, nearest).replaceAll('\\', '/') } });
        }
      },
    };
  },
});

/** The first read of each variable that has neither a default nor a guard in the file. */
function undefaulted(reads: readonly VariableRead[]): VariableRead[] {
  const lenient = optionalNames(reads);
  const found = new Map<string, VariableRead>();
  for (const read of reads) if (!lenient.has(read.name) && variableName.test(read.name) && !found.has(read.name)) found.set(read.name, read);
  return [...found.values()];
}
