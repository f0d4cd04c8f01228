import { compileNamePatterns } from '../analysis/names.ts';
import { createRule } from '../create-rule.ts';
import { camelCase, projectFlags, usesFlags } from '../flags/project-flags.ts';

/** The options of `no-unused-flag` after ESLint has merged the defaults in. */
export interface UnusedFlagOptions {
  readonly ignoreKeys: readonly string[];
}

export default createRule<'unused', readonly [UnusedFlagOptions]>({
  name: 'no-unused-flag',
  antipattern: 'DP-04',
  type: 'suggestion',
  languages: ['js/js', 'json/json', 'json/jsonc', 'json/json5', 'yml/yaml'],
  docs: {
    description: 'Disallow feature flags in the registry that no code asks for',
    recommended: false,
    strict: 'warn',
    dialects: ['JavaScript', 'TypeScript', 'JSON', 'YAML'],
  },
  messages: {
    unused: 'No code of this project asks for the flag `{{key}}`, so switching it does nothing. Remove it from the registry.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        ignoreKeys: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Flags that something outside of this project asks for; `*` stands for any text.',
        },
      },
    },
  ],
  defaultOptions: [{ ignoreKeys: [] }],
  create(context) {
    const { sourceCode, physicalFilename: file } = context;
    const isIgnored = compileNamePatterns(context.options[0].ignoreKeys);
    const root = sourceCode.ast.type as string; // another one in each language
    return {
      [`${root}:exit`]: () => {
        const flags = projectFlags(context);
        if (!flags?.isRegistry || !flags.registry || !flags.index.isComplete) return;
        const { index, registry } = flags;
        const own = new Set(registry.files.map((name) => index.pathOf(name)));
        const entries = [...registry.entries.values()].filter((entry) => entry.file === file && !isIgnored(entry.key));
        if (entries.length === 0) return;
        const words = new Map(entries.map((entry) => [entry.key, [...new Set([entry.key, camelCase(entry.key), ...(entry.alias === undefined ? [] : [entry.alias])])]]));
        const any = [...words.values()].flat().map((word) => word.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')).sort((a, b) => b.length - a.length);
        const found = index.found((path) => !own.has(path) && usesFlags(path), new RegExp(`(?<![\\w-])(?:${any.join('|')})(?![\\w-])`, 'gu'));
        // A registry in code may be asked in the same file.
        const isUsedHere = (key: string): boolean => sourceCode.text.split(key).length > 2;
        for (const { key, range } of entries) {
          if (words.get(key)?.some((word) => found.has(word)) === true || isUsedHere(key)) continue;
          context.report({ loc: { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) }, messageId: 'unused', data: { key } });
        }
      },
    };
  },
});
