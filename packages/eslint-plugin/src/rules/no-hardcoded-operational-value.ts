import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isFrontEnd } from '../analysis/front-end.ts';
import { isOutsideServices } from '../analysis/outside-services.ts';
import { relativePath } from '../analysis/path-globs.ts';
import { createRule } from '../create-rule.ts';
import { OPERATIONAL_GROUP_NAMES, OPERATIONAL_GROUPS } from '../knowledge/operational-groups.ts';
import { compileOptions } from '../operational-values/compiled-options.ts';
import type { Inspection, OperationalValue } from '../operational-values/find-values.ts';
import {
  findInAssignment,
  findInCall,
  findInDeclarator,
  findInField,
  findInProperty,
} from '../operational-values/find-values.ts';
import type { OperationalValueOptions } from '../operational-values/options.ts';
import { DEFAULT_OPTIONS, OPTIONS_SCHEMA } from '../operational-values/options.ts';
import { environmentRead, valueText } from '../operational-values/suggestion.ts';
import { readSettings } from '../settings.ts';

type Options = readonly [OperationalValueOptions];
type MessageId = 'hardcoded' | 'hardcodedTogether' | 'readFromEnvironment';
type Report = TSESLint.ReportDescriptor<MessageId>;

/** Longer values are cut in messages; the code itself is one click away. */
const MAX_VALUE_LENGTH = 40;
/** So many values of one object are named in its message. */
const MAX_NAMED_VALUES = 4;

export default createRule<MessageId, Options>({
  name: 'no-hardcoded-operational-value',
  antipattern: 'DP-07',
  type: 'suggestion',
  docs: {
    description: 'Disallow timeouts, pool sizes and other operational values that only a deployment can change',
    recommended: 'warn',
    strictOptions: { groups: [...OPERATIONAL_GROUP_NAMES] },
  },
  messages: {
    hardcoded:
      '`{{name}}` is fixed at {{value}} in code, so changing this {{noun}} in production takes a deployment. Read it from configuration, with {{value}} as the default.',
    hardcodedTogether:
      '{{values}} are fixed in code, so changing them in production takes a deployment. Read them from configuration, with these values as the defaults.',
    readFromEnvironment: 'Read `{{name}}` from `{{environmentName}}`, with {{value}} as the default.',
  },
  schema: OPTIONS_SCHEMA,
  defaultOptions: [DEFAULT_OPTIONS],
  hasSuggestions: true,
  create(context) {
    const [options] = context.options;
    const { sourceCode } = context;
    const path = relativePath(context.filename, context.cwd);
    const compiled = compileOptions(options);
    if (compiled.ignoresFile(path)) return {};

    const { envReader } = readSettings(context.settings);
    const hasCallableModule = compiled.catalogue.namesCallableModule(sourceCode.text);
    const inspection: Inspection = { sourceCode, ...compiled, hasCallableModule };
    /** By the place of the value, because a constant is met once for each of its uses. */
    const found = new Map<TSESTree.Node, OperationalValue>();

    function collect(value: OperationalValue | undefined): void {
      if (value && !isFrontEnd(sourceCode, path) && !isOutsideServices(sourceCode)) found.set(value.node, found.get(value.node) ?? value);
    }

    function describe(values: readonly [OperationalValue, ...OperationalValue[]]): Report {
      const [first] = values;
      const names = displayNames(values);
      const suggest = values.map((value) => ({
        messageId: 'readFromEnvironment' as const,
        data: { name: names.get(value), environmentName: value.environmentName, value: shortText(value) },
        fix: (fixer: TSESLint.RuleFixer) =>
          fixer.replaceText(value.expression, environmentRead(value, (node) => sourceCode.getText(node), envReader)),
      }));
      if (values.length === 1) {
        const { noun } = OPERATIONAL_GROUPS[first.group];
        return { node: first.node, messageId: 'hardcoded', data: { name: first.name, value: shortText(first), noun }, suggest };
      }
      return { node: first.node, messageId: 'hardcodedTogether', data: { values: enumerate(values, names) }, suggest };
    }

    function shortText(value: OperationalValue): string {
      const text = valueText(value, (node) => sourceCode.getText(node));
      return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1)}…` : text;
    }

    function enumerate(values: readonly OperationalValue[], names: DisplayNames): string {
      const named = values.slice(0, MAX_NAMED_VALUES).map((value) => `\`${names.get(value)}\` (${shortText(value)})`);
      const others = values.length - named.length;
      const last = others > 0 ? `${others} more` : named.pop();
      return `${named.join(', ')} and ${last}`;
    }

    return {
      Property: (node) => collect(findInProperty(inspection, node)),
      VariableDeclarator: (node) => collect(findInDeclarator(inspection, node)),
      PropertyDefinition: (node) => collect(findInField(inspection, node)),
      AssignmentExpression: (node) => collect(findInAssignment(inspection, node)),
      CallExpression: (node) => collect(findInCall(inspection, node)),
      NewExpression: (node) => collect(findInCall(inspection, node)),
      'Program:exit'() {
        for (const values of groupByObject(found.values())) context.report(describe(values));
      },
    };
  },
});

type DisplayNames = ReadonlyMap<OperationalValue, string>;

/** Plain names, and names with their path where an object has several values of one name. */
function displayNames(values: readonly OperationalValue[]): DisplayNames {
  return new Map(
    values.map((value) => {
      const isAmbiguous = values.some((other) => other !== value && other.name === value.name);
      return [value, isAmbiguous ? (value.qualifiedName ?? value.name) : value.name];
    }),
  );
}

/** One group per object literal, so that a block of settings is one report; everything else stands alone. */
function groupByObject(values: Iterable<OperationalValue>): Iterable<[OperationalValue, ...OperationalValue[]]> {
  const groups = new Map<TSESTree.Node, [OperationalValue, ...OperationalValue[]]>();
  for (const value of values) {
    const place = value.object ?? value.node;
    const group = groups.get(place);
    if (group) group.push(value);
    else groups.set(place, [value]);
  }
  return groups.values();
}
