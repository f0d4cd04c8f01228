import type { TSESLint } from '@typescript-eslint/utils';
import { composeServices, hasHealthcheck } from '../config-files/compose.ts';
import { CONFIG_LANGUAGES, configListener, locate } from '../config-files/config-listener.ts';
import type { ConfigList } from '../config-files/config-value.ts';
import { textAt, valueAt } from '../config-files/config-value.ts';
import { createRule } from '../create-rule.ts';

export default createRule({
  name: 'compose-depends-on-healthy',
  antipattern: 'DP-09',
  type: 'suggestion',
  docs: {
    description: 'Require services of a Compose file to wait until what they depend on is healthy, where a health check says so',
    recommended: 'warn',
    dialects: ['Compose'],
  },
  languages: CONFIG_LANGUAGES,
  messages: {
    startedOnly:
      '`{{service}}` starts as soon as {{targets}} has started, which is before it can answer. It has a health check, so wait for it with `condition: service_healthy`.',
  },
  schema: [],
  defaultOptions: [],
  fixable: 'code',
  create(context) {
    const { sourceCode, filename } = context;
    return configListener((document) => {
      const services = composeServices(document, filename);
      for (const { name, value } of services.values()) {
        // The long form says what is meant, `service_started` included; only the short form leaves it open.
        const dependencies = valueAt(value, 'depends_on');
        if (dependencies?.kind !== 'list' || dependencies.shared) continue;
        const names = dependencies.items.map((item) => textAt(item));
        const targets = names.flatMap((target) => {
          const service = services.get(target ?? '');
          return service && hasHealthcheck(service.value) ? [service.name] : [];
        });
        if (targets.length === 0) continue;
        context.report({
          loc: locate(sourceCode, dependencies.range),
          messageId: 'startedOnly',
          data: { service: name, targets: targets.map((target) => `\`${target}\``).join(', ') },
          fix: longForm(sourceCode.text, dependencies, names, new Set(targets)),
        });
      }
    });
  },
});

/** Writes the long form in the layout of the short one; null where something would get lost or be guessed. */
function longForm(
  text: string,
  list: ConfigList,
  names: readonly (string | undefined)[],
  healthy: ReadonlySet<string>,
): TSESLint.ReportFixFunction | null {
  const written = text.slice(...list.range);
  if (written.includes('#') || names.some((name) => name === undefined || !/^[\w.-]+$/u.test(name))) return null;
  const condition = (name: string | undefined): string => `service_${healthy.has(name ?? '') ? 'healthy' : 'started'}`;
  if (list.flow) {
    const entries = names.map((name) => `${name}: { condition: ${condition(name)} }`);
    return (fixer) => fixer.replaceTextRange([...list.range], `{ ${entries.join(', ')} }`);
  }
  const lineStart = Math.max(text.lastIndexOf('\n', list.range[0] - 1), text.lastIndexOf('\r', list.range[0] - 1)) + 1;
  const indent = text.slice(lineStart, list.range[0]);
  if (indent.trim() !== '') return null;
  const lineEnd = /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n';
  // A list may stand at the column of its key, a map must stand to the right of it.
  const keyColumn = columnOfKey(text, lineStart);
  const inner = indent.length > keyColumn ? indent : `${indent}  `;
  const lines = names.flatMap((name) => [`${inner}${name}:`, `${inner}  condition: ${condition(name)}`]);
  return (fixer) => fixer.replaceTextRange([lineStart, list.range[1]], lines.join(lineEnd));
}

/** The column of `depends_on`, which is on the nearest line above that holds a key. */
function columnOfKey(text: string, before: number): number {
  const above = text.slice(0, before).trimEnd();
  const line = above.slice(Math.max(above.lastIndexOf('\n'), above.lastIndexOf('\r')) + 1);
  return line.search(/\S/u);
}
