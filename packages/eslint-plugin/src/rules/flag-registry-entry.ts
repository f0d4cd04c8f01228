import { createRule } from '../create-rule.ts';
import { timeOf } from '../flags/flag-entry.ts';
import type { FlagEntry } from '../flags/flag-entry.ts';
import { projectFlags } from '../flags/project-flags.ts';
import { commitTime } from '../project/commit-dates.ts';

/** The options of `flag-registry-entry` after ESLint has merged the defaults in. */
export interface RegistryEntryOptions {
  readonly fields: readonly ('type' | 'owner' | 'createdAt' | 'removeBy')[];
}

export default createRule<'missing' | 'noDate' | 'future', readonly [RegistryEntryOptions]>({
  name: 'flag-registry-entry',
  antipattern: 'DP-04',
  type: 'suggestion',
  languages: ['js/js', 'json/json', 'json/jsonc', 'json/json5', 'yml/yaml'],
  docs: {
    description: 'Require entries of the flag registry to say what a flag is, whose it is and since when it exists',
    recommended: false,
    strict: 'warn',
    dialects: ['JavaScript', 'TypeScript', 'JSON', 'YAML'],
  },
  messages: {
    missing: 'The flag `{{key}}` has no {{fields}}, without which nobody can tell when it may go. Add {{them}}.',
    noDate: 'The flag `{{key}}` has `{{field}}: {{value}}`, which is no date. Write it as in `2026-03-01`.',
    future: 'The flag `{{key}}` has `{{field}}: {{value}}`, which is still to come. Write when it happened.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        fields: {
          type: 'array',
          items: { type: 'string', enum: ['type', 'owner', 'createdAt', 'removeBy'] },
          uniqueItems: true,
          description: 'What an entry must have.',
        },
      },
    },
  ],
  defaultOptions: [{ fields: ['type', 'owner', 'createdAt'] }],
  create(context) {
    const [{ fields }] = context.options;
    const { sourceCode, physicalFilename } = context;
    const root = sourceCode.ast.type as string; // another one in each language
    return {
      [`${root}:exit`]: () => {
        const flags = projectFlags(context);
        // A list of names has no place for more.
        if (!flags?.isRegistry || !flags.registry?.hasFields) return;
        for (const entry of flags.registry.entries.values()) if (entry.file === physicalFilename) check(entry);
      },
    };

    function check(entry: FlagEntry): void {
      const { key, range } = entry;
      const loc = { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) };
      const missing = fields.filter((field) => entry[field] === undefined);
      if (missing.length > 0) {
        const named = missing.map((field) => `\`${field}\``);
        const list = named.length === 1 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
        context.report({ loc, messageId: 'missing', data: { key, fields: list, them: named.length === 1 ? 'it' : 'them' } });
      }
      for (const field of ['createdAt', 'rolledOutAt', 'removeBy'] as const) {
        const value = entry[field];
        if (value === undefined) continue;
        const time = timeOf(value);
        if (time === undefined) context.report({ loc, messageId: 'noDate', data: { key, field, value } });
        else if (field !== 'removeBy' && isToCome(time)) context.report({ loc, messageId: 'future', data: { key, field, value } });
      }
    }

    /** By the commit as well as by the clock, so that a finding may go away with time and never comes by itself. */
    function isToCome(time: number): boolean {
      return time > Math.max(commitTime(physicalFilename) ?? 0, Date.now());
    }
  },
});
